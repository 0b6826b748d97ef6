import { bucketUnreachable } from "./faults/bucket-unreachable";
import { clockWrong } from "./faults/clock-wrong";
import { configurationBroken } from "./faults/configuration-broken";
import { configurationChange } from "./faults/configuration-change";
import { diskFull } from "./faults/disk-full";
import { floodFromOneAddress } from "./faults/flood-from-one-address";
import { hostSilent } from "./faults/host-silent";
import { imageChange } from "./faults/image-change";
import { instanceTerminated } from "./faults/instance-terminated";
import { onPremisesDead } from "./faults/on-premises-dead";
import { onPremisesServfail } from "./faults/on-premises-servfail";
import { onPremisesSlow } from "./faults/on-premises-slow";
import { oneAfterTheOther } from "./faults/one-after-the-other";
import { oneOnPremisesDead } from "./faults/one-on-premises-dead";
import { processHung } from "./faults/process-hung";
import { processKilled } from "./faults/process-killed";
import { queryLogging } from "./faults/query-logging";
import { recordFromElsewhere } from "./faults/record-from-elsewhere";
import { strangerFlooding } from "./faults/stranger-flooding";
import { vpcResolverLimit } from "./faults/vpc-resolver-limit";
import type { Scenario } from "./scenario";

/** In the order in which `--all` plays them. */
export const allScenarios: readonly Scenario[] = [
  processKilled,
  processHung,
  oneAfterTheOther,
  hostSilent,
  configurationChange,
  queryLogging,
  recordFromElsewhere,
  configurationBroken,
  bucketUnreachable,
  diskFull,
  clockWrong,
  onPremisesDead,
  oneOnPremisesDead,
  onPremisesSlow,
  onPremisesServfail,
  vpcResolverLimit,
  floodFromOneAddress,
  strangerFlooding,
  instanceTerminated,
  imageChange,
];
