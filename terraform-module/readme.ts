import { snakeCase } from "../components/cdktf/recording-kit";
import type { DocumentedType } from "./documented-type";
import type { LearnedForm } from "./form-of-constructs";
import { inTerraformWords, NAME } from "./variables";

type ObjectType = Extract<DocumentedType, { kind: "object" }>;

/** What the module is, how to use it, and what it takes and gives. */
export function renderReadme(variables: ObjectType, outputs: ObjectType, { form, unordered }: LearnedForm): string {
  const types = [...new Set(form.blocks.map(({ type }) => type))].sort();
  return `# The hybrid DNS of an enterprise, as a module of Terraform

Made by \`npm run build:terraform-module\` from the constructs of hybrid-dns; what they decide the provider \`hybriddns\` decides
for the module, by its function \`topology\`. Module and provider are of the same release.

\`\`\`terraform
module "hybrid_dns" {
  source = "./terraform-module/hybrid-dns"
  name   = "acme"

  vpcs = {
    main = {
      vpc_id      = aws_vpc.main.id
      cidr_blocks = ["10.20.0.0/16"]
      forwarders  = { a = { subnet_id = aws_subnet.a.id }, b = { subnet_id = aws_subnet.b.id } }
    }
  }
  sites = {
    headquarters = { zones = ["acmecorp.com"], cidr_blocks = ["10.0.0.0/14"], resolvers = ["10.1.0.53", "10.2.0.53"] }
  }
  private_zones = { "cloud.acmecorp.com" = { records = { app1 = { a = [aws_instance.app1.private_ip] } } } }
}
\`\`\`

## What to know

- Keys, names and ranges must be known while a plan is made; ids and addresses need not. Everything that is wrong is said
  at once, with the paths of the arguments. What is worth a look and stops nothing is a warning of the check \`notices\`.
- In an object Terraform leaves out arguments that there are not, without a word: look twice at their names.
- A sensitive value makes all of the description sensitive, and keys cannot be: hand over \`nonsensitive(…)\`.
- One account and one region: a module cannot choose providers by key. A VPC of another account has \`account_id\`; its own
  half is made there, of the output \`associations\`. For VPCs of several regions use the constructs.
${unordered.map((type) => `- Within a block there is no order: where the constructs make one \`${type}\` after the other, the module makes all at once.`).join("\n")}

## Variables

- \`name\` (required): ${NAME}
${list(variables, true)}

\`variables.tf\` has their types, and what stands in them.

## Outputs

${list(outputs)}

## Declares

${types.map((type) => `\`${type}\``).join(", ")}
`;
}

function list({ properties }: ObjectType, isGiven = false): string {
  return properties
    .map(({ name, required, description }) => {
      return `- \`${snakeCase(name)}\`${isGiven && required ? " (required)" : ""}: ${inTerraformWords(description)}`;
    })
    .join("\n");
}
