import type { AgentSettings, DesiredState } from "../core/forwarder-contract";
import { DESIRED_STATE_KEY } from "../core/forwarder-contract";
import { MOST_OBJECT_BYTES, readDesiredState } from "../core/forwarder-objects";
import type { InstanceIdentity } from "./aws/instance-metadata";
import type { Bucket } from "./bucket";
import type { ConfigurationFiles } from "./configuration/configuration-files";
import { fetchConfiguration } from "./configuration/fetch-configuration";
import { sha256Of } from "./configuration/hash";
import { resumeTrial, type Taken, type TakingWorld, takeConfiguration } from "./configuration/take-configuration";
import { decideMakeWay, shouldBeAnother } from "./decisions/make-way";
import { isTried, type Refusal, refused } from "./decisions/refused-configuration";
import type { SlotReports } from "./decisions/slot-reports";
import { whyNotItsTurn } from "./decisions/turn";
import type { Log } from "./log";
import { once } from "./once";

/** What the agent's decisions need of the world around it. */
export interface AgentWorld {
  readonly settings: AgentSettings;
  readonly bucket: Bucket;
  readonly taking: TakingWorld & { readonly files: ConfigurationFiles };
  readonly identity: () => Promise<InstanceIdentity>;
  readonly reportsOf: (slots: readonly string[]) => Promise<SlotReports>;
  /** Keys of those slots that answer a question right now; one without its configuration yet refuses it. */
  readonly answeringOf: (slots: DesiredState["slots"]) => Promise<ReadonlySet<string>>;
  /** Reports that this machine goes off, and for what. */
  readonly reportGoing: (makingWayFor: string) => Promise<void>;
  readonly powerOff: () => Promise<void>;
  /** Milliseconds of the time of day. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonic: () => number;
  readonly log: Log;
}

/** Who asked first a machine that was away asks this one next, and must find it: a lookup waits a second for each. */
const SETTLING_MILLISECONDS = 3_000;

/** A machine that came for one that had made way, and is no other: the launch template may not be there yet. */
const IN_VAIN_MILLISECONDS = 900_000;

/**
 * Brings this forwarder to what `desired.json` says, a step a poll.
 *
 * What it says is read only when it has changed; a step that must wait for other slots is tried again at the next poll.
 */
export function agent(world: AgentWorld) {
  const { settings, bucket, taking, log, now, monotonic } = world;
  const { slot, software } = settings;
  let desired: DesiredState | undefined;
  let tag: string | undefined;
  let refusal: Refusal | undefined;
  let busy = false;
  let toldWaiting = "";
  /** Since when it might make way. */
  let readySince: number | undefined;
  const startedAt = monotonic();
  /** What the machine before this one last said. */
  const predecessor = once(async () => (await world.reportsOf([slot]))[slot]);

  /** Says what is waited for, once. */
  function waits(reason: string): void {
    if (reason !== toldWaiting) log.info("waits", { reason });
    toldWaiting = reason;
  }

  async function readDesired(): Promise<void> {
    const fetched = await bucket.get(DESIRED_STATE_KEY, MOST_OBJECT_BYTES, tag);
    if (fetched.kind !== "content") return;
    desired = readDesiredState(fetched.text);
    tag = fetched.tag;
    toldWaiting = "";
  }

  /** @returns whether this forwarder goes off */
  async function makeWay(wanted: DesiredState): Promise<boolean> {
    const { imageId } = await world.identity();
    const own = { slot, imageId, software };
    if (!shouldBeAnother(wanted, own)) return false;
    const others = wanted.slots.filter(({ key }) => key !== slot);
    const [reports, answering] = await Promise.all([
      world.reportsOf(others.map(({ key }) => key)),
      world.answeringOf(others),
    ]);
    const goal = [wanted.software, wanted.imageId ?? ""].join(" ").trim();
    const inVain = (await predecessor())?.makingWayFor === goal && monotonic() - startedAt < IN_VAIN_MILLISECONDS;
    const decision = decideMakeWay(wanted, own, { reports, answering, now: now(), inVain });
    if (decision.kind === "wait") waits(`makes way for ${goal}: ${decision.reason}`);
    readySince = decision.kind === "make-way" ? (readySince ?? monotonic()) : undefined;
    if (readySince === undefined) return false;
    if (others.length > 0 && monotonic() - readySince < SETTLING_MILLISECONDS) return false;
    log.info("makes way", { from: imageId, goal });
    await world.reportGoing(goal);
    await world.powerOff();
    return true;
  }

  async function followConfiguration(wanted: DesiredState): Promise<void> {
    const { configuration, probes } = wanted;
    const { sha256 } = configuration;
    if (wanted.software !== software || (await running()) === sha256) return;
    if (!isTried(sha256, refusal, monotonic())) return;
    const before = wanted.slots.filter(({ key }) => key !== slot).map(({ key }) => key);
    const reason = whyNotItsTurn(wanted, slot, await world.reportsOf(before), now());
    if (reason !== undefined) return waits(`configuration ${sha256.slice(0, 12)}: ${reason}`);
    const fetched = await fetchConfiguration(bucket, configuration);
    if ("refused" in fetched) return take(sha256, { kind: "refused", reason: fetched.refused, final: false });
    busy = true;
    try {
      take(sha256, await takeConfiguration(taking, fetched.text, probes));
    } catch (error) {
      // A full disk, for one: what runs goes on running.
      const why = error instanceof Error ? error.message : String(error);
      take(sha256, { kind: "refused", reason: why, final: false });
      await resumeTrial(taking);
    } finally {
      busy = false;
    }
  }

  function take(sha256: string, taken: Taken): void {
    if (taken.kind === "taken") {
      refusal = undefined;
      log.info("configuration taken", { sha256 });
      return;
    }
    refusal = refused(refusal, { sha256, ...taken }, monotonic());
    log.warning("configuration refused", { sha256, reason: taken.reason });
  }

  async function running(): Promise<string> {
    return sha256Of((await taking.files.live()) ?? "");
  }

  return {
    /** Reads what the machine before this one said, before it is overwritten. */
    remember: async () => void (await predecessor()),
    /** Ends what an earlier run of the agent left unfinished. */
    async recover(): Promise<void> {
      const resumed = await resumeTrial(taking);
      if (resumed !== undefined) take(resumed.sha256, resumed);
    },
    async poll(): Promise<void> {
      await readDesired();
      if (desired === undefined || (await makeWay(desired))) return;
      await followConfiguration(desired);
    },
    running,
    /** Where questions should be logged, as far as it is known. */
    queryLogGroup: () => desired?.queryLogGroup,
    refusal: () => refusal,
    isBusy: () => busy,
  };
}
