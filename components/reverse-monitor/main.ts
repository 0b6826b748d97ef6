import { route53ZoneStore } from "../io/route53-zone-store";
import { makeHandler } from "./handler";
import { readSettings } from "./settings";
import { zonesOfAccounts } from "./zones";

const settings = readSettings(process.env);

/** What Lambda calls. What is made here lasts as long as Lambda keeps the process. */
export const handler = makeHandler({
  settings,
  store: zonesOfAccounts(settings.roleArns, (roleArn) =>
    route53ZoneStore(roleArn === undefined ? {} : { assumeRoles: [{ roleArn }] }, {
      credentials: "the monitor has the credentials of its function's role, or of the roles in `roleArns`",
    }),
  ),
  now: Date.now,
  // The console puts time and request in front, and CloudWatch takes metrics from lines that are JSON only.
  say: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
});
