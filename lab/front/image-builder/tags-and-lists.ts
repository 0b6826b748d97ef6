import { AwsError } from "../aws-error";
import type { Action } from "./context";
import { type Call, onlyMembers, tags } from "./request";
import type { ImageBuilderStore, Stored } from "./store";

interface Tagged {
  readonly arn?: string | undefined;
  tags?: Record<string, string> | undefined;
}

const TAGS_ARE_READ = "The tag keys of a request are in its query as tagKeys.";

/** Lists give everything at once: nobody has hundreds here. */
const list =
  (member: string, of: (store: ImageBuilderStore) => Stored<Tagged>): Action =>
  (call, { store }) => ({ [member]: ownThings(of(store), call) });

export const tagAndListActions: { readonly [name: string]: Action } = {
  ListTagsForResource: (call, { store }) => ({ tags: tagged(call, store).tags ?? {} }),
  TagResource: (call, { store }) => {
    onlyMembers(call.body, "tags");
    const thing = tagged(call, store);
    thing.tags = { ...thing.tags, ...tags(call.body) };
    return {};
  },
  UntagResource: (call, { store }) => {
    const keys = call.query.getAll("tagKeys");
    if (keys.length === 0) throw new AwsError("InvalidParameterException", TAGS_ARE_READ);
    const thing = tagged(call, store);
    thing.tags = Object.fromEntries(Object.entries(thing.tags ?? {}).filter(([key]) => !keys.includes(key)));
    return {};
  },
  ListComponents: list("componentVersionList", ({ components }) => components),
  ListDistributionConfigurations: list("distributionConfigurationSummaryList", ({ distributions }) => distributions),
  ListImagePipelines: list("imagePipelineList", ({ pipelines }) => pipelines),
  ListImageRecipes: list("imageRecipeSummaryList", ({ recipes }) => recipes),
  ListImages: list("imageVersionList", ({ images }) => images),
  ListInfrastructureConfigurations: list("infrastructureConfigurationSummaryList", (store) => store.infrastructures),
};

function ownThings({ things }: Stored<Tagged>, { account, region }: Call): Tagged[] {
  return [...things.values()].filter(({ arn = "" }) => arn.includes(`:imagebuilder:${region}:${account}:`));
}

function tagged({ inPath = "" }: Call, store: ImageBuilderStore): Tagged {
  const all: readonly Stored<Tagged>[] = [
    store.components,
    store.recipes,
    store.infrastructures,
    store.distributions,
    store.images,
    store.pipelines,
  ];
  const found = all.map(({ things }) => things.get(inPath)).find((thing) => thing !== undefined);
  if (found) return found;
  throw new AwsError("ResourceNotFoundException", `The resource with ARN '${inPath}' cannot be found.`, 404);
}
