// The agent of a forwarder: keeps its DNS service alive, its configuration as wanted, and says how it is.
import { access } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { AgentSettings, ForwarderReport } from "../core/forwarder-contract";
import { METRIC_SECONDS } from "../core/forwarder-metrics";
import { agent } from "./agent";
import { putMetricData } from "./aws/cloudwatch";
import { putLogEvents } from "./aws/cloudwatch-logs";
import { correctedClock } from "./aws/corrected-clock";
import { endpoints } from "./aws/endpoints";
import { instanceMetadata } from "./aws/instance-metadata";
import { s3Bucket } from "./aws/s3-bucket";
import { signedFetch } from "./aws/signed-fetch";
import { filesOnDisk } from "./configuration/files-on-disk";
import { dnsProbes } from "./dns/probes";
import { askDns, RCODES } from "./dns/question";
import { healthLoop } from "./health-loop";
import { jsonLog, type Log, reasonOf } from "./log";
import { measuring } from "./metrics/measuring";
import { droppedPackets } from "./metrics/network-card";
import { servePrometheus } from "./metrics/prometheus-server";
import { checkUpstreams } from "./metrics/upstream-check";
import { once } from "./once";
import { followJournal } from "./query-log/follow-journal";
import { queryLogging } from "./query-log/query-logging";
import { repeat } from "./repeat";
import { reporting, reportsIn } from "./reporting";
import { BIND_CONFIGURATION, bind } from "./server/bind";
import { runCommand } from "./server/command";
import { UNBOUND_CONFIGURATION, unbound } from "./server/unbound";
import { PLACES, readSettings } from "./settings";
import { watchdog } from "./watchdog";

const LOOPBACK = "127.0.0.1";
const DNS_PORT = 53;
const SECOND = 1_000;
const POLL_SECONDS = Number(process.env["HYBRID_DNS_POLL_SECONDS"]) || 5;
/** How long questions wait before they are sent to the query log. */
const SHIP_SECONDS = 5;
const WATCHDOG_SECONDS = 10;
/** How long user data may take before the agent goes on without it. */
const USER_DATA_SECONDS = 60;

const software = {
  unbound: { make: unbound, file: UNBOUND_CONFIGURATION },
  bind: { make: bind, file: BIND_CONFIGURATION },
} as const;

async function main(): Promise<void> {
  const log = jsonLog((line) => process.stdout.write(line));
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const alive = watchdog(process.env, runCommand);
  void repeat("the watchdog", WATCHDOG_SECONDS * SECOND, alive, log, stop.signal);
  const settings = await settingsWhenThere(log, stop.signal);
  if (settings !== undefined) await run(settings, log, stop.signal);
}

/** Waits for user data: before it has run there is nothing to follow, and while it runs it writes the configuration. */
async function settingsWhenThere(log: Log, signal: AbortSignal): Promise<AgentSettings | undefined> {
  let patience = USER_DATA_SECONDS;
  let told = "";
  while (!signal.aborted) {
    try {
      const settings = await readSettings();
      if (settings !== undefined && (patience-- <= 0 || (await isThere(PLACES.configured)))) return settings;
    } catch (error) {
      if (reasonOf(error) !== told) log.warning("the settings cannot be read", { reason: reasonOf(error) });
      told = reasonOf(error);
    }
    await setTimeout(SECOND, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** What counts as this machine's image where user data says so. */
const imageIn = ({ imageId }: AgentSettings) => (imageId === undefined ? {} : { imageId });

async function run(settings: AgentSettings, log: Log, signal: AbortSignal): Promise<void> {
  const { make, file } = software[settings.software];
  const server = make(runCommand);
  const clock = correctedClock();
  const monotonic = () => performance.now();
  const startedAt = new Date(clock.now()).toISOString();
  const { metadata, bucket: bucketUrl, cloudWatch, logs } = endpoints(process.env, settings.region, settings.bucket);
  const instance = instanceMetadata(metadata, clock.now);
  const signed = signedFetch(settings.region, instance.credentials, clock.now, clock.seen);
  const bucket = s3Bucket(bucketUrl, signed);
  const files = filesOnDisk(file);
  const identity = once(async () => ({ ...(await instance.identity()), ...imageIn(settings) }));
  const version = once(server.version);
  const powerOff = async () => {
    const { code, output } = await runCommand("systemctl", "poweroff");
    if (code !== 0) throw new Error(`systemctl poweroff: ${output.slice(0, 500)}`);
  };

  const localhost = { address: LOOPBACK, port: DNS_PORT, name: "localhost", type: "A", milliseconds: SECOND } as const;
  const answer = () => askDns(localhost);
  const isConfigured = async () => (await answer())?.rcode === RCODES.NOERROR;

  const following = agent({
    settings,
    bucket,
    taking: { files, server, probe: dnsProbes(LOOPBACK, DNS_PORT), answers: isConfigured, pause: setTimeout },
    identity,
    reportsOf: reportsIn(bucket),
    answeringOf: async (slots) => {
      const answers = await Promise.all(
        slots.map(({ address }) => askDns({ ...localhost, address, milliseconds: 2 * SECOND })),
      );
      return new Set(slots.filter((_, index) => answers[index]?.rcode === RCODES.NOERROR).map(({ key }) => key));
    },
    reportGoing: (makingWayFor) => reports.say({ makingWayFor }),
    powerOff,
    now: clock.now,
    monotonic,
    log,
  });
  const health = healthLoop({
    answers: async () => (await answer()) !== undefined,
    killAndStart: server.killAndStart,
    powerOff,
    isBusy: following.isBusy,
    monotonic,
    log,
  });

  const compose = async (): Promise<ForwarderReport> => {
    const [self, softwareVersion, configuration, configured] = await Promise.all([
      identity(),
      version(),
      following.running(),
      isConfigured(),
    ]);
    const refusal = following.refusal();
    return {
      version: 1,
      slot: settings.slot,
      ...self,
      software: settings.software,
      softwareVersion,
      configuration,
      ...(refusal === undefined ? {} : { rejected: { sha256: refusal.sha256, reason: refusal.reason } }),
      healthy: configured && health.isHealthy(),
      reportedAt: new Date(clock.now()).toISOString(),
      startedAt,
    };
  };
  const reports = reporting(bucket, compose, monotonic);
  const report = async () => {
    await following.remember();
    // What is on trial is not what it runs.
    if (!following.isBusy()) await reports.look();
  };

  const metrics = measuring({
    counters: server.counters,
    upstreams: async () => checkUpstreams(server.upstreamsOf((await files.live()) ?? ""), DNS_PORT),
    dropped: async () => droppedPackets(networkInterface(), runCommand),
    about: async () => ({
      forwarders: settings.forwarders,
      slot: settings.slot,
      software: settings.software,
      softwareVersion: await version(),
      configuration: await following.running(),
      healthy: (await isConfigured()) && health.isHealthy(),
      configurationRejected: following.refusal() !== undefined,
    }),
    send: (values) => putMetricData(cloudWatch, signed, settings, values, clock.now()),
    log,
  });
  const questions = queryLogging({
    group: following.queryLogGroup,
    follow: (take, ended) => followJournal(server.unit, take, ended),
    send: async (logGroupName, events) => {
      const logStreamName = `${settings.slot}/${(await identity()).instanceId}`;
      await putLogEvents(logs, signed, { logGroupName, logStreamName }, events);
    },
    log,
  });

  servePrometheus(metrics.text, (error) => log.warning("no metrics on this host", { reason: error.message }));

  log.info("the agent runs", {
    slot: settings.slot,
    software: settings.software,
    configuration: await following.running(),
  });
  await Promise.all([
    repeat("looking after the DNS service", SECOND, health.look, log, signal),
    following
      .recover()
      .catch((error: unknown) => log.warning("what was begun before cannot be ended", { reason: reasonOf(error) }))
      .then(() => repeat("following the bucket", POLL_SECONDS * SECOND, following.poll, log, signal)),
    repeat("reporting", SECOND, report, log, signal),
    repeat("measuring", METRIC_SECONDS * SECOND, metrics.measure, log, signal),
    repeat("logging questions", SHIP_SECONDS * SECOND, questions.look, log, signal),
  ]);
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The card that is not the loopback's; a forwarder has one. */
function networkInterface(): string {
  const cards = Object.entries(networkInterfaces());
  return cards.find(([, addresses]) => addresses?.some(({ internal }) => !internal))?.[0] ?? "eth0";
}

void main().then(() => process.exit(0));
