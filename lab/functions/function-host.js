// @ts-check
// The process that a function runs in, as Lambda's Node does: `function-host.js FILE.EXPORT`, invocations by messages.
const { extname, resolve } = require("node:path");

const [, , handlerPath = ""] = process.argv;
const name = extname(handlerPath);
/** @type {{ [name: string]: (event: unknown, context: object) => unknown }} */
const functions = require(resolve(handlerPath.slice(0, -name.length)));

process.on("message", async (/** @type {{ event: unknown, deadline: number }} */ { event, deadline }) => {
  const context = { getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    const result = await functions[name.slice(1)]?.(event, context);
    process.send?.({ result: result ?? null });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
});
process.send?.({ ready: true });
