import { problemDiagnostic } from "../codec/diagnostic";
import { decodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { providerSchema } from "../schema";
import { diagnosed, rpc } from "./rpc";

const MOST_RETRIES = 1000;

/** Checks the provider's settings, as far as that is possible without asking anybody. */
export const validateProviderConfig = rpc({
  request: { config: one(1, dynamicValue) },
  response: { diagnostics: list(2, diagnostic) },
  handle: ({ config = {} }) =>
    diagnosed("Bad provider settings", {}, () => {
      const retries = readObject(providerSchema, decodeDynamicValue(config))?.["max_retries"];
      if (typeof retries !== "number") return {};
      if (Number.isInteger(retries) && retries >= 0 && retries <= MOST_RETRIES) return {};
      const message = `got ${retries}, expected a whole number from 0 to ${MOST_RETRIES}`;
      const problem = { code: "VALUE_OUT_OF_RANGE", path: "maxRetries", message };
      return { diagnostics: [problemDiagnostic(providerSchema, problem)] };
    }),
});
