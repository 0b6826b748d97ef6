import { list, one } from "../codec/message";
import { diagnostic, serverCapabilities } from "../codec/protocol";
import { dataSourceSchemas, functionSchemas, resourceSchemas } from "../schema";
import { capabilities } from "./get-provider-schema";
import { rpc } from "./rpc";

const typeNames = (schemas: object) => Object.keys(schemas).map((typeName) => ({ typeName }));

/** What there is, without how it looks. */
export const getMetadata = rpc({
  request: {},
  response: {
    serverCapabilities: one(1, serverCapabilities),
    diagnostics: list(2, diagnostic),
    dataSources: list(3, { typeName: one(1, "string") }),
    resources: list(4, { typeName: one(1, "string") }),
    functions: list(5, { name: one(1, "string") }),
  },
  handle: () => ({
    serverCapabilities: capabilities,
    dataSources: typeNames(dataSourceSchemas),
    resources: typeNames(resourceSchemas),
    functions: Object.keys(functionSchemas).map((name) => ({ name })),
  }),
});
