import { decodeDynamicValue, encodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { attributePath, diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { resources } from "../resources";
import { diagnosed, named, rpc } from "./rpc";

/** What would become of a resource. Zones are asked only where something is to be written. */
export const planResourceChange = rpc({
  request: {
    typeName: one(1, "string"),
    priorState: one(2, dynamicValue),
    proposedNewState: one(3, dynamicValue),
    config: one(4, dynamicValue),
    priorPrivate: one(5, "bytes"),
  },
  response: {
    plannedState: one(1, dynamicValue),
    requiresReplace: list(2, attributePath),
    plannedPrivate: one(3, "bytes"),
    diagnostics: list(4, diagnostic),
  },
  handle: ({ typeName, priorState = {}, config = {}, priorPrivate = new Uint8Array() }, provider) =>
    diagnosed("The change cannot be planned", {}, async () => {
      const { schema, plan } = named(resources, typeName, "resource");
      const change = await plan(provider, {
        prior: readObject(schema, decodeDynamicValue(priorState)),
        config: readObject(schema, decodeDynamicValue(config)),
        privateData: priorPrivate,
      });
      return {
        plannedState: encodeDynamicValue(change.value),
        requiresReplace: change.replaces.map((attributeName) => ({ steps: [{ attributeName }] })),
        plannedPrivate: change.privateData,
        diagnostics: change.diagnostics,
      };
    }),
});
