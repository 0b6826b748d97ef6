import type { Problem } from "../../core/problem";
import { problemDiagnostic } from "../codec/diagnostic";
import { decodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { withoutNulls } from "../codec/null-check";
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
      const given = readObject(providerSchema, decodeDynamicValue(config));
      if (!given) return {};
      const { config: checked, problems } = withoutNulls(providerSchema, given);
      const all = [...problems, ...retriesProblems(checked["max_retries"])];
      return { diagnostics: all.map((problem) => problemDiagnostic(providerSchema, problem)) };
    }),
});

function retriesProblems(retries: unknown): readonly Problem[] {
  if (typeof retries !== "number" || (Number.isInteger(retries) && retries >= 0 && retries <= MOST_RETRIES)) return [];
  const message = `got ${retries}, expected a whole number from 0 to ${MOST_RETRIES}`;
  return [{ code: "VALUE_OUT_OF_RANGE", path: "maxRetries", message }];
}
