import { decodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { providerSchema } from "../schema";
import { diagnosed, rpc } from "./rpc";

/** Takes the provider's settings. Nothing is asked: a plan may need none of it. */
export const configureProvider = rpc({
  request: { terraformVersion: one(1, "string"), config: one(2, dynamicValue) },
  response: { diagnostics: list(1, diagnostic) },
  handle: ({ config = {} }, provider) =>
    diagnosed("Bad provider settings", {}, () => {
      provider.configure(readObject(providerSchema, decodeDynamicValue(config)) ?? {});
      return {};
    }),
});
