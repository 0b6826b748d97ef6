import { problemDiagnostic } from "../codec/diagnostic";
import { decodeDynamicValue, encodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { dataSources } from "../data-sources";
import { diagnosed, named, rpc } from "./rpc";

/** Reads a data source. */
export const readDataSource = rpc({
  request: { typeName: one(1, "string"), config: one(2, dynamicValue) },
  response: { state: one(1, dynamicValue), diagnostics: list(2, diagnostic) },
  handle: ({ typeName, config = {} }, provider) =>
    diagnosed("It cannot be read", {}, async () => {
      const { schema, validate, read } = named(dataSources, typeName, "data source");
      const value = readObject(schema, decodeDynamicValue(config)) ?? {};
      const problems = validate(value);
      if (problems.length > 0) return { diagnostics: problems.map((problem) => problemDiagnostic(schema, problem)) };
      return { state: encodeDynamicValue({ ...value, ...(await read(value, provider.store)) }) };
    }),
});
