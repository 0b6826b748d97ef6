import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import {
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetDNSSECCommand,
  GetHostedZoneCommand,
  GetHostedZoneCountCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  ListTagsForResourceCommand,
  ListTagsForResourcesCommand,
  type ResourceRecordSet,
  Route53Client,
  UpdateHostedZoneCommentCommand,
} from "@aws-sdk/client-route-53";
import { clientOf, withFront } from "../running-front";

/** What must differ between two Route 53s: ids, times, name servers. */
const own = /^(\/(hostedzone|change)\/)?[A-Z0-9]{13,}$|^https:\/\/route53.*|awsdns-/;

/** An answer without what must differ; texts that are each side's own are shown as their kind only. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return "a time";
  if (typeof value === "string") return own.test(value) ? "own" : value;
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => name !== "$metadata" && member !== undefined);
  return Object.fromEntries(members.sort().map(([name, member]) => [name, comparable(member)]));
}

/** Every leaf of a value by its path. */
function leaves(value: unknown, path = ""): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return { [path]: value };
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, member]) => leaves(member, path ? `${path}/${name}` : name)),
  );
}

/** Where moto is known to be otherwise than AWS's documentation and answers: path, what we say, what moto says. */
const knownDifferences: readonly (readonly [path: string, ours: unknown, motos: unknown])[] = [
  ["by name/DNSName", "compare.example", "compare.example."],
  ["by name/IsTruncated", false, undefined],
  ["by name/MaxItems", 100, undefined],
  ["create twice", "InvalidChangeBatch", "accepted"],
  ["create/DelegationSet/CallerReference", undefined, "DelSet_compare.example."],
  ["create/DelegationSet/Id", undefined, ""],
  ["delete what is not there", "InvalidChangeBatch", "InvalidInput"],
  ["dnssec/KeySigningKeys", [], undefined],
  ["get/DelegationSet/CallerReference", undefined, "DelSet_compare.example."],
  ["get/DelegationSet/Id", undefined, ""],
  ["record sets/0/Name", "\\052.compare.example.", "*.compare.example."],
];

describe("Route 53 of the front, held against moto's", () => {
  const running = withFront();

  /** The same steps against one of the two; every answer is kept under the name of its step. */
  const steps = async (endpoint: string) => {
    const client = new Route53Client(clientOf(endpoint));
    const answers: Record<string, unknown> = {};
    const keep = async <Answer>(step: string, answer: Promise<Answer>): Promise<Answer> => {
      const got = await answer;
      answers[step] = comparable(got);
      return got;
    };
    const refusal = async (step: string, answer: Promise<unknown>) => {
      answers[step] = await answer.then(
        () => "accepted",
        (error: Error) => error.name,
      );
    };
    const set = (Name: string, Type: ResourceRecordSet["Type"], Value: string): ResourceRecordSet => ({
      Name,
      Type,
      TTL: 60,
      ResourceRecords: [{ Value }],
    });
    const created = await keep(
      "create",
      client.send(
        new CreateHostedZoneCommand({
          Name: "compare.example",
          CallerReference: "one",
          HostedZoneConfig: { Comment: "a & b" },
        }),
      ),
    );
    const Id = created.HostedZone!.Id!;
    const ResourceId = Id.replace("/hostedzone/", "");
    const change = (Action: "CREATE" | "DELETE" | "UPSERT", ...sets: ResourceRecordSet[]) =>
      client.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: Id,
          ChangeBatch: { Changes: sets.map((ResourceRecordSet) => ({ Action, ResourceRecordSet })) },
        }),
      );
    const made = await change(
      "CREATE",
      set("a.compare.example", "A", "10.0.0.1"),
      set("*.compare.example", "TXT", '"a & <b>"'),
      set("z.a.compare.example.", "CNAME", "target.example"),
      set("10.compare.example", "PTR", "host.example"),
      set("mail.compare.example", "MX", "10 mail.example"),
      set("_ldap._tcp.compare.example", "SRV", "0 0 389 ldap.example"),
    );
    await change("UPSERT", set("a.compare.example", "A", "10.0.0.2"));
    await change("DELETE", set("10.compare.example", "PTR", "host.example"));
    await keep("get change", client.send(new GetChangeCommand({ Id: made.ChangeInfo!.Id })));
    await keep("get", client.send(new GetHostedZoneCommand({ Id })));
    await keep("list", client.send(new ListHostedZonesCommand({})));
    await keep("count", client.send(new GetHostedZoneCountCommand({})));
    await keep("by name", client.send(new ListHostedZonesByNameCommand({ DNSName: "compare.example" })));
    const listed = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id }));
    // moto's own NS and SOA have other times to live.
    answers["record sets"] = comparable(
      listed.ResourceRecordSets?.filter(({ Type }) => Type !== "NS" && Type !== "SOA"),
    );
    await keep("dnssec", client.send(new GetDNSSECCommand({ HostedZoneId: Id })));
    const tag = { ResourceType: "hostedzone", ResourceId } as const;
    await keep("tag", client.send(new ChangeTagsForResourceCommand({ ...tag, AddTags: [{ Key: "k", Value: "v" }] })));
    await keep("tags", client.send(new ListTagsForResourceCommand(tag)));
    await keep(
      "tags of many",
      client.send(new ListTagsForResourcesCommand({ ResourceType: "hostedzone", ResourceIds: [ResourceId] })),
    );
    await keep("comment", client.send(new UpdateHostedZoneCommentCommand({ Id, Comment: "other" })));
    await refusal("create twice", change("CREATE", set("a.compare.example", "A", "10.0.0.2")));
    await refusal("delete what is not there", change("DELETE", set("no.compare.example", "A", "10.0.0.2")));
    await refusal("name outside", change("CREATE", set("a.other.example", "A", "10.0.0.2")));
    await refusal("delete zone in use", client.send(new DeleteHostedZoneCommand({ Id })));
    await change(
      "DELETE",
      set("a.compare.example", "A", "10.0.0.2"),
      set("*.compare.example", "TXT", '"a & <b>"'),
      set("z.a.compare.example.", "CNAME", "target.example"),
      set("mail.compare.example", "MX", "10 mail.example"),
      set("_ldap._tcp.compare.example", "SRV", "0 0 389 ldap.example"),
    );
    await keep("delete", client.send(new DeleteHostedZoneCommand({ Id })));
    await refusal("get what is gone", client.send(new GetHostedZoneCommand({ Id })));
    return answers;
  };

  it("answers the same to the same calls, but where moto is known to be otherwise than AWS", async () => {
    const { front } = running();
    front.route53.changeSettings({ insyncMilliseconds: 0 });
    const ours = await steps(front.endpoint);
    const theirs = await steps(front.motoEndpoint);
    assert.ok(Object.keys(ours).length > 15);
    const [our, their] = [leaves(ours), leaves(theirs)];
    const differences = [...new Set([...Object.keys(our), ...Object.keys(their)])]
      .sort()
      .map((path) => [path, our[path], their[path]] as const)
      .filter(([, one, other]) => !isDeepStrictEqual(one, other));
    assert.deepEqual(differences, knownDifferences);
  });
});
