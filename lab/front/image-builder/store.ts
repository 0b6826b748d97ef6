import type {
  Component,
  DistributionConfiguration,
  Image,
  ImagePipeline,
  ImageRecipe,
  InfrastructureConfiguration,
} from "@aws-sdk/client-imagebuilder";
import { AwsError } from "../aws-error";

/** Things by ARN, in the order in which they were made. */
export interface Stored<Thing> {
  readonly things: Map<string, Thing>;
  /** e.g. `Component`, for messages */
  readonly kind: string;
}

/** Everything that Image Builder remembers, of all accounts and regions: both are in the ARNs. */
export interface ImageBuilderStore {
  readonly components: Stored<Component>;
  readonly recipes: Stored<ImageRecipe>;
  readonly infrastructures: Stored<InfrastructureConfiguration>;
  readonly distributions: Stored<DistributionConfiguration>;
  readonly images: Stored<Image>;
  readonly pipelines: Stored<ImagePipeline>;
  /** Answers by account, region, operation and client token: a call that comes again does nothing again. */
  readonly answers: Map<string, { readonly request: string; readonly answer: object }>;
}

export function emptyImageBuilderStore(): ImageBuilderStore {
  const stored = (kind: string) => ({ kind, things: new Map() });
  return {
    components: stored("Component"),
    recipes: stored("ImageRecipe"),
    infrastructures: stored("InfrastructureConfiguration"),
    distributions: stored("DistributionConfiguration"),
    images: stored("Image"),
    pipelines: stored("ImagePipeline"),
    answers: new Map(),
  };
}

/** The thing of this ARN. @throws {AwsError} ResourceNotFoundException */
export function thingOf<Thing>({ kind, things }: Stored<Thing>, arn: string): Thing {
  const found = things.get(arn);
  if (found) return found;
  throw new AwsError("ResourceNotFoundException", `The ${kind} with ARN '${arn}' cannot be found.`, 404);
}

/** Keeps a new thing. @throws {AwsError} ResourceAlreadyExistsException */
export function keep<Thing extends { arn?: string | undefined }>({ kind, things }: Stored<Thing>, thing: Thing): void {
  const arn = thing.arn!;
  if (things.has(arn)) {
    throw new AwsError("ResourceAlreadyExistsException", `The following resource '${kind}' already exists: '${arn}'.`);
  }
  things.set(arn, thing);
}

/** Forgets a thing. @throws {AwsError} ResourceNotFoundException, or ResourceDependencyException while others use it */
export function remove<Thing>(stored: Stored<Thing>, arn: string, users: Iterable<object> = []): void {
  thingOf(stored, arn);
  refuseUsed(arn, users);
  stored.things.delete(arn);
}

function refuseUsed(arn: string, users: Iterable<object>): void {
  for (const user of users) {
    if (!JSON.stringify(user).includes(`"${arn}"`)) continue;
    const message = `Resource dependency error: The resource ARN '${arn}' has other resources depended on it.`;
    throw new AwsError("ResourceDependencyException", message);
  }
}
