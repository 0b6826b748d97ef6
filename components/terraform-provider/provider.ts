import { faultError } from "../core/parsed";
import { systemClock } from "../io/clock";
import { route53ZoneStore } from "../io/route53-zone-store";
import type { AssumedRole, PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import type { ZoneStore } from "../lifecycle/zone-store";
import type { ObjectValue } from "./codec/value";
import { UNKNOWN } from "./codec/value";

/** What the calls of one run share. */
export interface Provider {
  /** Takes the provider's settings; what is unknown yet counts as not set. */
  configure(config: ObjectValue): void;
  /** @throws an Error when the provider is not configured */
  store(): ZoneStore;
  /** Terraform was interrupted: what is in the works is finished, no further batch begins. */
  stop(): void;
}

export function newProvider(makeStore: typeof route53ZoneStore = route53ZoneStore): Provider {
  let store: ZoneStore | undefined;
  let stopped = false;
  return {
    configure: (config) => {
      const { access, mostTries } = settingsOf(config);
      const made = makeStore(access, undefined, systemClock, mostTries);
      store = {
        listRecordSets: (zoneId, names) => made.listRecordSets(zoneId, names),
        changeRecordSets: async (zoneId, batch) => {
          if (stopped)
            throw faultError({
              code: "STOPPED",
              message:
                "Terraform was interrupted; what was written until then is in the state, apply again for the rest",
            });
          await made.changeRecordSets(zoneId, batch);
        },
      };
    },
    store: () => {
      if (!store) throw faultError({ code: "NOT_CONFIGURED", message: "the provider is not configured yet" });
      return store;
    },
    stop: () => {
      stopped = true;
    },
  };
}

function settingsOf(config: ObjectValue): { access: PtrRecordsAccess; mostTries: number | undefined } {
  const roles = blocksOf(config, "assume_role");
  const [endpoints = {}] = blocksOf(config, "endpoints");
  const retries = known(config["max_retries"]);
  const access: PtrRecordsAccess = {
    region: known(config["region"]) as string | undefined,
    profile: known(config["profile"]) as string | undefined,
    endpoint: known(endpoints["route53"]) as string | undefined,
    stsEndpoint: known(endpoints["sts"]) as string | undefined,
    ...(roles.length > 0 && { assumeRoles: roles.map(roleOf) }),
  };
  return { access, mostTries: typeof retries === "number" ? retries + 1 : undefined };
}

function roleOf(block: ObjectValue): AssumedRole {
  return {
    roleArn: known(block["role_arn"]) as string,
    externalId: known(block["external_id"]) as string | undefined,
    sessionName: known(block["session_name"]) as string | undefined,
  };
}

function blocksOf(config: ObjectValue, name: string): readonly ObjectValue[] {
  const blocks = known(config[name]);
  return Array.isArray(blocks) ? blocks : [];
}

function known(value: unknown): unknown {
  return value === null || value === UNKNOWN ? undefined : value;
}
