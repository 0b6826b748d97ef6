import { backendOf, DEFAULT_INSTANCE_TYPE } from "../backend";
import type { BackendConfig } from "../backend-config";
import { architectureOf } from "../instance-architecture";
import { argument } from "../reading/argument-path";
import type { Report } from "../reading/written-values";
import { shownText } from "../shown-text";
import type { ValueReader, Values } from "../values";
import { checkImageNetwork } from "./image-network-check";

const IMAGE_ID = /^ami-[0-9a-z]+$/;

/** Exactly one block says who forwards, and that block fits together. */
export function checkBackend<V extends Values>(
  backend: BackendConfig<V> | undefined,
  reader: ValueReader<V>,
  report: Report,
): void {
  if (backend === undefined) return;
  const given = Object.entries(backend).flatMap(([name, block]) => (block === undefined ? [] : [name]));
  if (given.length === 0) {
    const message = "no block is given; give one, e.g. `unbound: {}`, or leave it out";
    report({ code: "BACKEND_EMPTY", path: "backend", message });
  }
  if (given.length > 1) {
    report({ code: "BACKEND_TWICE", path: "backend", message: `${given.join(" and ")} are given; keep one` });
  }
  if (given.length !== 1) return;
  checkImage(backend, reader, report);
}

/** The image is given or built; what it is built from is found here, under the names that the user wrote. */
function checkImage<V extends Values>(backend: BackendConfig<V>, reader: ValueReader<V>, report: Report): void {
  const { software, config } = backendOf(backend);
  const path = argument("backend", software);
  const imagePath = argument(path, "image");
  const { imageId, image } = config;
  if (imageId !== undefined && image !== undefined) {
    const message = "the image is given by `imageId` and would be built as well; keep one of the two";
    report({ code: "IMAGE_TWICE", path: imagePath, message });
  }
  const knownId = imageId === undefined ? undefined : reader.text(imageId);
  if (knownId !== undefined && !IMAGE_ID.test(knownId)) {
    // A forwarder compares it with the id of the image that it runs from.
    const message = `got ${shownText(knownId)}, expected the id of an image, e.g. "ami-0a1b2c3d4e5f60718"; what names one must be resolved before`;
    report({ code: "BAD_IMAGE_ID", path: argument(path, "imageId"), message });
  }
  if (imageId !== undefined) return;
  checkArchitecture(config.instanceType, argument(path, "instanceType"), reader, report);
  if (image !== undefined) checkImageNetwork(image, imagePath, report);
}

function checkArchitecture<V extends Values>(
  instanceType: V["text"] | undefined,
  path: string,
  reader: ValueReader<V>,
  report: Report,
): void {
  if (instanceType === undefined) return;
  const type = reader.text(instanceType);
  if (type === undefined) {
    const message =
      "is known only after `up`, but the image is built for its architecture; write it as text, or give `imageId`";
    report({ code: "ARCHITECTURE_UNKNOWN", path, message });
  } else if (architectureOf(type) === undefined) {
    const message = `got ${shownText(type)}, expected an instance type, e.g. "${DEFAULT_INSTANCE_TYPE}"`;
    report({ code: "BAD_INSTANCE_TYPE", path, message });
  }
}
