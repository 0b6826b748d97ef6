import { faultError } from "../../core/parsed";
import { decodeJson, encodeDynamicValue } from "../codec/dynamic-value";
import { list, map, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { resources } from "../resources";
import { diagnosed, named, rpc } from "./rpc";

/**
 * Brings a state that any earlier version wrote into today's form. It is called for every state, also of today's.
 *
 * Attributes that are no more are left out, new ones are not set: the next refresh fills in what is computed.
 */
export const upgradeResourceState = rpc({
  request: {
    typeName: one(1, "string"),
    version: one(2, "int"),
    rawState: one(3, { json: one(1, "bytes"), flatmap: map(2, "string") }),
  },
  response: { upgradedState: one(1, dynamicValue), diagnostics: list(2, diagnostic) },
  handle: ({ typeName, version = 0, rawState }) =>
    diagnosed("The state cannot be read", {}, () => {
      const { schema } = named(resources, typeName, "resource");
      const newest = schema.version ?? 0;
      if (version > newest) {
        const message = `the state of ${typeName} has version ${version}, this provider reads up to ${newest}; use the version of the provider that wrote it`;
        throw faultError({ code: "STATE_TOO_NEW", message });
      }
      if (!rawState?.json)
        throw new Error("the state is in the form of Terraform before 0.12, which no version of this provider wrote");
      return { upgradedState: encodeDynamicValue(readObject(schema, decodeJson(rawState.json))) };
    }),
});
