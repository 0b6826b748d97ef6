import type { BackendConfig, Ec2ForwarderConfig } from "./backend-config";
import type { ForwarderSoftware } from "./forwarder-contract";
import type { ForwarderImageConfig } from "./forwarder-image-config";
import { ownText, type Values } from "./values";

export const DEFAULT_INSTANCE_TYPE = "t4g.small";

/** The image of whatever it is built for, e.g. `acme-image`. */
export const IMAGE_KEY = "image";

/** The one block of a backend, with what runs there. */
export interface Backend<V extends Values> {
  readonly software: ForwarderSoftware;
  readonly config: Ec2ForwarderConfig<V>;
}

/** Whose block is given; where none is, Unbound. */
export function backendOf<V extends Values>(backend: BackendConfig<V> | undefined): Backend<V> {
  if (backend?.bind !== undefined) return { software: "bind", config: backend.bind };
  return { software: "unbound", config: backend?.unbound ?? {} };
}

/** Whether an image is built for it. */
export function buildsImage<V extends Values>({ imageId, bootstrap }: Ec2ForwarderConfig<V>): boolean {
  return imageId === undefined && bootstrap === undefined;
}

/** The same backend on an image that is there. */
export function onImage<V extends Values>(backend: BackendConfig<V> | undefined, imageId: V["text"]): BackendConfig<V> {
  const { software, config } = backendOf(backend);
  const { image: _, ...rest } = config;
  return { [software]: { ...rest, imageId } };
}

/** The image that forwarders run from where no other is given. */
export function imageConfigOf<V extends Values>(
  { instanceType, image }: Ec2ForwarderConfig<V>,
  rest: Pick<ForwarderImageConfig<V>, "partition" | "tags">,
): ForwarderImageConfig<V> {
  return { ...image, instanceType: instanceType ?? ownText<V>(DEFAULT_INSTANCE_TYPE), ...rest };
}
