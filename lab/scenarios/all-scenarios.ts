import { configurationChange } from "./faults/configuration-change";
import { floodFromOneAddress } from "./faults/flood-from-one-address";
import { hostSilent } from "./faults/host-silent";
import { onPremisesDead } from "./faults/on-premises-dead";
import { onPremisesServfail } from "./faults/on-premises-servfail";
import { oneAfterTheOther } from "./faults/one-after-the-other";
import { oneOnPremisesDead } from "./faults/one-on-premises-dead";
import { processKilled } from "./faults/process-killed";
import { strangerFlooding } from "./faults/stranger-flooding";
import { vpcResolverLimit } from "./faults/vpc-resolver-limit";
import type { Scenario } from "./scenario";

/** In the order in which `--all` plays them. */
export const allScenarios: readonly Scenario[] = [
  processKilled,
  oneAfterTheOther,
  hostSilent,
  onPremisesDead,
  oneOnPremisesDead,
  onPremisesServfail,
  vpcResolverLimit,
  floodFromOneAddress,
  strangerFlooding,
  configurationChange,
];
