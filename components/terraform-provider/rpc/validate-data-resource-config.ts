import { problemDiagnostic } from "../codec/diagnostic";
import { decodeDynamicValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { withoutNulls } from "../codec/null-check";
import { diagnostic, dynamicValue } from "../codec/protocol";
import { readObject } from "../codec/value";
import { dataSources } from "../data-sources";
import { diagnosed, named, rpc } from "./rpc";

/** Checks a data source's arguments, as far as they are known. */
export const validateDataResourceConfig = rpc({
  request: { typeName: one(1, "string"), config: one(2, dynamicValue) },
  response: { diagnostics: list(1, diagnostic) },
  handle: ({ typeName, config = {} }) =>
    diagnosed("The arguments cannot be checked", {}, () => {
      const { schema, validate } = named(dataSources, typeName, "data source");
      const value = readObject(schema, decodeDynamicValue(config));
      if (!value) return {};
      const { config: checked, problems } = withoutNulls(schema, value);
      const all = [...problems, ...validate(checked)];
      return { diagnostics: all.map((problem) => problemDiagnostic(schema, problem)) };
    }),
});
