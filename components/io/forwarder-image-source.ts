import type { BootstrapSource } from "../core/forwarder-bootstrap";
import type { ForwarderImageSource } from "../core/parts/forwarder-image-plan";
import { forwarderImageFiles } from "./forwarder-image";
import { sha256Of } from "./sha256";

/**
 * What the image of this package is made of.
 *
 * @param scope - tells its parts from those of other programs in the same account
 * @throws {Error} when the package is incomplete
 */
export function forwarderImageSource(scope: string): ForwarderImageSource {
  return {
    files: forwarderImageFiles(),
    scope,
    digest: (text) => sha256Of(text).slice(0, 12),
  };
}

/**
 * What forwarders without an image are made of: the same files.
 *
 * @throws {Error} when the package is incomplete
 */
export function forwarderBootstrapSource(): BootstrapSource {
  return { files: forwarderImageFiles(), sha256: sha256Of };
}
