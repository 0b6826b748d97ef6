import { normalTxtValue } from "./character-string";
import { formatAddress, parseAddress } from "./ip-address";
import { nameOfRoute53 } from "./route53-name";

/** Types whose last field is a name. */
const NAMING_TYPES: ReadonlySet<string> = new Set(["CNAME", "MX", "NS", "PTR", "SRV"]);
const TEXT_TYPES: ReadonlySet<string> = new Set(["SPF", "TXT"]);

/** The one form of a value, for comparing: absolute lower-case names, addresses in their text form, texts quoted. */
export function normalValue(type: string, value: string): string {
  if (TEXT_TYPES.has(type)) return normalTxtValue(value);
  const fields = value.trim().split(/\s+/);
  if (NAMING_TYPES.has(type)) {
    const numbers = fields.slice(0, -1).map((field) => field.replace(/^0+(?=[0-9])/, ""));
    return [...numbers, nameOfRoute53(fields.at(-1)!)].join(" ");
  }
  const address = type === "A" || type === "AAAA" ? parseAddress(value).value : undefined;
  return address ? formatAddress(address) : fields.join(" ");
}
