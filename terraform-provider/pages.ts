import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  dataSourceSchemas,
  functionSchemas,
  providerSchema,
  resourceSchemas,
} from "../components/terraform-provider/schema";
import type {
  AttributeSchema,
  AttributeSchemas,
  FunctionSchema,
  ObjectSchema,
  ValueType,
} from "../components/terraform-provider/schema/schema";
import { isNested } from "../components/terraform-provider/schema/schema";
import { projectFolder } from "../set-up/paths";

/** Where the provider's pages are, laid out as a registry wants them. */
export const pagesFolder = join(projectFolder, "docs", "terraform");

/** All pages by their path, made from the schema and the examples. */
export function renderPages(): { readonly [path: string]: string } {
  const pages: [string, string][] = [["index.md", providerPage()]];
  for (const [name, schema] of Object.entries(resourceSchemas)) {
    pages.push([`resources/${shortName(name)}.md`, objectPage(name, "Resource", "resources", schema)]);
  }
  for (const [name, schema] of Object.entries(dataSourceSchemas)) {
    pages.push([`data-sources/${shortName(name)}.md`, objectPage(name, "Data Source", "data-sources", schema)]);
  }
  for (const [name, schema] of Object.entries(functionSchemas)) {
    pages.push([`functions/${name}.md`, functionPage(name, schema)]);
  }
  return Object.fromEntries(pages);
}

function providerPage(): string {
  const { description, attributes, blocks = {} } = providerSchema;
  const sections = Object.entries(blocks).map(
    ([name, block]) => `### Block \`${name}\`\n\n${block.description}\n\n${attributeList(block.attributes, "")}`,
  );
  return page("hybriddns Provider", description, [
    "# hybriddns Provider",
    description,
    example("provider.tf"),
    `## Settings\n\n${attributeList(attributes, "")}`,
    ...sections,
    `There is no \`access_key\` and no \`secret_key\`: a saved plan holds the configuration with all that stands in it. Credentials
come from where the AWS SDK finds them: \`AWS_ACCESS_KEY_ID\` and \`AWS_SECRET_ACCESS_KEY\`, a \`profile\` (also of IAM Identity
Center), web identity, the machine's own role; then \`assume_role\`.`,
    `It is a program of Node ≥ 22, which it finds on the PATH, in the usual folders, or where \`HYBRID_DNS_NODE\` says. From a
checkout, \`npm run build:terraform-provider\` makes a folder for a \`filesystem_mirror\`: \`dist/terraform-provider\`. \`npm run release:terraform-provider\`
also packs a zip for each platform with checksums and manifest, as a registry takes them and as a packed mirror:
\`dist/terraform-provider-release\`. Only the signature of the checksums is left to the owner of the key.`,
  ]);
}

function objectPage(name: string, kind: string, folder: string, { description, attributes }: ObjectSchema): string {
  const some = (wanted: (attribute: AttributeSchema) => boolean | undefined) =>
    Object.fromEntries(Object.entries(attributes).filter(([, attribute]) => wanted(attribute)));
  const given = some(({ required, optional }) => required || optional);
  const results = some(({ computed }) => computed);
  return page(`${name} ${kind} - hybriddns`, description, [
    `# ${name} (${kind})`,
    description,
    example(`${folder}/${name}.tf`),
    `## Arguments\n\n${attributeList(given, "")}`,
    ...(Object.keys(results).length === 0 ? [] : [`## Results\n\n${attributeList(results, "")}`]),
    ...(IMPORTS[name] === undefined ? [] : [`## Import\n\n${IMPORTS[name]}`]),
  ]);
}

/** What no schema says. */
const IMPORTS: { readonly [name: string]: string } = {
  hybriddns_dhcp_options_restore: `A promise that is made by hand, by the VPC and the set that it gets back.

\`\`\`terraform
import {
  to = hybriddns_dhcp_options_restore.hub
  id = "vpc-0a1b2c3d4e5f60718=dopt-0a1b2c3d4e5f60718"
}
\`\`\``,
  hybriddns_ptr_records: `All PTR records of reverse zones, each zone by its name and id. \`-generate-config-out\` writes the configuration.

\`\`\`terraform
import {
  to = hybriddns_ptr_records.corp
  id = "20.10.in-addr.arpa=Z0123456789ABCDEFGHIJ,21.10.in-addr.arpa=Z0123456789KLMNOPQRST"
}
\`\`\``,
  hybriddns_records: `All records of a zone that arguments can say, by the zone's name and id; others, aliases among them, are left alone.
A name has one TTL: where its types differ in it, the plan shows what would change. \`-generate-config-out\` writes the
configuration. Only some of them are taken over by \`adopt\`.

\`\`\`terraform
import {
  to = hybriddns_records.cloud
  id = "cloud.acmecorp.com=Z0123456789ABCDEFGHIJ"
}
\`\`\``,
};

function functionPage(name: string, { summary, description, parameters, result }: FunctionSchema): string {
  const signature = parameters.map((parameter) => `${parameter.name} ${typeText(parameter.type)}`).join(", ");
  const list = parameters.map((each) => `1. \`${each.name}\` (${typeText(each.type)}): ${each.description}`);
  return page(`${name} function - hybriddns`, summary, [
    `# function: ${name}`,
    description,
    example(`functions/${name}.tf`),
    `## Signature\n\n\`\`\`text\n${name}(${signature}) ${typeText(result)}\n\`\`\``,
    `## Arguments\n\n${list.join("\n")}`,
  ]);
}

function page(title: string, description: string, sections: readonly string[]): string {
  const head = ["---", `page_title: ${JSON.stringify(title)}`, "description: |-", `  ${description}`, "---"];
  return `${head.join("\n")}\n\n${sections.join("\n\n")}\n`;
}

function example(path: string): string {
  const text = readFileSync(join(__dirname, "examples", path), "utf8").trimEnd();
  return `## Example\n\n\`\`\`terraform\n${text}\n\`\`\``;
}

function attributeList(attributes: AttributeSchemas, indent: string): string {
  return Object.entries(attributes)
    .map(([name, attribute]) => {
      const { type, description, required } = attribute;
      const shown = isNested(type) ? `${type.nesting === "single" ? "" : `${type.nesting} of `}object` : typeText(type);
      const line = `${indent}- \`${name}\` (${shown}${required ? ", required" : ""}): ${description}`;
      return isNested(type) ? `${line}\n${attributeList(type.attributes, `${indent}  `)}` : line;
    })
    .join("\n");
}

function typeText(type: ValueType): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list(${typeText(type.list)})`;
  if ("map" in type) return `map(${typeText(type.map)})`;
  const entries = Object.entries(type.object).map(([name, each]) => `${name} = ${typeText(each)}`);
  return `object({ ${entries.join(", ")} })`;
}

function shortName(typeName: string): string {
  return typeName.replace(/^hybriddns_/, "");
}

if (require.main === module) {
  rmSync(pagesFolder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(renderPages())) {
    mkdirSync(dirname(join(pagesFolder, path)), { recursive: true });
    writeFileSync(join(pagesFolder, path), text);
  }
}
