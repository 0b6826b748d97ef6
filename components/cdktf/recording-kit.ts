import { Construct, type IConstruct } from "constructs";
import type { Kit, Lifecycle, MetaArguments } from "./kit";
import type { GroupTag, TextMap } from "./kit-arguments";

/** What a resource, a data source or a named text is, and where it stands. */
export interface RecordedPlace {
  /** e.g. `aws_route53_zone`, `data.aws_ami_ids`, `local.user_data` */
  readonly type: string;
  readonly path: string;
  /** The levels of the path below the topmost construct, e.g. `["Forwarders", "hub", "SecurityGroup"]`. */
  readonly levels: readonly string[];
  /** Whether the last level only says what the resource is, and another one is its key. */
  readonly isUnkeyed: boolean;
}

/** A resource, a data source or a named text as the constructs declare it. Texts in its arguments may be tokens. */
export interface RecordedResource extends RecordedPlace {
  /** As the constructs name them. */
  readonly arguments: { readonly [name: string]: unknown };
  /** Resources are paths in it. */
  readonly lifecycle: Lifecycle;
  /** Paths of resources. */
  readonly dependsOn: readonly string[];
}

/** A value that Terraform makes of a resource. */
export interface RecordedReference {
  readonly resource: RecordedPlace;
  /** In which `made` is the resource, e.g. `made.zone_id`, `sha256(made.text)`. */
  readonly expression: string;
}

/** What a token stands for: something of a resource, or what nobody knows yet. */
export type Recorded = RecordedReference | "unknown";

/** A kit that declares nothing: it keeps what the constructs would declare. */
export interface Recording {
  readonly kit: Kit<never>;
  /** Warnings, in their order. */
  readonly warnings: readonly string[];
  resources(): readonly RecordedResource[];
  /** Values that only Terraform knows, or will know. */
  readonly unknown: UnknownValues;
  /** A text in pieces: plain ones, and what tokens stand for. */
  piecesOf(text: string): readonly (string | Recorded)[];
  /** What a list or a map stands for that is a token as a whole. */
  wholeOf(value: object): Recorded | undefined;
  /** Whether a value, other than a text, is what stands where something is not known. */
  isUnknown(value: unknown): boolean;
}

/** What stands where something is not known, in the forms that the constructs take for tokens. */
export interface UnknownValues {
  text(): string;
  texts(): string[];
  textMap(): TextMap;
  number(): number;
  /** Where a flag, or something whose keys must be known, is not. */
  value(): object;
}

/**
 * A kit that keeps what the constructs declare, for whoever has no CDK: Terraform's own module, which is made of them too.
 *
 * It knows no resource by name. What a class is called in Terraform follows from its name here, and every attribute of a
 * resource is a token, so a resource that is new in the constructs is new here by itself.
 */
export function newRecording(): Recording {
  const tokens = new Tokens();
  const warnings: string[] = [];
  const constructs: RecordingConstruct[] = [];
  const classes = new Map<string, unknown>();
  const { unknown } = tokens;

  const own = {
    functions: {
      join: unknown.text,
      merge: unknown.textMap,
      lookup: unknown.text,
      dependency: ({ fqn }) => fqn,
      local: (scope, id, text) => {
        const resource = new RecordingConstruct(tokens, scope, id, LOCAL, { text });
        constructs.push(resource);
        return tokens.textFor({ resource: resource.place, expression: "made.text" });
      },
      groupTags: () => unknown.texts() as unknown as GroupTag[],
      file: (_, id) => {
        throw new Error(`what is recorded has no files, so there is no ${id}`);
      },
      each: unknown.texts,
    } satisfies Kit<never>["functions"],
    warn: (_construct: Construct, text: string) => warnings.push(text),
    resourceOf: (construct: unknown) =>
      construct instanceof RecordingConstruct && construct.className !== LOCAL ? construct : undefined,
    hasHybridDnsProvider: () => true,
  };

  const classOf = (className: string) =>
    class extends RecordingConstruct {
      constructor(scope: Construct, id: string, config: Config) {
        super(tokens, scope, id, className, config);
        constructs.push(this);
        // biome-ignore lint/correctness/noConstructorReturn: attributes are whatever is asked for
        return new Proxy(this, {
          get: (target, name) =>
            typeof name === "symbol" || name in target
              ? Reflect.get(target, name)
              : tokens.textFor({ resource: target.place, expression: `made.${snakeCase(name)}` }),
        });
      }
    };
  const kit = new Proxy(own, {
    get: (target, name: string) => {
      if (name in target) return Reflect.get(target, name);
      if (!classes.has(name)) classes.set(name, classOf(name));
      return classes.get(name);
    },
  });
  return {
    kit: kit as unknown as Kit<never>,
    warnings,
    resources: () => constructs.map((construct) => construct.recorded()),
    unknown,
    piecesOf: (text) => tokens.piecesOf(text),
    wholeOf: (value) => tokens.wholeOf(value),
    isUnknown: (value) => value === UNKNOWN_NUMBER || value instanceof UnknownValue,
  };
}

/** What tokens stand for. They are written as those of a CDK are. */
class Tokens {
  private readonly recorded: Recorded[] = [];

  readonly unknown: UnknownValues = {
    text: () => this.textFor("unknown"),
    texts: () => [this.textFor("unknown").replace("$", "#")],
    textMap: () => ({ [this.textFor("unknown").replace("$", "&")]: "" }),
    number: () => UNKNOWN_NUMBER,
    value: () => new UnknownValue(),
  };

  textFor(recorded: Recorded): string {
    return `\${TfToken[${this.recorded.push(recorded) - 1}]}`;
  }

  piecesOf(text: string): readonly (string | Recorded)[] {
    const pieces: (string | Recorded)[] = [];
    let end = 0;
    const plain = (until: number) => {
      const literal = text.slice(end, until).replace(/([$%])\1\{/g, "$1{");
      if (literal !== "") pieces.push(literal);
    };
    for (const { 0: whole, 1: index, 2: expression, index: start } of text.matchAll(EXPRESSION)) {
      plain(start);
      pieces.push(expression === undefined ? this.recorded[Number(index)]! : this.made(expression));
      end = start + whole.length;
    }
    plain(text.length);
    return pieces;
  }

  wholeOf(value: object): Recorded | undefined {
    const [only = "", ...others] = Array.isArray(value) ? value : Object.keys(value);
    const [, index] = (others.length === 0 && typeof only === "string" && WHOLE.exec(only)) || [];
    return index === undefined ? undefined : this.recorded[Number(index)];
  }

  /** What an expression with tokens in it stands for. @throws an Error when it takes more than one resource */
  private made(expression: string): Recorded {
    const indexes = new Set(Array.from(expression.matchAll(TOKEN), ([, index]) => Number(index)));
    const inside = [...indexes].map((index) => this.recorded[index]!);
    if (inside.includes("unknown")) return "unknown";
    const [reference, ...others] = inside as RecordedReference[];
    if (!reference || others.length > 0) throw new Error(`an expression has to be of one resource: ${expression}`);
    return { ...reference, expression: expression.replaceAll(TOKEN, () => reference.expression) };
  }
}

const TOKEN = /\$\{TfToken\[(\d+)\]\}/g;
/** A token, or an expression that has tokens in it; not one that is to be a text. */
const EXPRESSION = /\$\{TfToken\[(\d+)\]\}|(?<!\$)\$\{((?:[^{}]|\$\{TfToken\[\d+\]\})+)\}/g;
const WHOLE = /^[#&]\{TfToken\[(\d+)\]\}$/;
/** What the CDKs write for an unknown number is about as far below zero. */
const UNKNOWN_NUMBER = -1e300;

/** Whatever has a class is not known to the constructs. */
class UnknownValue {
  readonly creationStack: string[] = [];
  resolve(): unknown {
    return this;
  }
}

/** The class of what is no resource, but a value that has a name. */
const LOCAL = "Local";

/** How a class of the kit is called in Terraform, e.g. `aws_route53_zone` for `Route53Zone`. */
export function terraformTypeOf(className: string): string {
  if (className === "DataResource") return "terraform_data";
  const [, source] = /^Data(Aws[A-Z].*)$/.exec(className) ?? [];
  if (source !== undefined) return `data.${snakeCase(source)}`;
  const [, resource] = /^(.*)Resource$/.exec(className) ?? [];
  return resource === undefined ? `aws_${snakeCase(className)}` : `hybriddns_${snakeCase(resource)}`;
}

/** e.g. `route53_zone` for `Route53Zone`, `cidr_ipv4` for `cidrIpv4` */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, index) => `${index === 0 ? "" : "_"}${letter.toLowerCase()}`);
}

type Config = { readonly [name: string]: unknown } & MetaArguments<never>;

class RecordingConstruct extends Construct {
  readonly place: RecordedPlace;
  readonly fqn: string;
  dependsOn: string[];
  private readonly lifecycle: Lifecycle;
  private readonly arguments: { readonly [name: string]: unknown };

  constructor(
    private readonly tokens: Tokens,
    scope: Construct,
    id: string,
    readonly className: string,
    { provider: _, dependsOn = [], lifecycle = {}, ...given }: Config,
  ) {
    super(scope, id);
    const isUnkeyed = onlySaysOfWhatKind(this);
    const kind = isUnkeyed ? id : scope.node.id;
    this.place = {
      type: className === LOCAL ? `local.${snakeCase(kind)}` : terraformTypeOf(className),
      path: this.node.path,
      // Above the topmost construct is the tree's root, which has no name.
      levels: this.node.scopes.slice(2).map((each) => each.node.id),
      isUnkeyed,
    };
    this.fqn = tokens.textFor({ resource: this.place, expression: "made" });
    this.dependsOn = dependsOn.map(({ fqn }) => fqn);
    this.lifecycle = lifecycle;
    this.arguments = given;
  }

  recorded(): RecordedResource {
    const { dependsOn, lifecycle, place } = this;
    const { replaceTriggeredBy, ...others } = lifecycle;
    const pathOf = (fqn: string) => (this.tokens.piecesOf(fqn)[0] as RecordedReference).resource.path;
    return {
      ...place,
      arguments: this.arguments,
      lifecycle: { ...others, ...(replaceTriggeredBy && { replaceTriggeredBy: replaceTriggeredBy.map(pathOf) }) },
      dependsOn: dependsOn.map(pathOf),
    };
  }
}

/** Levels that begin with a capital say of what kind things are, but what is below a level that does no more is a key. */
function onlySaysOfWhatKind({ node }: IConstruct): boolean {
  return saysOfWhatKind(node.id) && !isLevel(node.scope);
}

/** Whether all that a construct does is to say of what kind the things below it are. */
function isLevel(construct: IConstruct | undefined): boolean {
  return construct !== undefined && isPlain(construct) && saysOfWhatKind(construct.node.id);
}

function isPlain(construct: IConstruct): boolean {
  return Object.getPrototypeOf(construct) === Construct.prototype;
}

function saysOfWhatKind(id: string): boolean {
  return /^[A-Z]/.test(id);
}
