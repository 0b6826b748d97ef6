import { faultError } from "../core/parsed";
import type { Ec2Access } from "../io/ec2-client";
import { route53ZoneStore } from "../io/route53-zone-store";
import type { AssumedRole, PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import type { ZoneStore } from "../lifecycle/zone-store";
import type { ObjectValue } from "./codec/value";
import { holdsUnknown, UNKNOWN } from "./codec/value";

/** What the calls of one run share. */
export interface Provider {
  /** Takes the provider's settings; what is unknown yet counts as not set. */
  configure(config: ObjectValue): void;
  /** @throws an Error when the provider is not configured */
  store(): ZoneStore;
  /** Zones while a plan is made; none when the provider is not configured, or not everything of its settings is known. */
  storeForPlan(): ZoneStore | undefined;
  /**
   * How EC2 is reached.
   *
   * @throws an Error when the provider is not configured
   */
  ec2(): Ec2Access;
  /** Terraform was interrupted: what is in the works is finished, no further batch begins. */
  stop(): void;
}

export function newProvider(makeStore: typeof route53ZoneStore = route53ZoneStore): Provider {
  let store: ZoneStore | undefined;
  let ec2Access: Ec2Access = {};
  let isKnown = false;
  let stopped = false;
  const refuseStopped = () => {
    if (!stopped) return;
    throw faultError({
      code: "STOPPED",
      message: "Terraform was interrupted; what was written until then is in the state, apply again for the rest",
    });
  };
  const configured = () => {
    if (!store) throw faultError({ code: "NOT_CONFIGURED", message: "the provider is not configured yet" });
    return store;
  };
  return {
    configure: (config) => {
      const { access, ec2, mostTries } = settingsOf(config);
      ec2Access = ec2;
      isKnown = !holdsUnknown(config);
      const made = makeStore(access, { mostTries, credentials: CREDENTIALS });
      store = {
        listRecordSets: (zoneId, names) => made.listRecordSets(zoneId, names),
        changeRecordSets: async (zoneId, batch) => {
          refuseStopped();
          await made.changeRecordSets(zoneId, batch);
        },
      };
    },
    store: configured,
    storeForPlan: () => (isKnown ? store : undefined),
    ec2: () => {
      configured();
      return ec2Access;
    },
    stop: () => {
      stopped = true;
    },
  };
}

const CREDENTIALS =
  "Route 53 is called with the environment's AWS credentials, or those that the provider's settings name (`profile`, `assume_role`)";

interface Settings {
  readonly access: PtrRecordsAccess;
  readonly ec2: Ec2Access;
  readonly mostTries: number | undefined;
}

function settingsOf(config: ObjectValue): Settings {
  const roles = blocksOf(config, "assume_role");
  const [endpoints = {}] = blocksOf(config, "endpoints");
  const retries = known(config["max_retries"]);
  const common = {
    region: known(config["region"]) as string | undefined,
    profile: known(config["profile"]) as string | undefined,
    stsEndpoint: known(endpoints["sts"]) as string | undefined,
    ...(roles.length > 0 && { assumeRoles: roles.map(roleOf) }),
  };
  return {
    access: { ...common, endpoint: known(endpoints["route53"]) as string | undefined },
    ec2: { ...common, endpoint: known(endpoints["ec2"]) as string | undefined },
    mostTries: typeof retries === "number" ? retries + 1 : undefined,
  };
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
