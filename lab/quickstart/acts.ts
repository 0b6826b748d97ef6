import { AuthorizeSecurityGroupIngressCommand, DescribeNetworkInterfacesCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { ResourceChange } from "../applier";
import { region } from "../lab-folders";
import { type Lab, siteConfigurationOf } from "../lab-up";
import { clientSettings } from "../network/cloud-access";
import { phase } from "../progress";
import { ask } from "./ask";
import {
  change,
  questionsAfterChange,
  questionsFromBothSides,
  questionsWithOneForwarder,
  refusals,
  refusalsByForwarders,
} from "./checks";
import { type Check, judge, type Outcome } from "./expectation";
import { givenAddresses } from "./given-addresses";
import { inventory } from "./inventory";
import type { Fact, Section } from "./report";

/** Questions that must time out cost a second each, so all of an act are asked at once. */
const askAll = (lab: Lab, checks: readonly Check[]): Promise<Outcome[]> =>
  Promise.all(checks.map(async (check) => judge(check, await ask(lab.network, check))));

/** Both sides ask for what the other has. */
export const bothSides = (lab: Lab): Promise<Section> =>
  phase("questions from both sides", async () => {
    const checks = questionsFromBothSides(await givenAddresses(lab.emulator.endpoint, region));
    const outcomes = await askAll(lab, checks);
    // e.g. `www.example.com A asked by 10.20.1.53 through vpc-0a1b`
    const asked = (await lab.network.internetQuestions()).map((line) => line.split(" ", 1)[0] ?? "");
    const leaked = asked.filter((name) => /(acmecorp\.com|\.10\.in-addr\.arpa)\.?$/i.test(name));
    return {
      title: "Asked on premises, in the hub and in the spoke",
      outcomes,
      facts: [
        fact(
          "www.example.com was asked on the internet",
          asked.some((name) => /^www\.example\.com\.?$/i.test(name)),
          asked.join(" "),
        ),
        fact("no private name was", leaked.length === 0, leaked.join(" ")),
      ],
    };
  });

/** The problem that forwarders solve, and who is refused. */
export const strangers = (lab: Lab): Promise<Section> =>
  phase("questions that nobody may answer", async () => {
    const before = await askAll(lab, refusals);
    await openSecurityGroup(lab.emulator.endpoint);
    await lab.network.refresh();
    const after = await askAll(lab, refusalsByForwarders);
    return {
      title:
        "VPC+2 from on premises; a network that is not permitted, before and after the security group is opened by hand",
      outcomes: [...before, ...after],
      facts: [],
    };
  });

/** Opens the forwarders' group to everybody, as a mistake by hand would. */
async function openSecurityGroup(endpoint: string): Promise<void> {
  const ec2 = new EC2Client(clientSettings({ endpoint, region }));
  try {
    const atForwarder = { Filters: [{ Name: "private-ip-address", Values: ["10.20.1.53"] }] };
    const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand(atForwarder));
    const GroupId = NetworkInterfaces[0]?.Groups?.[0]?.GroupId;
    const IpPermissions = ["udp", "tcp"].map((IpProtocol) => ({
      IpProtocol,
      FromPort: 53,
      ToPort: 53,
      IpRanges: [{ CidrIp: "192.168.50.0/24", Description: "by hand" }],
    }));
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  } finally {
    ec2.destroy();
  }
}

/** One forwarder's host falls silent. */
export const oneForwarderDies = (lab: Lab): Promise<Section> =>
  phase("one forwarder dies", async () => {
    await lab.network.kill("acme-hub-a");
    const outcomes = await askAll(lab, questionsWithOneForwarder);
    await lab.network.restart("acme-hub-a");
    return { title: "acme-hub-a is dead", outcomes, facts: [] };
  });

/** A record's address is changed and applied again. */
export async function recordChanges(lab: Lab): Promise<Section> {
  const path = `hybrid-dns:dns.privateZones["cloud.acmecorp.com"].records.${change.record}.a[0]`;
  await lab.applier.set(path, change.to.address);
  const preview = await phase("preview of a changed address", () => lab.applier.preview());
  const { outputs } = await phase(lab.applier.commands.up, () => lab.applier.up());
  await lab.network.refresh(siteConfigurationOf(outputs, "headquarters"));
  const outcomes = await askAll(lab, questionsAfterChange);
  const again = await phase("preview once more", () => lab.applier.preview());
  return {
    title: `The address of ${change.name} is changed from ${change.from.address} to ${change.to.address}`,
    outcomes,
    facts: [...previewFacts(preview), fact("a further preview is empty", again.length === 0, changesText(again))],
  };
}

function previewFacts(preview: readonly ResourceChange[]): readonly Fact[] {
  const [record, pointers, ...others] = preview.toSorted((a, b) => a.type.localeCompare(b.type));
  const seen = changesText(preview);
  const shown = pointers?.properties
    .filter((line) => /^[+-] /.test(line))
    .toSorted()
    .join("\n");
  const expected = [
    `+ ${change.reverseZone} ${change.to.reverseName} ${change.name}`,
    `- ${change.reverseZone} ${change.from.reverseName} ${change.name}`,
  ];
  return [
    fact(
      "the preview shows that record, its PTR records, and nothing else",
      others.length === 0 &&
        record?.name === `acme-cloud.acmecorp.com-${change.record}-A` &&
        record.operation === "update",
      seen,
    ),
    fact(`its PTR records: ${expected.join(", ")}`, shown === expected.toSorted().join("\n"), seen),
  ];
}

/** `destroy`; the emulator holds what it held before. */
export async function allDestroyed(lab: Lab, before: readonly string[]): Promise<Section> {
  await phase(lab.applier.commands.destroy, () => lab.applier.destroy());
  const after = await inventory(lab.emulator.endpoint, region);
  const left = after.filter((id) => !before.includes(id));
  const lost = before.filter((id) => !after.includes(id));
  return {
    title: "Destroyed",
    outcomes: [],
    facts: [
      fact("the emulated AWS holds nothing that we made", left.length === 0, left.join(" ")),
      fact("and all that was there before", lost.length === 0, lost.join(" ")),
    ],
  };
}

const fact = (text: string, passed: boolean, seen: string): Fact =>
  passed ? { text, passed } : { text, passed, seen };

const changesText = (changes: readonly ResourceChange[]): string =>
  changes
    .map(({ operation, type, name, properties }) => `${operation} ${type} ${name} ${properties.join(", ")}`)
    .join("; ");
