import { canonicalText } from "./comparison";
import type { PropertyValue } from "./property-values";

/** A policy given as an object becomes JSON text, as the real provider does. */
export function policyText(value: PropertyValue): PropertyValue {
  return typeof value === "object" ? JSON.stringify(value) : value;
}

/** The form in which two policies are compared: members in any order, one-element lists like their element. */
export function normalPolicy(value: PropertyValue): PropertyValue {
  try {
    return canonicalText(unwrapped(JSON.parse(String(policyText(value)))));
  } catch {
    return value;
  }
}

function unwrapped(value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const elements = value.map(unwrapped);
    return elements.length === 1
      ? elements[0]!
      : [...elements].sort((a, b) => (canonicalText(a) < canonicalText(b) ? -1 : 1));
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unwrapped(member as PropertyValue)]));
}

/** Why a text is no policy, absent where it is one. */
export function policyProblem(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const policy = JSON.parse(text);
    if (typeof policy === "object" && policy !== null && "Statement" in policy) return undefined;
    return "expected a policy document with Statement";
  } catch (error) {
    return `contains an invalid JSON policy: ${(error as Error).message}`;
  }
}
