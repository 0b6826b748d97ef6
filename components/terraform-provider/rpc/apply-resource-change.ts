import { decodeDynamicValue, encodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { resources } from "../resources";
import { diagnosed, named, rpc } from "./rpc";

/** Makes, changes or deletes a resource. */
export const applyResourceChange = rpc({
  request: {
    typeName: one(1, "string"),
    priorState: one(2, dynamicValue),
    plannedState: one(3, dynamicValue),
    config: one(4, dynamicValue),
    plannedPrivate: one(5, "bytes"),
  },
  response: { newState: one(1, dynamicValue), private: one(2, "bytes"), diagnostics: list(3, diagnostic) },
  handle: ({ typeName, priorState = {}, config = {}, plannedPrivate = new Uint8Array() }, provider) =>
    diagnosed("The change was not made", { newState: priorState, private: plannedPrivate }, async () => {
      const resource = named(resources, typeName, "resource");
      const change = await resource.apply(provider, {
        prior: readObject(resource.schema, decodeDynamicValue(priorState)),
        config: readObject(resource.schema, decodeDynamicValue(config)),
        privateData: plannedPrivate,
      });
      return {
        newState: encodeDynamicValue(change.value),
        private: change.privateData,
        diagnostics: change.diagnostics,
      };
    }),
});
