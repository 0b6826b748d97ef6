import { backendOf, buildsImage, IMAGE_KEY, imageConfigOf, onImage } from "./backend";
import type { ForwarderImageConfig } from "./forwarder-image-config";
import type { PlannedForwardersPart, PlannedInVpc } from "./hybrid-dns-topology";
import type { ForwardersConfig } from "./part-config";
import type { PlannedPart } from "./planned-part";
import type { Description } from "./reading/description";
import type { Values } from "./values";

/**
 * The images that the forwarders of a description run from, one for each provider: an image belongs to an account and region.
 *
 * That of the component's own provider is `image`, another one `image-` and the first VPC that it is for, so a VPC that is
 * added changes no name.
 */
export function planForwarderImages<V extends Values>({
  name,
  config: { backend, partition, tags },
  vpcs,
}: Description<V>): readonly (PlannedPart<ForwarderImageConfig<V>> & PlannedInVpc<V>)[] {
  const { config } = backendOf(backend);
  if (!buildsImage(config)) return [];
  const first = new Map<V["provider"], string>();
  for (const { key, forwarders, config: vpc } of vpcs) {
    if (forwarders.length > 0 && !first.has(vpc.provider)) first.set(vpc.provider, key);
  }
  return [...first].map(([provider, vpc]) => {
    const key = provider === undefined ? IMAGE_KEY : `${IMAGE_KEY}-${vpc}`;
    return { key, logicalName: `${name}-${key}`, config: imageConfigOf(config, { partition, tags }), provider };
  });
}

/** The arguments of forwarders, with the image that was built for them where one was. */
export function forwardersOnImage<V extends Values>(
  { config, image }: PlannedForwardersPart<V>,
  imageIds: { readonly [key: string]: V["text"] },
): ForwardersConfig<V> {
  return image === undefined ? config : { ...config, backend: onImage(config.backend, imageIds[image]) };
}
