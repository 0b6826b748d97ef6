import { list, map } from "../codec/message";
import { diagnostic, functionDefinition } from "../codec/protocol";
import { functionMessage } from "../codec/schema-message";
import { functionSchemas } from "../schema";
import { rpc } from "./rpc";

/** How functions look. */
export const getFunctions = rpc({
  request: {},
  response: { functions: map(1, functionDefinition), diagnostics: list(2, diagnostic) },
  handle: () => ({
    functions: Object.fromEntries(
      Object.entries(functionSchemas).map(([name, schema]) => [name, functionMessage(schema)]),
    ),
  }),
});
