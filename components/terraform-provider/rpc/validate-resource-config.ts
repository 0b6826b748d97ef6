import { decodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { resources } from "../resources";
import { diagnosed, named, rpc } from "./rpc";

/** Checks a resource's arguments, as far as they are known. */
export const validateResourceConfig = rpc({
  request: { typeName: one(1, "string"), config: one(2, dynamicValue) },
  response: { diagnostics: list(1, diagnostic) },
  handle: ({ typeName, config = {} }) =>
    diagnosed("The arguments cannot be checked", {}, () => {
      const { schema, validate } = named(resources, typeName, "resource");
      const value = readObject(schema, decodeDynamicValue(config));
      return { diagnostics: value ? validate(value) : [] };
    }),
});
