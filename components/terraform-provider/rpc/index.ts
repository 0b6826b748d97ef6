import type { Provider } from "../provider";
import type { CallHandlers } from "../transport/grpc";
import { applyResourceChange } from "./apply-resource-change";
import { callFunction } from "./call-function";
import { configureProvider } from "./configure-provider";
import { getFunctions } from "./get-functions";
import { getMetadata } from "./get-metadata";
import { getProviderSchema } from "./get-provider-schema";
import { importResourceState } from "./import-resource-state";
import { planResourceChange } from "./plan-resource-change";
import { readDataSource } from "./read-data-source";
import { readResource } from "./read-resource";
import type { AnyRpc } from "./rpc";
import { stopProvider } from "./stop-provider";
import { upgradeResourceState } from "./upgrade-resource-state";
import { validateDataResourceConfig } from "./validate-data-resource-config";
import { validateProviderConfig } from "./validate-provider-config";
import { validateResourceConfig } from "./validate-resource-config";

const rpcs: { readonly [name: string]: AnyRpc } = {
  ApplyResourceChange: applyResourceChange,
  CallFunction: callFunction,
  ConfigureProvider: configureProvider,
  GetFunctions: getFunctions,
  GetMetadata: getMetadata,
  GetProviderSchema: getProviderSchema,
  ImportResourceState: importResourceState,
  PlanResourceChange: planResourceChange,
  ReadDataSource: readDataSource,
  ReadResource: readResource,
  StopProvider: stopProvider,
  UpgradeResourceState: upgradeResourceState,
  ValidateDataResourceConfig: validateDataResourceConfig,
  ValidateProviderConfig: validateProviderConfig,
  ValidateResourceConfig: validateResourceConfig,
};

/** All calls by their path; what is not here is answered as not implemented, which Terraform takes as "there is none". */
export function callHandlers(provider: Provider): CallHandlers {
  const entries = Object.entries(rpcs).map(([name, { handler }]) => [`/tfplugin6.Provider/${name}`, handler(provider)]);
  return Object.fromEntries(entries);
}
