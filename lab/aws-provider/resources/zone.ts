import { randomUUID } from "node:crypto";
import {
  AssociateVPCWithHostedZoneCommand,
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  DisassociateVPCFromHostedZoneCommand,
  GetHostedZoneCommand,
  ListTagsForResourceCommand,
  type ResourceRecordSet,
  UpdateHostedZoneCommentCommand,
  type VPCRegion,
} from "@aws-sdk/client-route-53";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { blocksOf, flagOf, type Properties, requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { bareId, bareName, changeRecords, listRecords, waitForInSync } from "../route53-changes";
import { tagChange, tagList, tagOutputs } from "../tags";

export const zone: ResourceType = {
  token: "aws:route53/zone:Zone",
  tagged: true,
  global: true,
  nameLength: 255,
  arguments: {
    comment: { change: "update", default: "Managed by Pulumi" },
    delegationSetId: { change: "replace" },
    forceDestroy: { change: "kept", default: false },
    name: { change: "replace", computed: true, normalise: (value) => bareName(String(value)) },
    vpcs: { change: "update", set: true, members: ["vpcId", "vpcRegion"] },
  },
  outputs: ["arn", "nameServers", "primaryNameServer", "zoneId"],
  check(inputs) {
    if (inputs.delegationSetId === undefined || inputs.vpcs === undefined) return [];
    return [{ property: "vpcs", reason: "conflicts with delegationSetId" }];
  },
  // Public and private are two kinds of zone.
  replaces: (argument, inputs, oldInputs) =>
    argument === "vpcs" && (inputs.vpcs === undefined) !== (oldInputs.vpcs === undefined),
  async create(inputs, aws) {
    const first = blocksOf(inputs, "vpcs")[0];
    const answer = await aws.route53.send(
      new CreateHostedZoneCommand({
        CallerReference: randomUUID(),
        Name: requiredText(inputs, "name"),
        DelegationSetId: textOf(inputs, "delegationSetId"),
        HostedZoneConfig: { Comment: textOf(inputs, "comment") ?? "", PrivateZone: first !== undefined },
        ...(first === undefined ? {} : { VPC: vpcCall(first, aws) }),
      }),
    );
    const id = bareId(given(answer.HostedZone?.Id, "HostedZone.Id"));
    await waitForInSync(answer.ChangeInfo?.Id, aws);
    return id;
  },
  async finish(id, inputs, aws) {
    const Tags = tagList(inputs);
    for (const vpc of blocksOf(inputs, "vpcs").slice(1)) await associate(id, vpc, aws);
    if (Tags.length > 0) {
      await aws.route53.send(
        new ChangeTagsForResourceCommand({ ResourceType: "hostedzone", ResourceId: id, AddTags: Tags }),
      );
    }
  },
  async known(id, inputs, aws) {
    const read = await readZone(id, aws, inputs);
    return { ...read, ...tagOutputs(tagList(inputs)) };
  },
  async read(id, aws, state) {
    const read = await readZone(id, aws, state);
    if (read === undefined) return undefined;
    const tags = await aws.route53.send(new ListTagsForResourceCommand({ ResourceType: "hostedzone", ResourceId: id }));
    return { ...read, ...tagOutputs(tags.ResourceTagSet?.Tags) };
  },
  async update(update, aws) {
    const { id, inputs, oldInputs, changed } = update;
    if (changed.has("comment")) {
      await aws.route53.send(new UpdateHostedZoneCommentCommand({ Id: id, Comment: textOf(inputs, "comment") ?? "" }));
    }
    if (changed.has("vpcs")) await changeVpcs(id, oldInputs, inputs, aws);
    const tags = tagChange(update);
    if (tags !== undefined) {
      await aws.route53.send(
        new ChangeTagsForResourceCommand({
          ResourceType: "hostedzone",
          ResourceId: id,
          ...(tags.set.length > 0 ? { AddTags: [...tags.set] } : {}),
          ...(tags.remove.length > 0 ? { RemoveTagKeys: [...tags.remove] } : {}),
        }),
      );
    }
  },
  async delete(id, aws, state) {
    if (flagOf(state, "forceDestroy")) await deleteRecords(id, requiredText(state, "name"), aws);
    const answer = await aws.route53.send(new DeleteHostedZoneCommand({ Id: id })).catch(async (error: Error) => {
      if (error.name !== "HostedZoneNotEmpty") throw error;
      const left = await recordsBesideApex(id, requiredText(state, "name"), aws);
      const names = left.slice(0, mostNamed).map(({ Name = "", Type = "" }) => `${bareName(Name)} ${Type}`);
      const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : "";
      throw new Error(
        `HostedZoneNotEmpty: the zone holds records that are not this stack's: ${names.join(", ")}${more}`,
      );
    });
    await waitForInSync(answer.ChangeInfo?.Id, aws);
  },
};

const mostNamed = 5;

async function readZone(id: string, aws: AwsConnection, state: Properties): Promise<Properties | undefined> {
  const answer = await aws.route53.send(new GetHostedZoneCommand({ Id: id }));
  const found = answer.HostedZone;
  if (found === undefined) return undefined;
  const nameServers = found.Config?.PrivateZone
    ? await nameServersOf(id, found.Name ?? "", aws)
    : [...(answer.DelegationSet?.NameServers ?? [])];
  return {
    arn: `arn:${aws.partition}:route53:::hostedzone/${id}`,
    comment: found.Config?.Comment ?? "",
    delegationSetId: bareId(answer.DelegationSet?.Id ?? ""),
    name: bareName(found.Name ?? ""),
    nameServers: nameServers.sort(),
    primaryNameServer: nameServers[0] ?? "",
    vpcs: vpcsOf(answer.VPCs, state),
    zoneId: id,
  };
}

function vpcCall(vpc: Properties, aws: AwsConnection): { VPCId: string; VPCRegion: VPCRegion } {
  return { VPCId: requiredText(vpc, "vpcId"), VPCRegion: (textOf(vpc, "vpcRegion") ?? aws.region) as VPCRegion };
}

async function associate(id: string, vpc: Properties, aws: AwsConnection): Promise<void> {
  const answer = await aws.route53.send(
    new AssociateVPCWithHostedZoneCommand({ HostedZoneId: id, VPC: vpcCall(vpc, aws), Comment: "Managed by Pulumi" }),
  );
  await waitForInSync(answer.ChangeInfo?.Id, aws);
}

async function changeVpcs(id: string, old: Properties, now: Properties, aws: AwsConnection): Promise<void> {
  const before = blocksOf(old, "vpcs");
  const after = blocksOf(now, "vpcs");
  const has = (vpcs: Properties[], vpc: Properties) => vpcs.some((other) => other.vpcId === vpc.vpcId);
  // A private zone must have a VPC at all times.
  for (const vpc of after.filter((candidate) => !has(before, candidate))) await associate(id, vpc, aws);
  for (const vpc of before.filter((candidate) => !has(after, candidate))) {
    const answer = await aws.route53.send(
      new DisassociateVPCFromHostedZoneCommand({ HostedZoneId: id, VPC: vpcCall(vpc, aws) }),
    );
    await waitForInSync(answer.ChangeInfo?.Id, aws);
  }
}

/** The VPCs in the order in which they were given; the others, associated elsewhere, after them. */
function vpcsOf(
  found: readonly { VPCId?: string | undefined; VPCRegion?: string | undefined }[] | undefined,
  state: Properties,
): Properties[] {
  const order = blocksOf(state, "vpcs").map((vpc) => vpc.vpcId);
  const place = (id: string | undefined) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...(found ?? [])]
    .sort((a, b) => place(a.VPCId) - place(b.VPCId))
    .map(({ VPCId, VPCRegion }) => ({ vpcId: VPCId ?? "", vpcRegion: VPCRegion ?? "" }));
}

async function nameServersOf(id: string, name: string, aws: AwsConnection): Promise<string[]> {
  for await (const record of listRecords(id, aws)) {
    if (record.Type === "NS" && bareName(record.Name ?? "") === bareName(name)) {
      return (record.ResourceRecords ?? []).map(({ Value }) => bareName(Value ?? ""));
    }
  }
  return [];
}

async function recordsBesideApex(id: string, zoneName: string, aws: AwsConnection): Promise<ResourceRecordSet[]> {
  const records = [];
  for await (const record of listRecords(id, aws)) {
    const isApex = bareName(record.Name ?? "") === bareName(zoneName);
    if (!isApex || (record.Type !== "NS" && record.Type !== "SOA")) records.push(record);
  }
  return records;
}

async function deleteRecords(id: string, zoneName: string, aws: AwsConnection): Promise<void> {
  const records = await recordsBesideApex(id, zoneName, aws);
  const changes = records.map((record) => ({ Action: "DELETE" as const, ResourceRecordSet: record }));
  const mostOfOneCall = 100;
  for (let start = 0; start < changes.length; start += mostOfOneCall) {
    await changeRecords(id, changes.slice(start, start + mostOfOneCall), aws);
  }
}
