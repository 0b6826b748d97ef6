import assert from "node:assert/strict";
import { CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  AssociateVPCWithHostedZoneCommand,
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  type CreateHostedZoneCommandInput,
  CreateVPCAssociationAuthorizationCommand,
  DeleteHostedZoneCommand,
  DeleteVPCAssociationAuthorizationCommand,
  DisassociateVPCFromHostedZoneCommand,
  GetChangeCommand,
  GetDNSSECCommand,
  GetHostedZoneCommand,
  GetHostedZoneCountCommand,
  GetHostedZoneLimitCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesByVPCCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  ListTagsForResourceCommand,
  ListTagsForResourcesCommand,
  ListVPCAssociationAuthorizationsCommand,
  Route53Client,
  UpdateHostedZoneCommentCommand,
} from "@aws-sdk/client-route-53";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { awsError, clientOf, region, withFront } from "../running-front";

const plenty = { burst: 100_000, perSecond: 100_000 };
const unhurried = {
  requests: plenty,
  requestsPerAction: plenty,
  requestsOf: {},
  changeMilliseconds: 0,
  insyncMilliseconds: 100,
};

describe("hosted zones of the front", () => {
  const running = withFront({ route53: { settings: unhurried } });
  let references = 0;
  let networks = 0;

  const makeVpc = async (ec2: EC2Client = running().ec2) =>
    (await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${networks++}.0.0/16` }))).Vpc!.VpcId!;
  const create = (Name: string, VPCId?: string, input: Partial<CreateHostedZoneCommandInput> = {}) =>
    running().route53.send(
      new CreateHostedZoneCommand({
        Name,
        CallerReference: `reference ${references++}`,
        ...(VPCId && { VPC: { VPCId, VPCRegion: region } }),
        ...input,
      }),
    );
  const vpcOf = (VPCId: string) => ({ VPCId, VPCRegion: region }) as const;

  it("makes a zone with a VPC private and one without public, each with its NS and SOA", async () => {
    const { route53 } = running();
    const vpc = await makeVpc();
    const hidden = await create("Private.Example", vpc);
    const open = await create("public.example.");
    assert.deepEqual([hidden.HostedZone?.Name, hidden.HostedZone?.Config?.PrivateZone], ["private.example.", true]);
    assert.deepEqual(hidden.VPC, vpcOf(vpc));
    assert.equal(hidden.DelegationSet, undefined);
    assert.equal(open.HostedZone?.Config?.PrivateZone, false);
    assert.equal(open.DelegationSet?.NameServers?.length, 4);
    assert.match(open.Location!, new RegExp(`${open.HostedZone!.Id}$`));
    const { ResourceRecordSets } = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: open.HostedZone!.Id }),
    );
    assert.deepEqual(
      ResourceRecordSets?.map(({ Name, Type, TTL }) => [Name, Type, TTL]),
      [
        ["public.example.", "NS", 172_800],
        ["public.example.", "SOA", 900],
      ],
    );
    const got = await route53.send(new GetHostedZoneCommand({ Id: hidden.HostedZone!.Id }));
    assert.deepEqual(got.VPCs, [vpcOf(vpc)]);
    assert.equal(got.HostedZone?.ResourceRecordSetCount, 2);
  });

  it("refuses a caller reference that was used, a VPC that is not there, and names that are none", async () => {
    await create("reference.example", undefined, { CallerReference: "used" });
    await assert.rejects(
      create("other.example", undefined, { CallerReference: "used" }),
      awsError("HostedZoneAlreadyExists"),
    );
    await assert.rejects(create("vpc.example", "vpc-0123456789abcdef0"), awsError("InvalidVPCId"));
    await assert.rejects(create("vpc.example", "subnet-1"), awsError("InvalidVPCId"));
    for (const name of [
      "a..example",
      `${"a".repeat(64)}.example`,
      ".",
      `${"a.".repeat(126)}example`,
      "spa ce.example",
    ]) {
      await assert.rejects(create(name), awsError("InvalidDomainName"), name);
    }
    await create(`${"a".repeat(63)}.example`);
  });

  it("refuses a second zone of one name in a VPC, also by association, and takes it in another VPC", async () => {
    const { route53 } = running();
    const [first, second] = [await makeVpc(), await makeVpc()];
    const zone = await create("same.example", first);
    await assert.rejects(create("same.example", first), awsError("ConflictingDomainExists"));
    const other = await create("same.example", second);
    const associate = (Id: string, vpc: string) =>
      route53.send(new AssociateVPCWithHostedZoneCommand({ HostedZoneId: Id, VPC: vpcOf(vpc) }));
    await assert.rejects(associate(other.HostedZone!.Id!, first), awsError("ConflictingDomainExists"));
    await assert.rejects(associate(zone.HostedZone!.Id!, first), awsError("ConflictingDomainExists"));
    await create("sub.same.example", first);
  });

  it("associates and dissociates VPCs, keeps the last one, and knows public zones", async () => {
    const { route53 } = running();
    const [first, second] = [await makeVpc(), await makeVpc()];
    const { HostedZone } = await create("associate.example", first);
    const HostedZoneId = HostedZone!.Id!;
    const associate = new AssociateVPCWithHostedZoneCommand({ HostedZoneId, VPC: vpcOf(second) });
    const { ChangeInfo } = await route53.send(associate);
    assert.equal(ChangeInfo?.Status, "PENDING");
    const { HostedZoneSummaries } = await route53.send(
      new ListHostedZonesByVPCCommand({ VPCId: second, VPCRegion: region }),
    );
    assert.deepEqual(
      HostedZoneSummaries?.map(({ Name, Owner }) => [Name, Owner?.OwningAccount]),
      [["associate.example.", "123456789012"]],
    );
    const leave = (vpc: string) =>
      route53.send(new DisassociateVPCFromHostedZoneCommand({ HostedZoneId, VPC: vpcOf(vpc) }));
    await leave(first);
    await assert.rejects(leave(first), awsError("VPCAssociationNotFound"));
    await assert.rejects(leave(second), awsError("LastVPCAssociation"));
    const open = await create("open.example");
    const wrong = new AssociateVPCWithHostedZoneCommand({ HostedZoneId: open.HostedZone!.Id!, VPC: vpcOf(first) });
    await assert.rejects(route53.send(wrong), awsError("PublicZoneVPCAssociation"));
  });

  it("shows a change as PENDING, then as INSYNC", async () => {
    const { route53 } = running();
    const { ChangeInfo } = await create("change.example");
    assert.equal(ChangeInfo?.Status, "PENDING");
    const status = async () => (await route53.send(new GetChangeCommand({ Id: ChangeInfo!.Id }))).ChangeInfo?.Status;
    while ((await status()) === "PENDING") await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await status(), "INSYNC");
    await assert.rejects(route53.send(new GetChangeCommand({ Id: "C0123" })), awsError("NoSuchChange"));
  });

  it("deletes an empty zone only, and then does not know it", async () => {
    const { route53 } = running();
    const Id = (await create("delete.example")).HostedZone!.Id!;
    const change = (Action: "CREATE" | "DELETE") =>
      route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: Id,
          ChangeBatch: {
            Changes: [
              {
                Action,
                ResourceRecordSet: {
                  Name: "a.delete.example",
                  Type: "A",
                  TTL: 1,
                  ResourceRecords: [{ Value: "10.0.0.1" }],
                },
              },
            ],
          },
        }),
      );
    await change("CREATE");
    await assert.rejects(route53.send(new DeleteHostedZoneCommand({ Id })), awsError("HostedZoneNotEmpty"));
    await change("DELETE");
    await route53.send(new DeleteHostedZoneCommand({ Id }));
    await assert.rejects(route53.send(new GetHostedZoneCommand({ Id })), awsError("NoSuchHostedZone"));
    await assert.rejects(change("CREATE"), awsError("NoSuchHostedZone"));
  });

  it("keeps comment and tags, and says how full a zone is", async () => {
    const { route53 } = running();
    const { HostedZone } = await create("comment.example", await makeVpc(), {
      HostedZoneConfig: { Comment: '<first> & "last"', PrivateZone: true },
    });
    const Id = HostedZone!.Id!;
    const ResourceId = Id.replace("/hostedzone/", "");
    assert.equal(HostedZone?.Config?.Comment, '<first> & "last"');
    const updated = await route53.send(new UpdateHostedZoneCommentCommand({ Id, Comment: "other" }));
    assert.equal(updated.HostedZone?.Config?.Comment, "other");
    const tag = { ResourceType: "hostedzone", ResourceId } as const;
    await route53.send(
      new ChangeTagsForResourceCommand({
        ...tag,
        AddTags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
    );
    await route53.send(new ChangeTagsForResourceCommand({ ...tag, RemoveTagKeys: ["a"] }));
    const one = await route53.send(new ListTagsForResourceCommand(tag));
    assert.deepEqual(one.ResourceTagSet?.Tags, [{ Key: "b", Value: "2" }]);
    const many = await route53.send(
      new ListTagsForResourcesCommand({ ResourceType: "hostedzone", ResourceIds: [ResourceId] }),
    );
    assert.deepEqual(many.ResourceTagSets?.[0]?.Tags, [{ Key: "b", Value: "2" }]);
    const limit = await route53.send(new GetHostedZoneLimitCommand({ HostedZoneId: Id, Type: "MAX_RRSETS_BY_ZONE" }));
    assert.deepEqual([limit.Limit?.Value, limit.Count], [10_000, 2]);
    await assert.rejects(route53.send(new GetDNSSECCommand({ HostedZoneId: Id })), awsError("InvalidArgument"));
    const open = await create("unsigned.example");
    const { Status } = await route53.send(new GetDNSSECCommand({ HostedZoneId: open.HostedZone!.Id }));
    assert.equal(Status?.ServeSignature, "NOT_SIGNING");
  });

  it("lists zones page by page, each once, and by name in the order of reversed labels", async () => {
    const { route53 } = running();
    for (const name of ["b.list.example", "list.example", "a.z.list.example", "z.list.example"]) await create(name);
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await route53.send(new ListHostedZonesCommand({ MaxItems: 3, Marker }));
      assert.ok(page.HostedZones!.length <= 3);
      seen.push(...page.HostedZones!.map(({ Id }) => Id!));
      assert.equal(page.IsTruncated, page.NextMarker !== undefined);
      Marker = page.NextMarker;
    } while (Marker);
    const { HostedZoneCount } = await route53.send(new GetHostedZoneCountCommand({}));
    assert.equal(new Set(seen).size, HostedZoneCount);
    assert.equal(seen.length, HostedZoneCount);

    const byName = await route53.send(new ListHostedZonesByNameCommand({ DNSName: "list.example", MaxItems: 3 }));
    assert.deepEqual(
      byName.HostedZones?.map(({ Name }) => Name),
      ["list.example.", "b.list.example.", "z.list.example."],
    );
    assert.equal(byName.NextDNSName, "a.z.list.example.");
    const rest = await route53.send(
      new ListHostedZonesByNameCommand({
        DNSName: byName.NextDNSName,
        HostedZoneId: byName.NextHostedZoneId,
        MaxItems: 1,
      }),
    );
    assert.equal(rest.HostedZones?.[0]?.Name, "a.z.list.example.");
  });

  it("holds to the number of zones and VPCs that an account and a zone may have", async () => {
    const { route53, front } = running();
    const { settings, store } = front.route53.context;
    const usual = settings();
    const [first, second, third] = [await makeVpc(), await makeVpc(), await makeVpc()];
    const { HostedZone } = await create("full.example", first);
    const associate = (vpc: string) =>
      route53.send(new AssociateVPCWithHostedZoneCommand({ HostedZoneId: HostedZone!.Id, VPC: vpcOf(vpc) }));
    front.route53.changeSettings({ vpcsPerZone: 2, zonesPerAccount: store.zones.size + 1 });
    try {
      await associate(second);
      await assert.rejects(associate(third), awsError("LimitsExceeded"));
      await create("one-more.example");
      await assert.rejects(create("too-many.example"), awsError("TooManyHostedZones"));
    } finally {
      front.route53.changeSettings(usual);
    }
  });

  describe("of another account", () => {
    /** Clients of a second account: credentials of a role there, as moto gives them. */
    const other = async () => {
      const { front } = running();
      const sts = new STSClient(clientOf(front.endpoint));
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({ RoleArn: "arn:aws:iam::222222222222:role/spoke", RoleSessionName: "spoke" }),
      );
      const client = {
        ...clientOf(front.endpoint),
        credentials: {
          accessKeyId: Credentials!.AccessKeyId!,
          secretAccessKey: Credentials!.SecretAccessKey!,
          sessionToken: Credentials!.SessionToken!,
        },
      };
      return { route53: new Route53Client(client), ec2: new EC2Client(client) };
    };

    it("shows an account its own zones only", async () => {
      const spoke = await other();
      const { HostedZone } = await create("mine.example");
      assert.deepEqual((await spoke.route53.send(new ListHostedZonesCommand({}))).HostedZones, []);
      await assert.rejects(
        spoke.route53.send(new GetHostedZoneCommand({ Id: HostedZone!.Id })),
        awsError("AccessDenied"),
      );
    });

    it("associates another account's VPC by its owner, with an authorisation that may go again", async () => {
      const { route53 } = running();
      const spoke = await other();
      const theirs = await makeVpc(spoke.ec2);
      const { HostedZone } = await create("shared.example", await makeVpc());
      const order = { HostedZoneId: HostedZone!.Id, VPC: vpcOf(theirs) };
      const associate = () => spoke.route53.send(new AssociateVPCWithHostedZoneCommand(order));
      await assert.rejects(associate(), awsError("NotAuthorizedException"));
      await assert.rejects(route53.send(new AssociateVPCWithHostedZoneCommand(order)), awsError("InvalidVPCId"));
      await route53.send(new CreateVPCAssociationAuthorizationCommand(order));
      const listed = await route53.send(new ListVPCAssociationAuthorizationsCommand({ HostedZoneId: HostedZone!.Id }));
      assert.deepEqual(listed.VPCs, [vpcOf(theirs)]);
      await associate();
      await route53.send(new DeleteVPCAssociationAuthorizationCommand(order));
      const gone = new DeleteVPCAssociationAuthorizationCommand(order);
      await assert.rejects(route53.send(gone), awsError("VPCAssociationAuthorizationNotFound"));
      assert.equal((await route53.send(new GetHostedZoneCommand({ Id: HostedZone!.Id }))).VPCs?.length, 2);
      await spoke.route53.send(new DisassociateVPCFromHostedZoneCommand(order));
      assert.equal((await route53.send(new GetHostedZoneCommand({ Id: HostedZone!.Id }))).VPCs?.length, 1);
    });
  });
});
