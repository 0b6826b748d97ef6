import {
  CreateDhcpOptionsCommand,
  CreateTagsCommand,
  DeleteDhcpOptionsCommand,
  DescribeDhcpOptionsCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import { type Properties, textOf, textsOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { ec2Tags, tagList, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile } from "../waiting";

const options = {
  domainName: "domain-name",
  domainNameServers: "domain-name-servers",
  ntpServers: "ntp-servers",
  netbiosNameServers: "netbios-name-servers",
  netbiosNodeType: "netbios-node-type",
  ipv6AddressPreferredLeaseTime: "ipv6-address-preferred-lease-time",
} as const;

const lists: readonly string[] = ["domainNameServers", "ntpServers", "netbiosNameServers"];

export const dhcpOptions: ResourceType = {
  token: "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  tagged: true,
  // AWS cannot change an option set: each change makes a new one.
  arguments: replacing(...Object.keys(options)),
  outputs: ["arn", "ownerId"],
  check(inputs) {
    if (Object.keys(options).some((name) => inputs[name] !== undefined)) return [];
    return [{ property: "domainNameServers", reason: `one of ${Object.keys(options).join(", ")} is expected` }];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateDhcpOptionsCommand({ DhcpConfigurations: configurations(inputs), ...ec2Tags("dhcp-options", inputs) }),
    );
    return given(answer.DhcpOptions?.DhcpOptionsId, "DhcpOptionsId");
  },
  async finish(id, inputs, aws) {
    // The emulator forgets tags that come with the creation; set again they change nothing on AWS.
    const Tags = tagList(inputs);
    if (Tags.length > 0) await aws.ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
  },
  async read(id, aws) {
    const answer = await aws.ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [id] }));
    const found = answer.DhcpOptions?.[0];
    if (found === undefined) return undefined;
    const result: { [name: string]: string | string[] } = {};
    for (const [name, key] of Object.entries(options)) {
      const values = found.DhcpConfigurations?.find((entry) => entry.Key === key)?.Values ?? [];
      const texts = values.map(({ Value }) => Value ?? "");
      if (lists.includes(name)) result[name] = texts;
      else result[name] = texts[0] ?? "";
    }
    return {
      arn: await arn(aws, "ec2", `dhcp-options/${id}`, found.OwnerId),
      ownerId: found.OwnerId ?? (await aws.accountId()),
      ...result,
      ...tagOutputs(found.Tags),
    };
  },
  update: (update, aws) => updateEc2Tags(update, aws),
  async delete(id, aws) {
    await retryWhile(["DependencyViolation"], () => aws.ec2.send(new DeleteDhcpOptionsCommand({ DhcpOptionsId: id })));
  },
};

function configurations(inputs: Properties) {
  return Object.entries(options).flatMap(([name, Key]) => {
    const text = lists.includes(name) ? undefined : textOf(inputs, name);
    const Values = lists.includes(name) ? textsOf(inputs, name) : text === undefined ? [] : [text];
    return Values.length === 0 ? [] : [{ Key, Values }];
  });
}
