import { parseDomainName, withoutFinalDot } from "../domain-name";
import { forwardingRules, ruleFor } from "../forwarding";
import { argument } from "../reading/argument-path";
import { describeRecords } from "../reading/described-record";
import type { Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import type { ValueReader, Values } from "../values";

/**
 * Points at the one private name that reaches the internet whatever the rules say: the target of a `cname` in a zone of
 * Route 53 when a site answers it. The VPC's resolver follows the alias by itself, and asks the internet; the forwarder
 * then asks the site and answers rightly.
 */
export function checkLeaks<V extends Values>(
  description: Description<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const rules = forwardingRules(description);
  for (const zone of description.privateZones) {
    for (const record of describeRecords(zone.config.records, zone.name, argument(zone.path, "records"), () => {})) {
      const target = record.config.cname === undefined ? undefined : reader.text(record.config.cname);
      const name = target === undefined ? undefined : parseDomainName(target).value;
      const site = name === undefined ? undefined : ruleFor(name, rules)?.site;
      if (name === undefined || site === undefined || site === description.config.internetVia) continue;
      const message = `the VPC's resolver follows it and asks the internet for ${withoutFinalDot(name)} before the forwarder asks ${site}, which shows the name outside; an \`a\` record does not`;
      report({ code: "CNAME_LEAKS", path: argument(record.path, "cname"), message, notice: true });
    }
  }
}
