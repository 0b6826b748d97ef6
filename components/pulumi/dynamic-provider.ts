/**
 * Text of a dynamic provider that hands every call to a module of this package, as built, in the user's installation.
 *
 * Pulumi would make such a text from a closure, by loading the TypeScript compiler (2 to 4 s an operation), and the result
 * would differ with the loader that compiled the program: an update without a change. This one is the same for ever. It is
 * also what the state keeps, so it must work with every later version: it says no more than the module's name.
 *
 * The dynamic provider's process runs in the program's folder; the module is looked up from there, as the program itself
 * looks up `hybrid-dns`.
 *
 * @param module - an entry of the package whose exports are `check`, `diff`, `create`, `read`, `update` and `delete`
 */
export function dynamicProvider(module: string): string {
  return `// hybrid-dns: see components/pulumi/dynamic-provider.ts
const { createRequire } = require("node:module");
const load = () => {
  try {
    return createRequire(process.cwd() + "/package.json")("${module}");
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND" && error.code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    throw new Error("${module} is not to be found from " + process.cwd() + ": install the package hybrid-dns there" +
      " (in a checkout of hybrid-dns itself: npm run build). " + error.message);
  }
};
const methods = ["check", "diff", "create", "read", "update", "delete"];
exports.handler = () => Object.fromEntries(methods.map((method) => [method, async (...given) => load()[method](...given)]));
`;
}
