import { createHash } from "node:crypto";
import { eventBusOf } from "../../components/core/reverse-monitor-texts";
import type { Declared } from "../helpers/pulumi-program";
import { typesByPulumi } from "./types-of-resources";

/** A resource as both front ends declare it, in the words of Terraform. */
export interface NeutralResource {
  readonly type: string;
  /** Pulumi's logical name. */
  readonly name: string;
  /** References are `type name.attribute`. */
  readonly arguments: { readonly [name: string]: unknown };
  /** The provider that a VPC brought; empty for the component's own. */
  readonly provider: string;
  readonly protected: boolean;
  readonly ignored: readonly string[];
  /** All resources that it comes after, directly or not. */
  readonly after: readonly string[];
}

/** By type and name, e.g. `aws_route53_zone acme-cloud.acmecorp.com`. */
export type Neutral = ReadonlyMap<string, NeutralResource>;

export const reference = (type: string, name: string, attribute: string) => `${type} ${name}.${attribute}`;

/** What Pulumi's mocks answer with, so that what came from a resource can be told. */
export const mockedId = (type: string, name: string) =>
  reference(typesByPulumi[type]?.terraform ?? typesOfUsers[type] ?? type, name, "id");

/**
 * Addresses that AWS picks; they grow with the forwarder's key, so that address order is key order. In texts they stand where
 * those stand that Terraform fills in.
 */
export function pickedAddress(name: string): string {
  const sum = [...name].reduce((total, character) => (total * 31 + character.charCodeAt(0)) % 250, 7);
  return `198.19.${name.charCodeAt(name.length - 1)}.${sum}`;
}

export function mockedOutputs(type: string, name: string): { [property: string]: unknown } {
  return {
    ...(type === "aws:ec2/networkInterface:NetworkInterface" && { privateIp: pickedAddress(name) }),
    ...(/^aws:iam/.test(type) && { name: reference(typesByPulumi[type]!.terraform, name, "name") }),
    ...(/^aws:(iam|lambda|sqs|cloudwatch)\/(role|function|queue|eventRule|logGroup):/.test(type) && {
      arn: reference(typesByPulumi[type]!.terraform, name, "arn"),
    }),
    ...(/^aws:cloudwatch\/(eventRule|logGroup):/.test(type) && {
      name: reference(typesByPulumi[type]!.terraform, name, "name"),
    }),
    ...(type === "aws:sqs/queue:Queue" && { url: reference("aws_sqs_queue", name, "url") }),
    ...(type === "aws:s3/bucket:Bucket" && {
      arn: reference("aws_s3_bucket", name, "arn"),
      region: reference("aws_s3_bucket", name, "region"),
    }),
    ...(type === "aws:cloudwatch/logGroup:LogGroup" && { arn: reference("aws_cloudwatch_log_group", name, "arn") }),
    ...(type === "aws:imagebuilder/image:Image" && { outputResources: [{ amis: [{ image: builtImage(name) }] }] }),
    ...(/^aws:imagebuilder/.test(type) && { arn: mockedArn(typesByPulumi[type]!.terraform, name) }),
    ...(type.includes("/hybriddns:PtrRecords") && { ptrRecords: {}, skipped: {} }),
  };
}

/** Types that programs declare themselves and refer to. */
const typesOfUsers: { readonly [type: string]: string } = {
  "aws:ec2/instance:Instance": "aws_instance",
  "aws:ec2/subnet:Subnet": "aws_subnet",
  "aws:ec2/vpc:Vpc": "aws_vpc",
};

/** What programs take from their own resources. */
export function mockedOutputsOfUsers(type: string, name: string): { [property: string]: unknown } {
  switch (type) {
    case "aws:ec2/instance:Instance":
      return { privateIp: reference("aws_instance", name, "private_ip") };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { dnsName: reference("aws_lb", name, "dns_name"), zoneId: reference("aws_lb", name, "zone_id") };
    case "aws:efs/mountTarget:MountTarget":
      return { ipAddress: reference("aws_efs_mount_target", name, "ip_address") };
    default:
      return {};
  }
}

const arnRegion = "region-of-the-arn";
const mockedArn = (type: string, name: string) => `arn:aws:imagebuilder:${arnRegion}:${reference(type, name, "arn")}`;

const builtImage = (name: string) => reference("aws_imagebuilder_image", name, "built");

/** What Pulumi's mocks answer to functions: where a subnet is. */
export const mockedCall = (_: string, { id }: { [property: string]: unknown }) => ({
  availabilityZone: zoneOfSubnet(String(id)),
});
const zoneOfSubnet = (id: string) => `zone of ${id}`;

/** Names in Image Builder end in a hash of what tells programs apart: a stack there, a path here. */
export function withoutScope(resources: Neutral): Neutral {
  return new Map(
    [...resources].map(([key, resource]) => {
      const { name, ...rest } = resource.arguments;
      const isScoped = resource.type.startsWith("aws_imagebuilder") && typeof name === "string";
      const shown = isScoped ? { name: name.replace(/[0-9a-f]{12}$/, "…") } : {};
      return [key, isScoped ? { ...resource, arguments: { ...rest, ...shown } } : resource];
    }),
  );
}

/** What a Pulumi program declared. `ownProvider` is what the component was made with. */
export function neutralOfPulumi(declared: readonly Declared[], ownProvider?: string): Neutral {
  const custom = declared.filter(({ type }) => typesByPulumi[type] !== undefined);
  const keyOfUrn = (urn: string) => {
    const [, , types = "", name = ""] = urn.split("::");
    const known = typesByPulumi[types.split("$").at(-1)!];
    return known ? [`${known.terraform} ${name}`] : [];
  };
  const requests = new Map(declared.map(({ type, name, request }) => [`${type} ${name}`, request]));
  const before = new Map(
    custom.map(({ type, name }) => {
      const key = `${typesByPulumi[type]!.terraform} ${name}`;
      return [key, dependencies(`${type} ${name}`, requests).flatMap(keyOfUrn)];
    }),
  );
  return new Map(
    custom.map(({ type, name, inputs, request }) => {
      const { terraform, arguments: translated } = typesByPulumi[type]!;
      const key = `${terraform} ${name}`;
      const resource: NeutralResource = {
        type: terraform,
        name,
        arguments: withoutAbsent(translated(inputs)),
        provider: providerName(request.getProvider(), ownProvider),
        protected: request.getProtect() ?? false,
        ignored: request.getIgnorechangesList().map((each) => Object.keys(translated({ [each]: [] }))[0]!),
        after: closure(key, before),
      };
      return [key, resource];
    }),
  );
}

/** What a resource waits for: its dependencies, and those of the components around it, which are registered before it. */
function dependencies(resource: string, requests: ReadonlyMap<string, Declared["request"]>): readonly string[] {
  const request = requests.get(resource);
  if (!request) return [];
  const [, , types = "", name = ""] = request.getParent().split("::");
  return [...request.getDependenciesList(), ...dependencies(`${types.split("$").at(-1)} ${name}`, requests)];
}

/** A synthesised stack. */
export interface Synthesised {
  readonly resource?: { readonly [type: string]: { readonly [address: string]: SynthesisedBlock } };
  readonly data?: { readonly [type: string]: { readonly [address: string]: SynthesisedBlock } };
  readonly locals?: { readonly [name: string]: unknown };
  readonly output?: { readonly [name: string]: { readonly value: unknown } };
}
interface SynthesisedBlock {
  readonly [name: string]: unknown;
  readonly "//": { readonly metadata: { readonly path: string } };
}

/** Stands in no text of a stack. */
const NO_EXPRESSION = "\u0000";

/** What a stack declares. `values` are those of variables. */
export class StackReader {
  private readonly names = new Map<string, string>();

  constructor(
    readonly stack: Synthesised,
    private readonly values: { readonly [variable: string]: unknown } = {},
  ) {
    for (const [type, blocks] of Object.entries(stack.resource ?? {})) {
      for (const [address, block] of Object.entries(blocks)) this.names.set(`${type}.${address}`, nameOfPath(block));
    }
  }

  /** What the constructs declare; what stands at the top of the stack is the program's own. */
  neutral(): Neutral {
    const known = new Set(Object.values(typesByPulumi).map(({ terraform }) => terraform));
    const found = Object.entries(this.stack.resource ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([address, block]) => ({ type, address, block, key: this.keyOf(type, address) })),
    );
    const before = new Map(
      found.map(({ key, block }) => [
        key,
        [...this.withLocals(JSON.stringify(block)).matchAll(REFERENCE)].map(([, type, address]) =>
          this.keyOf(type!, address!),
        ),
      ]),
    );
    for (const { key, block } of found) {
      for (const each of (block["depends_on"] ?? []) as string[]) {
        before.get(key)!.push(this.keyOf(...(each.split(".") as [string, string])));
      }
    }
    return new Map(
      found
        .filter(({ type, block }) => known.has(type) && block["//"].metadata.path.split("/").length > 2)
        .map(({ type, block, key }) => {
          const { "//": _, depends_on: _after, lifecycle, provider = "aws", ...given } = block;
          const { prevent_destroy = false, ignore_changes = [] } = (lifecycle ?? {}) as {
            prevent_destroy?: boolean;
            ignore_changes?: string[];
          };
          const resource: NeutralResource = {
            type,
            name: key.slice(type.length + 1),
            arguments: withoutAbsent(this.resolved(given) as { [name: string]: unknown }),
            // e.g. `aws.production`; an alias cannot begin with a digit
            provider: (String(provider).split(".")[1] ?? "").replace(/^account-/, ""),
            protected: prevent_destroy,
            ignored: ignore_changes,
            after: closure(key, before).filter((each) => known.has(each.split(" ")[0]!)),
          };
          return [key, resource];
        }),
    );
  }

  /** A value with what references stand for. */
  resolved(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.resolved(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.resolved(each)]));
  }

  private text(text: string): unknown {
    const [, variable] = /^\$\{var\.([\w-]+)\}$/.exec(text) ?? [];
    if (variable !== undefined && variable in this.values) return this.values[variable];
    const [, call, local] = /^\$\{(?:(\w+)\()?local\.([\w-]+)\)?\}$/.exec(text) ?? [];
    if (local !== undefined) return this.local(local, call);
    return (
      text
        // What is doubled begins no expression.
        .replace(/([$%])\1(?=\{)/g, `$1${NO_EXPRESSION}`)
        .replace(/\$\{(\w+)\(local\.([\w-]+)\)\}/g, (_, call: string, name: string) => String(this.local(name, call)))
        .replace(/\$\{local\.([\w-]+)\}/g, (_, name: string) => String(this.local(name, undefined)))
        .replace(/\$\{data\.aws_subnet\.([\w-]+)\.availability_zone\}/g, (_, address: string) =>
          zoneOfSubnet(String(this.resolved(this.stack.data!["aws_subnet"]![address]!["id"]))),
        )
        .replace(
          /\$\{tolist\(aws_imagebuilder_image\.([\w-]+)\.output_resources\[0\]\.amis\)\[0\]\.image\}/g,
          (_, address: string) => builtImage(this.names.get(`aws_imagebuilder_image.${address}`)!),
        )
        .replace(/\$\{join\(":", \["arn", split\(":", aws_sqs_queue\.([\w-]+)\.arn\)[^}]*\}/g, (_, address: string) =>
          eventBusOf(reference("aws_sqs_queue", this.names.get(`aws_sqs_queue.${address}`)!, "arn")),
        )
        .replace(/^assets\/.*\/([^/]+)$/, "$1")
        .replace(/\$\{split\(":", aws_imagebuilder_[\w.-]+\.arn\)\[3\]\}/g, arnRegion)
        .replace(/\$\{(aws_imagebuilder_\w+)\.([\w-]+)\.arn\}/g, (_, type: string, address: string) =>
          mockedArn(type, this.names.get(`${type}.${address}`)!),
        )
        .replace(/\$\{aws_network_interface\.([\w-]+)\.private_ip\}/g, (_, address: string) =>
          pickedAddress(this.names.get(`aws_network_interface.${address}`)!),
        )
        .replace(/\$\{(\w+)\.([\w-]+)\.(\w+)\}/g, (_, type: string, address: string, attribute: string) =>
          reference(type, this.names.get(`${type}.${address}`)!, type === "aws_route53_zone" ? "id" : attribute),
        )
        .replaceAll(NO_EXPRESSION, "")
    );
  }

  /** Text of a block with the named texts that it refers to. */
  private withLocals(block: string): string {
    const named = [...block.matchAll(/\blocal\.([\w-]+)/g)].map(([, name]) => String(this.stack.locals![name!]));
    return [block, ...named].join("\n");
  }

  /** A named text, or what a function makes of it. */
  private local(name: string, call: string | undefined): unknown {
    const text = String(this.resolved(this.stack.locals![name]));
    switch (call) {
      case undefined:
        return text;
      case "base64encode":
        return Buffer.from(text).toString("base64");
      case "length":
        return text.length;
      case "sha256":
        return createHash("sha256").update(text).digest("hex");
      default:
        throw new Error(`${call} of a named text is not known here`);
    }
  }

  private keyOf(type: string, address: string): string {
    return `${type} ${this.names.get(`${type}.${address}`)}`;
  }
}

const REFERENCE = /(?<![\w.])(aws_\w+|hybriddns_\w+|terraform_data)\.([\w-]+)/g;

/** Levels that begin with a capital say of what kind things are; the others are keys. The first one is the stack's. */
function nameOfPath(block: SynthesisedBlock): string {
  const [, ...levels] = block["//"].metadata.path.split("/");
  const [first, ...rest] = levels;
  return [first, ...rest.filter((level) => !KINDS.has(level)).map((level) => level.replace(/\.$/, ""))].join("-");
}
const KINDS = new Set(
  "Alarm Association Authorization Bucket BucketPolicy Component Dashboard DhcpOptions Distribution Egress Encryption ForwarderImage Forwarders Function Group Image Infrastructure Ingress InstanceProfile LaunchTemplate Lifecycle LogGroup ManagedPolicy Mapping NetworkInterface Object Pipeline PtrRecords PublicAccessBlock QueryLog Queue QueuePolicy Queues Recipe Relay Resource Restore ReverseMonitor ReverseZones Role RolePolicy Rule SecurityGroup Subnet Target Versioning Vpc".split(
    " ",
  ),
);

function closure(key: string, before: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const seen = new Set<string>();
  const waiting = [key];
  while (waiting.length > 0) {
    for (const each of before.get(waiting.pop()!) ?? []) {
      if (each === key || seen.has(each)) continue;
      seen.add(each);
      waiting.push(each);
    }
  }
  return [...seen].sort();
}

/** `urn:…::pulumi:providers:aws::NAME::ID`, of those that a program made itself. */
function providerName(reference: string, own: string | undefined): string {
  const [, name = ""] = /::pulumi:providers:aws::([^:]+)::/.exec(reference) ?? [];
  return name === own || name.startsWith("default") ? "" : name;
}

function withoutAbsent(given: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
