import { list, map, one } from "../codec/message";
import { diagnostic, functionDefinition, schema, serverCapabilities } from "../codec/protocol";
import { functionMessage, schemaMessage } from "../codec/schema-message";
import { dataSourceSchemas, functionSchemas, providerSchema, resourceSchemas } from "../schema";
import { rpc } from "./rpc";

/** Deletion needs no plan of its own; whoever knows the schema already need not ask again. */
export const capabilities = { getProviderSchemaOptional: true };

function changed<T, U>(things: { readonly [name: string]: T }, change: (thing: T) => U): { [name: string]: U } {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, change(thing)]));
}

/** How everything looks. */
export const getProviderSchema = rpc({
  request: {},
  response: {
    provider: one(1, schema),
    resourceSchemas: map(2, schema),
    dataSourceSchemas: map(3, schema),
    diagnostics: list(4, diagnostic),
    serverCapabilities: one(6, serverCapabilities),
    functions: map(7, functionDefinition),
  },
  handle: () => ({
    provider: schemaMessage(providerSchema),
    resourceSchemas: changed(resourceSchemas, schemaMessage),
    dataSourceSchemas: changed(dataSourceSchemas, schemaMessage),
    functions: changed(functionSchemas, functionMessage),
    serverCapabilities: capabilities,
  }),
});
