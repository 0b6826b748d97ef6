import { decodeDynamicValue, encodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { resources } from "../resources";
import { diagnosed, named, rpc } from "./rpc";

/** The state as the zones have it. */
export const readResource = rpc({
  request: { typeName: one(1, "string"), currentState: one(2, dynamicValue), private: one(3, "bytes") },
  response: { newState: one(1, dynamicValue), diagnostics: list(2, diagnostic), private: one(3, "bytes") },
  handle: ({ typeName, currentState = {}, private: privateData = new Uint8Array() }, provider) =>
    diagnosed("The state cannot be refreshed", { newState: currentState, private: privateData }, async () => {
      const resource = named(resources, typeName, "resource");
      const prior = readObject(resource.schema, decodeDynamicValue(currentState));
      const change = await resource.read(provider, { prior, config: null, privateData });
      return {
        newState: encodeDynamicValue(change.value),
        diagnostics: change.diagnostics,
        private: change.privateData,
      };
    }),
});
