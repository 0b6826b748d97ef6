import { backendOf, DEFAULT_INSTANCE_TYPE } from "../backend";
import type { BackendConfig } from "../backend-config";
import { architectureOf } from "../instance-architecture";
import { argument } from "../reading/argument-path";
import type { Report } from "../reading/written-values";
import { shownText } from "../shown-text";
import type { ValueReader, Values } from "../values";
import { checkImageNetwork } from "./image-network-check";

/** A given image, a built one, or none. */
const IMAGE_WAYS = ["imageId", "image", "bootstrap"] as const;

/** Of a log group (CloudWatch Logs API, PutRetentionPolicy). */
const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

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
  checkQueryLogging(backend, report);
}

/** The image is given or built; what it is built from is found here, under the names that the user wrote. */
function checkImage<V extends Values>(backend: BackendConfig<V>, reader: ValueReader<V>, report: Report): void {
  const { software, config } = backendOf(backend);
  const path = argument("backend", software);
  const imagePath = argument(path, "image");
  const { imageId, image } = config;
  const given = IMAGE_WAYS.filter((way) => config[way] !== undefined);
  if (given.length > 1) {
    const message = `${given.map((way) => `\`${way}\``).join(" and ")} are given, but forwarders come about in one way; keep one`;
    report({ code: "IMAGE_TWICE", path: argument(path, given.at(-1)!), message });
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

function checkQueryLogging<V extends Values>(backend: BackendConfig<V>, report: Report): void {
  const { software, config } = backendOf(backend);
  const days = config.queryLogging?.retentionDays;
  if (days === undefined || RETENTION_DAYS.includes(days)) return;
  const message = `got ${days}, expected a number of days that CloudWatch Logs takes: ${RETENTION_DAYS.join(", ")}`;
  const path = argument(argument(argument("backend", software), "queryLogging"), "retentionDays");
  report({ code: "VALUE_OUT_OF_RANGE", path, message });
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
      "is known only after `up`, but the image is one for its architecture; write it as text, or give `imageId`";
    report({ code: "ARCHITECTURE_UNKNOWN", path, message });
  } else if (architectureOf(type) === undefined) {
    const message = `got ${shownText(type)}, expected an instance type, e.g. "${DEFAULT_INSTANCE_TYPE}"`;
    report({ code: "BAD_INSTANCE_TYPE", path, message });
  }
}
