import { type DomainName, labelsOf, parseDomainName } from "./domain-name";
import type { Parsed } from "./parsed";
import { shownText } from "./shown-text";

/** A name with `*` for one or more whole labels anywhere in it, e.g. `*.kube.cloud.acmecorp.com`; labels from the left. */
export type NamePattern = readonly string[];

/** Fault `BAD_DOMAIN_NAME` when it would be no name with labels in the place of `*`. */
export function parseNamePattern(text: string): Parsed<NamePattern> {
  // A label that stands for `*` while the rest is read the way names are.
  const written = typeof text === "string" ? text.split(".") : [];
  const labels = written.map((label) => (label === "*" ? "x" : label));
  const parsed = parseDomainName(labels.join("."));
  if (!parsed.value || labels.some((label) => label.includes("*"))) {
    return {
      fault: {
        code: "BAD_DOMAIN_NAME",
        message: `${shownText(text)} is no pattern of names; expected e.g. "*.kube.cloud.acmecorp.com", where * stands for whole labels`,
      },
    };
  }
  return { value: labelsOf(parsed.value).map((label, index) => (written[index] === "*" ? "*" : label)) };
}

/** Whether a name is one of those that a pattern means; its length times the pattern's at most. */
export function matchesPattern(name: DomainName, pattern: NamePattern): boolean {
  const labels = labelsOf(name);
  let label = 0;
  let part = 0;
  let star: { part: number; label: number } | undefined;
  while (label < labels.length) {
    if (pattern[part] === "*") {
      star = { part, label };
      part++;
      label++;
    } else if (pattern[part] === labels[label]) {
      part++;
      label++;
    } else if (star) {
      star.label++;
      part = star.part + 1;
      label = star.label + 1;
    } else return false;
  }
  return part === pattern.length;
}
