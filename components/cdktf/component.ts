import { Construct, type IConstruct } from "constructs";
import type { Planning } from "../core";
import type { Kit } from "./kit";
import { refuseProblems, showNotices } from "./problems";

/**
 * What all constructs here have in common: a logical name, the one that Pulumi's component has, and a provider.
 *
 * A construct's path has one level for each key. Levels whose name begins with a capital only say of what kind the things
 * below them are: keys of different maps may be equal, and zones may be called as VPCs are. Zone names and names of records
 * are in lower case or end in a type, e.g. `app1-A`, so they never meet such a level.
 */
export abstract class Component<Provider> extends Construct {
  /** Of the tag `Name`: the logical name of the component around it, `-`, and the key. */
  protected readonly logicalName: string;

  constructor(
    protected readonly kit: Kit<Provider>,
    scope: Construct,
    id: string,
    protected readonly provider: Provider | undefined,
  ) {
    super(scope, id);
    this.logicalName = Component.nameWithin(scope, id);
  }

  /** The provider of everything that is declared here. @default - the stack's */
  protected get meta(): { provider?: Provider } {
    return this.provider === undefined ? {} : { provider: this.provider };
  }

  /** A part inside something bigger has its description from that, which has shown what there is to see. */
  protected get isPart(): boolean {
    return componentAround(this.node.scope) !== undefined;
  }

  /** The plan, once it is known that nothing is wrong with it. Nothing may be declared below the component before. */
  protected accept<Plan>({ plan, problems, notices }: Planning<Plan>): Plan {
    refuseProblems(problems, this);
    if (!this.isPart) showNotices(this.kit, this, notices);
    return plan as Plan;
  }

  /** A child's is that of the component around it, `-`, and the child's key. */
  static nameWithin(scope: Construct | undefined, id: string): string {
    const around = componentAround(scope);
    if (around === undefined) return id;
    return around === scope && UNKEYED.has(id) ? around.logicalName : `${around.logicalName}-${id.replace(/\.$/, "")}`;
  }
}

/** Parts of which there is one, so that they have no key and the logical name of what is around them. */
const UNKEYED: ReadonlySet<string> = new Set(["DhcpOptions", "ForwarderImage", "PtrRecords", "ReverseZones"]);

function componentAround(scope: IConstruct | undefined): Component<unknown> | undefined {
  if (scope === undefined || scope instanceof Component) return scope;
  return componentAround(scope.node.scope);
}

/** A level of the path that only says of what kind the things below it are. */
export function level(scope: Construct, kind: string): Construct {
  return (scope.node.tryFindChild(kind) as Construct | undefined) ?? new Construct(scope, kind);
}

/**
 * The id of what has a key: the key itself.
 *
 * Only for what every JavaScript object has, e.g. `constructor`, is there a dot at its end, which no key has: `constructs`
 * takes these for children that are there already.
 */
export function idOfKey(key: string): string {
  return key in {} ? `${key}.` : key;
}

/** What is left of a child's logical name: its key. */
export function keyIn(parent: string, logicalName: string): string {
  return logicalName.slice(parent.length + 1);
}
