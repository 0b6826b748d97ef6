import { createHash } from "node:crypto";
import type { LinkEnd, NamespacePlan, NetworkPlan } from "../plan";

/**
 * The shell script that turns the network of one plan into that of the next; with no earlier plan, the one that builds
 * it. What is the same in both is not touched. A script that failed half-way can be run again: what it did stays done.
 *
 * Order: what is gone goes, namespaces come, then bridges and cables, then all namespaces set themselves up side by side.
 */
export function networkScript(previous: NetworkPlan | undefined, next: NetworkPlan): string {
  const namespaces = changes(previous?.namespaces ?? [], next.namespaces, ({ name }) => name);
  const links = changes(previous?.links ?? [], next.links, ({ id }) => id);
  const oldBridges = new Map((previous?.namespaces ?? []).map(({ name, bridges }) => [name, bridges]));
  const goneNamespaces = new Set(namespaces.gone.map(({ name }) => name));
  const lines = [
    "set -e",
    // deleting one end of a cable deletes the other; ends in a namespace that goes are gone with it
    ...links.gone.flatMap(({ ends }) =>
      ends
        .slice(0, 1)
        .filter(({ namespace }) => namespace === undefined || !goneNamespaces.has(namespace))
        .map((end) => `${ipIn(end)} link delete ${end.device} || true`),
    ),
    ...namespaces.gone.map(({ name }) => `[ ! -e /run/netns/${name} ] || ip netns delete ${name}`),
    ...namespaces.added.map(({ name }) => `[ -e /run/netns/${name} ] || ip netns add ${name}`),
    ...next.namespaces.flatMap(({ name, bridges }) => bridgeLines(name, oldBridges.get(name) ?? [], bridges)),
    ...links.added.map((link) => (previous === undefined ? linkLine(link) : unlessThere(link.ends[0], linkLine(link)))),
    ...next.namespaces
      .filter((namespace) => definition(previous, namespace.name) !== definition(next, namespace.name))
      .flatMap((namespace) => setUpLines(namespace, endsIn(next, namespace.name))),
    ...(JSON.stringify(previous?.serviceNamespace) === JSON.stringify(next.serviceNamespace)
      ? []
      : setUpLines({ ...next.serviceNamespace, name: "", forwards: false, bridges: [], rules: "" }, [])),
    "failed=0",
    'for process in $processes; do wait "$process" || failed=1; done',
    "exit $failed",
  ];
  return `${lines.join("\n")}\n`;
}

const unlessThere = (end: LinkEnd, line: string) => `${ipIn(end)} link show ${end.device} > /dev/null 2>&1 || ${line}`;

const ipIn = ({ namespace }: LinkEnd) => (namespace === undefined ? "ip" : `ip -n ${namespace}`);

const endsIn = (plan: NetworkPlan | undefined, namespace: string) =>
  (plan?.links ?? []).flatMap(({ ends }) => ends.filter((end) => end.namespace === namespace));

/** Everything that a namespace's set-up depends on, as one text to compare. */
function definition(plan: NetworkPlan | undefined, name: string): string | undefined {
  const namespace = plan?.namespaces.find((one) => one.name === name);
  return (
    namespace &&
    JSON.stringify([
      namespace,
      endsIn(plan, name),
      (plan?.links ?? []).filter((l) => l.ends.some((e) => e.namespace === name)).map(({ id }) => id),
    ])
  );
}

function bridgeLines(name: string, before: readonly string[], bridges: readonly string[]): string[] {
  return [
    ...before
      .filter((bridge) => !bridges.includes(bridge))
      .map((bridge) => `ip -n ${name} link delete ${bridge} || true`),
    ...bridges
      .filter((bridge) => !before.includes(bridge))
      .map((bridge) =>
        unlessThere(
          { namespace: name, device: bridge },
          `ip -n ${name} link add ${bridge} address ${bridgeAddress(name, bridge)} type bridge stp_state 0 forward_delay 0`,
        ),
      ),
  ];
}

/**
 * The gateway's own, for as long as it stands. Without one a bridge has the smallest of its cables', which is another when a
 * host comes or goes: its neighbours would ask the old one for half a minute.
 */
function bridgeAddress(namespace: string, bridge: string): string {
  const digits = createHash("sha256").update(`${namespace} ${bridge}`).digest("hex");
  return ["02", ...(digits.match(/../g) ?? []).slice(0, 5)].join(":");
}

function linkLine({ ends: [left, right] }: NetworkPlan["links"][number]): string {
  const end = ({ device, macAddress, namespace }: LinkEnd) =>
    `${device}${macAddress === undefined ? "" : ` address ${macAddress}`}${namespace === undefined ? "" : ` netns ${namespace}`}`;
  return `ip link add ${end(left)} type veth peer name ${end(right)}`;
}

/** One process for each namespace; the last line of the script waits for all. */
function setUpLines(namespace: NamespacePlan, ends: readonly LinkEnd[]): string[] {
  const enter = namespace.name === "" ? "" : `nsenter --net=/run/netns/${namespace.name} `;
  const commands = [
    ...ends.flatMap(({ device, bridge }) =>
      bridge === undefined ? [] : [`link set ${device} master ${bridge}`, `link set ${device} up`],
    ),
    ...namespace.commands,
  ];
  return [
    `${enter}/bin/sh -e <<'SETUP' &`,
    ...(namespace.forwards
      ? ["echo 1 > /proc/sys/net/ipv4/ip_forward", "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding"]
      : []),
    // a forwarder binds port 53 also where the kernel keeps it for root of the machine
    "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start",
    ...(namespace.clear.length === 0
      ? []
      : ["ip -force -batch - > /dev/null 2>&1 <<'CLEAR' || true", ...namespace.clear, "CLEAR"]),
    "ip -batch - <<'BATCH'",
    ...commands,
    "BATCH",
    ...(namespace.name === "" ? [] : ["nft -f - <<'RULES'", "flush ruleset", namespace.rules, "RULES"]),
    "SETUP",
    'processes="$processes $!"',
  ];
}

function changes<T>(before: readonly T[], after: readonly T[], key: (one: T) => string) {
  const old = new Set(before.map(key));
  const current = new Set(after.map(key));
  return { gone: before.filter((one) => !current.has(key(one))), added: after.filter((one) => !old.has(key(one))) };
}
