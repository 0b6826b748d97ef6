import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { configurationKey, DESIRED_STATE_KEY } from "../../components/core/forwarder-contract";
import type { SlotStatus } from "../../components/core/forwarder-status";
import { type BucketStatus, readBucketStatus } from "../../components/io/forwarder-status";
import { sha256Of } from "../../components/io/sha256";
import { configurationBuckets, labS3Client } from "../configuration-buckets";
import type { Stage } from "./stage";
import { until } from "./until";

/** The bucket by which the lab's forwarders are told what to be, and say what they are. */
export interface ForwarderBucket {
  status(): Promise<BucketStatus>;
  /** Waits until all slots are so. @returns after how many milliseconds they were */
  untilSlots(what: string, areSo: (slots: readonly SlotStatus[]) => boolean): Promise<number>;
  /** Puts a configuration into it by hand, under its hash or another name. Afterwards the stack's own is back. */
  desire(configuration: string, key?: string): Promise<void>;
  /** Puts the stack's own into it, with another comment. Afterwards it is back as it was. */
  desireAnother(): Promise<void>;
}

export async function forwarderBucket(stage: Stage): Promise<ForwarderBucket> {
  const { endpoint } = stage.emulator;
  const client = labS3Client(endpoint);
  stage.afterwards(async () => client.destroy());
  const [Bucket = ""] = await configurationBuckets(client);
  const get = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  };
  const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const status = () => readBucketStatus(client, Bucket, Date.now());

  async function untilSlots(what: string, areSo: (slots: readonly SlotStatus[]) => boolean): Promise<number> {
    return until(what, async () => areSo((await status()).slots), { limitMilliseconds: 90_000 });
  }

  await untilSlots("both forwarders are well before it happens", allAreOk);
  let own: string | undefined;

  async function desire(configuration: string, sha256 = sha256Of(configuration)): Promise<void> {
    if (own === undefined) {
      const before = await get(DESIRED_STATE_KEY);
      own = before;
      stage.afterwards(async () => {
        await put(DESIRED_STATE_KEY, before);
        await untilSlots("the forwarders are as before", allAreOk);
      });
    }
    await put(configurationKey(sha256), configuration);
    const bytes = Buffer.byteLength(configuration);
    await put(DESIRED_STATE_KEY, JSON.stringify({ ...JSON.parse(own), configuration: { sha256, bytes } }));
  }

  return {
    status,
    untilSlots,
    desire,
    async desireAnother() {
      const { sha256 } = (await status()).desired.configuration;
      await desire(`${await get(configurationKey(sha256))}# another\n`);
    },
  };
}

export const allAreOk = (slots: readonly SlotStatus[]): boolean => slots.every(({ state }) => state === "ok");

/** Who holds each slot, e.g. `a: i-0a1b, b: i-0c2d`. */
export const holdersOf = (slots: readonly SlotStatus[]): string =>
  slots.map(({ slot, report }) => `${slot}: ${report?.instanceId}`).join(", ");
