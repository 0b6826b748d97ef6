import type { InstanceArchitecture } from "./instance-architecture";
import type { PlannedRule } from "./part-plan";
import type { PlainValues, Values } from "./values";

/** An image of forwarders and all that builds it. All logical names are complete; `name`s are those in Image Builder. */
export interface PlannedForwarderImage<V extends Values = PlainValues> {
  /** Of the component and of everything that there is one of, e.g. `acme`. */
  readonly logicalName: string;
  readonly architecture: InstanceArchitecture;
  /** In the order in which they are run; a changed one has another `name`, so that it is made before the old one goes. */
  readonly components: readonly PlannedImageComponent[];
  readonly recipe: PlannedImageRecipe;
  readonly infrastructure: PlannedImageInfrastructure<V>;
  readonly distribution: {
    readonly name: string;
    /** Of the image in EC2, e.g. `hybrid-dns-forwarder-3f9a1c0b77e2-{{ imagebuilder:buildDate }}`. */
    readonly imageName: string;
    readonly description: string;
  };
  readonly pipeline: { readonly name: string; readonly scheduleExpression: string; readonly startCondition: string };
  /** No instance is started to test what was built. */
  readonly tests: { readonly enabled: boolean; readonly timeoutMinutes: number };
  readonly tags: V["textMap"] | undefined;
}

export interface PlannedImageComponent {
  /** e.g. `acme-files-1` */
  readonly logicalName: string;
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Document of AWSTOE, as YAML. */
  readonly document: string;
}

export interface PlannedImageRecipe {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** The newest of its kind, by a public parameter of Systems Manager. */
  readonly parentImage: string;
  /** What the instance that builds is started with; absent: what Image Builder itself gives it. */
  readonly userDataBase64?: string | undefined;
  readonly removeSsmAgent: boolean;
  /** Device of the system, e.g. `/dev/xvda`. */
  readonly rootDevice: string;
  readonly volumeSize: number;
}

export interface PlannedImageInfrastructure<V extends Values = PlainValues> {
  readonly name: string;
  readonly description: string;
  /** Of the instance that builds; the first that is to be had. */
  readonly instanceTypes: readonly string[];
  /** Who the role is for: instances of EC2. */
  readonly assumeRolePolicy: string;
  /** AWS's own policies that its role has, by key. */
  readonly managedPolicies: readonly { readonly logicalName: string; readonly key: string; readonly arn: string }[];
  /** Absent: in the account's default VPC. */
  readonly network?:
    | {
        readonly vpcId: V["text"];
        readonly subnetId: V["text"];
        /** HTTP and HTTPS to everywhere; nobody is let in. */
        readonly egressRules: readonly PlannedRule<V>[];
      }
    | undefined;
}
