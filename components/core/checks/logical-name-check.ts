import type { Report } from "../reading/written-values";
import { shownText } from "../shown-text";

/** IAM takes 64 characters, and Pulumi adds a hyphen and seven of its own. */
const LONGEST_ROLE_NAME = 56;

const COMPONENT_NAME = /^[A-Za-z0-9._-]{1,100}$/;

/** Checks the logical name of a component, which begins the names of all that it makes. */
export function checkComponentName(name: unknown, report: Report): void {
  if (typeof name !== "string" || name === "") {
    report({ code: "WRONG_TYPE", path: "name", message: 'the component needs a logical name, e.g. "acme"' });
  } else if (!COMPONENT_NAME.test(name)) {
    const message = `got ${shownText(name)}; the component's name begins those of all resources: use 1 to 100 letters, digits, ., - and _`;
    report({ code: "BAD_KEY", path: "name", message });
  }
}

/** Checks the logical name of forwarders, or of their image, which is also that of an IAM role. */
export function checkRoleName(logicalName: string, path: string, fix: string, report: Report): void {
  if (logicalName.length <= LONGEST_ROLE_NAME) return;
  const message = `an IAM role would be called ${shownText(logicalName)}, ${logicalName.length} characters, of which IAM leaves ${LONGEST_ROLE_NAME}; ${fix}`;
  report({ code: "BAD_KEY", path, message });
}
