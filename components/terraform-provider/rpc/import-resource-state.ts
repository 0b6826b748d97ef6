import { encodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { resources } from "../resources";
import { diagnosed, named, rpc } from "./rpc";

/** Takes over what exists already. */
export const importResourceState = rpc({
  request: { typeName: one(1, "string"), id: one(2, "string") },
  response: {
    importedResources: list(1, {
      typeName: one(1, "string"),
      state: one(2, dynamicValue),
      private: one(3, "bytes"),
    }),
    diagnostics: list(2, diagnostic),
  },
  handle: ({ typeName, id = "" }, provider) =>
    diagnosed("It cannot be imported", {}, async () => {
      const change = await named(resources, typeName, "resource").import(provider, id);
      const state = encodeDynamicValue(change.value);
      return {
        importedResources: [{ typeName: typeName!, state, private: change.privateData }],
        diagnostics: change.diagnostics,
      };
    }),
});
