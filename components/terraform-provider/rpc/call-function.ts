import { errorDiagnostic, problemDiagnostic } from "../codec/diagnostic";
import { decodeDynamicValue, encodeDynamicValue, encodeTypedValue } from "../codec/dynamic-value";
import { list, one } from "../codec/message";
import { dynamicValue } from "../codec/protocol";
import { typeText } from "../codec/schema-message";
import { readValue } from "../codec/value";
import { functions } from "../functions";
import { functionSchemas } from "../schema";
import { named, rpc } from "./rpc";

/** Calls a function. The provider is not configured then. */
export const callFunction = rpc({
  request: { name: one(1, "string"), arguments: list(2, dynamicValue) },
  response: {
    result: one(1, dynamicValue),
    error: one(2, { text: one(1, "string"), functionArgument: one(2, "int") }),
  },
  handle: async ({ name, arguments: given = [] }) => {
    try {
      const { parameters } = named(functionSchemas, name, "function");
      const values = parameters.map((parameter, index) =>
        readValue(parameter.type, decodeDynamicValue(given[index] ?? {}), parameter.name),
      );
      const { value, type, problems } = await named(functions, name, "function")(...values);
      const [first] = problems;
      if (!first) return { result: type ? encodeTypedValue(typeText(type), value!) : encodeDynamicValue(value!) };
      const text = problems.map(
        ({ problem }) => `${problem.path}: ${problemDiagnostic({ attributes: {} }, { ...problem, path: "" }).detail}`,
      );
      return { error: { text: text.slice(0, 20).join("\n"), functionArgument: first.argument } };
    } catch (error) {
      return { error: { text: errorDiagnostic("", error).detail!, functionArgument: 0 } };
    }
  },
});
