import type { Ami, Image } from "@aws-sdk/client-imagebuilder";
import type { Cloud, FoundImage, NewImage, Place } from "./context";
import type { ImageBuilderStore } from "./store";

/** What makes the trees that images of the lab are. */
export interface TreeBuilder {
  /** The tree of an image that others are built from. @throws {Error} where the lab has none */
  treeOf(image: FoundImage): string;
  /** Name of the tree that documents make of another one. */
  nameFor(imageName: string, base: string, documents: readonly string[]): string;
  /** Builds it, unless it is there. @throws {Error} with the end of what the documents said */
  build(name: string, base: string, documents: readonly string[], signal: AbortSignal): Promise<void>;
}

/** Tag of an image that tells which tree it is. */
export const TREE_TAG = "hybrid-dns-lab:tree";

/** Longer reasons are cut at their beginning: what went wrong is said last. */
const LONGEST_REASON = 1_024;

/** Builds images, one after the other, and says in the store how far each is. */
export function imageBuilds(store: ImageBuilderStore, cloud: Cloud, trees: TreeBuilder, now: () => Date) {
  const running = new Map<string, AbortController>();
  let last: Promise<void> = Promise.resolve();

  const set = (arn: string, change: Partial<Image>) => {
    const image = store.images.things.get(arn);
    if (image) store.images.things.set(arn, { ...image, ...change });
  };
  const state = (arn: string, status: NonNullable<Image["state"]>["status"], reason?: string) =>
    set(arn, { state: { status, ...(reason !== undefined && { reason }) } });

  const build = async (image: Image, where: Place, signal: AbortSignal): Promise<void> => {
    const arn = image.arn!;
    if (signal.aborted) return state(arn, "CANCELLED");
    try {
      state(arn, "BUILDING");
      const parent = await parentOf(image, where, cloud);
      const base = trees.treeOf(parent);
      const documents = (image.imageRecipe?.components ?? []).map(
        ({ componentArn = "" }) => store.components.things.get(componentArn)?.data ?? "",
      );
      const distributions = distributionsOf(image, where, now());
      const tree = trees.nameFor(distributions[0]!.baseName, base, documents);
      signal.throwIfAborted();
      await trees.build(tree, base, documents, signal);
      state(arn, "DISTRIBUTING");
      const amis: Ami[] = [];
      for (const distribution of distributions) {
        const imageId = await cloud.registerImage(
          { account: where.account, region: distribution.region },
          newImage(image, parent, distribution, tree),
        );
        const { region, name, description } = distribution;
        amis.push({
          region,
          image: imageId,
          name,
          description,
          accountId: where.account,
          state: { status: "AVAILABLE" },
        });
      }
      set(arn, { state: { status: "AVAILABLE" }, osVersion: parent.name, outputResources: { amis } });
    } catch (error) {
      if (signal.aborted) state(arn, "CANCELLED");
      else state(arn, "FAILED", String(error instanceof Error ? error.message : error).slice(-LONGEST_REASON));
    } finally {
      running.delete(arn);
    }
  };

  return {
    begin(image: Image, where: Place): void {
      const abort = new AbortController();
      running.set(image.arn!, abort);
      last = last.then(() => build(image, where, abort.signal));
    },
    cancel(arn: string): void {
      running.get(arn)?.abort();
    },
    async end(): Promise<void> {
      for (const abort of running.values()) abort.abort();
      await last;
    },
  };
}

async function parentOf({ imageRecipe }: Image, where: Place, cloud: Cloud): Promise<FoundImage> {
  const parent = imageRecipe?.parentImage ?? "";
  const name = parent.startsWith("ssm:") ? parent.slice("ssm:".length) : undefined;
  const imageId = name === undefined ? parent : await cloud.parameter(where, name);
  if (imageId === undefined) throw new Error(`there is no parameter ${name}`);
  const found = await cloud.image(where, imageId);
  if (found === undefined) throw new Error(`there is no image ${imageId}`);
  return found;
}

interface PlannedAmi {
  readonly region: string;
  readonly name: string;
  /** Without the date. */
  readonly baseName: string;
  readonly description: string | undefined;
  readonly tags: { readonly [key: string]: string };
}

/** Where an image goes and what it is called there. */
function distributionsOf(
  { distributionConfiguration, imageRecipe }: Image,
  where: Place,
  date: Date,
): readonly PlannedAmi[] {
  const given = distributionConfiguration?.distributions ?? [{ region: where.region }];
  const buildDate = date.toISOString().replaceAll(":", "-");
  const buildVersion = imageRecipe?.version ?? "";
  return given.map(({ region = where.region, amiDistributionConfiguration }) => {
    const name = amiDistributionConfiguration?.name ?? `${imageRecipe?.name} {{ imagebuilder:buildDate }}`;
    const filled = (text: string, ofDate: string) =>
      text
        .replaceAll(/\{\{\s*imagebuilder:buildVersion\s*\}\}/g, buildVersion)
        .replaceAll(/[- _.]*\{\{\s*imagebuilder:buildDate\s*\}\}/g, (found) => `${found.split("{{")[0]}${ofDate}`);
    return {
      region,
      name: filled(name, buildDate),
      baseName: filled(name, "").replace(/[- _.]+$/, ""),
      description: amiDistributionConfiguration?.description,
      tags: amiDistributionConfiguration?.amiTags ?? {},
    };
  });
}

function newImage(image: Image, parent: FoundImage, planned: PlannedAmi, tree: string): NewImage {
  const [device] = image.imageRecipe?.blockDeviceMappings ?? [];
  return {
    name: planned.name,
    description: planned.description,
    architecture: parent.architecture,
    rootDeviceName: device?.deviceName ?? parent.rootDeviceName,
    volumeSize: device?.ebs?.volumeSize,
    encrypted: device?.ebs?.encrypted ?? false,
    tags: { ...planned.tags, CreatedBy: "EC2 Image Builder", Ec2ImageBuilderArn: image.arn!, [TREE_TAG]: tree },
  };
}
