import type { AttributeSchema, ObjectSchema } from "../schema/schema";
import { isNested } from "../schema/schema";
import { snakeCase } from "./arguments";
import type { AttributePath } from "./protocol";

type Step = NonNullable<AttributePath["steps"]>[number];

/**
 * Where in the configuration an argument of a problem stands, as far as the schema goes, e.g. `addressRecords[0].name`
 * as the steps `address_records`, 0, `name`. No steps: the whole resource.
 */
export function attributePathOf({ attributes }: Pick<ObjectSchema, "attributes">, path: string): AttributePath {
  const steps: Step[] = [];
  let level: Level = { attributes };
  for (const key of keysOf(path)) {
    const step = stepOf(level, key);
    if (!step) break;
    steps.push(step.step);
    level = step.next;
  }
  return { steps };
}

/** Steps as they would be written in a configuration, e.g. `addresses[0]`. */
export function pathText(steps: readonly Step[]): string {
  const text = steps.map(({ attributeName, elementKeyString, elementKeyInt }) =>
    attributeName === undefined ? `[${elementKeyInt ?? JSON.stringify(elementKeyString)}]` : `.${attributeName}`,
  );
  return text.join("").replace(/^\./, "");
}

/** What a key is looked up in: an object's attributes, or the items of a list or a map. */
interface Level {
  readonly attributes?: ObjectSchema["attributes"];
  readonly items?: { readonly of: Level; readonly by: "list" | "map" };
}

function stepOf({ attributes, items }: Level, key: string | number): { step: Step; next: Level } | undefined {
  if (items?.by === "list" && typeof key === "number") return { step: { elementKeyInt: key }, next: items.of };
  if (items?.by === "map") return { step: { elementKeyString: String(key) }, next: items.of };
  const name = typeof key === "string" ? snakeCase(key) : "";
  const attribute = attributes && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return attribute && { step: { attributeName: name }, next: levelOf(attribute.type) };
}

function levelOf(type: AttributeSchema["type"]): Level {
  if (typeof type === "string") return {};
  if (isNested(type)) {
    const of: Level = { attributes: type.attributes };
    return type.nesting === "single" ? of : { items: { of, by: type.nesting } };
  }
  if ("list" in type) return { items: { of: levelOf(type.list), by: "list" } };
  if ("map" in type) return { items: { of: levelOf(type.map), by: "map" } };
  return {};
}

/** The keys of a path such as `records.app1.a[0]` or `zoneIds["20.10.in-addr.arpa"]`. */
export function keysOf(path: string): readonly (string | number)[] {
  const keys = path.matchAll(/\[([0-9]+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g);
  return Array.from(keys, ([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name! : String(JSON.parse(quoted));
  });
}
