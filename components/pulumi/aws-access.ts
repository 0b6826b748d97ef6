import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../core/hybrid-dns-topology";
import type { Problem } from "../core/problem";
import type { AssumeRoleArgs, AwsAccessArgs, InputValues } from "./hybrid-dns-args";

/** How a dynamic resource reaches AWS. It cannot use the component's provider: Pulumi hands dynamic resources none. */
export interface AwsAccess {
  readonly access: AwsAccessArgs;
  readonly problems: readonly Problem[];
}

/** The services that dynamic resources call, as they are called in the provider's `endpoints`. */
export type CalledService = "route53" | "ec2";

/** What the caller stated; else what the stack's `aws:` configuration says, beside the environment. */
export function resolveAwsAccess(
  component: pulumi.ComponentResource,
  name: string,
  stated: AwsAccessArgs | undefined,
  service: CalledService,
): AwsAccess {
  return stated === undefined ? accessOfStack(component, name, service) : statedAccess(stated, service);
}

/** Whether anything of a hybrid DNS is a dynamic resource. */
export function needsAwsAccess({ ptrRecords, dhcpOptions }: Topology<InputValues>): boolean {
  return ptrRecords !== undefined || dhcpOptions.some(({ config }) => config.restoreDhcpOptionsId !== undefined);
}

/** Takes the known properties one by one: a provider's own arguments fit, and its secrets must not end in the state. */
function statedAccess(stated: AwsAccessArgs, service: CalledService): AwsAccess {
  const { region, profile, assumeRoles } = stated;
  const endpoint = { route53: stated.endpoint, ec2: undefined }[service];
  const access = { region, profile, endpoint, assumeRoles: assumeRoles?.map(statedRole) };
  const secrets = secretNames.filter((name) => (stated as { [name: string]: unknown })[name] !== undefined);
  return { access, problems: secrets.map((name) => secretProblem(`access.${name}`)) };
}

function accessOfStack(component: pulumi.ComponentResource, name: string, service: CalledService): AwsAccess {
  if (component.getProvider("aws:index:Provider") !== undefined) {
    return { access: {}, problems: [accessUnstated(name)] };
  }
  const config = new pulumi.Config("aws");
  const endpoints = config.getObject<{ [service: string]: string }[]>("endpoints");
  const roles = config.getObject<AssumeRoleArgs[]>("assumeRoles");
  const role = config.getObject<AssumeRoleArgs | AssumeRoleArgs[]>("assumeRole");
  const access = {
    region: config.get("region"),
    profile: config.get("profile"),
    endpoint: endpoints?.map((endpoint) => endpoint[service]).find((endpoint) => endpoint !== undefined),
    assumeRoles: [roles, role]
      .flat(2)
      .filter((each) => each !== undefined)
      .map(statedRole),
  };
  const secrets = secretNames.filter((secret) => config.get(secret) !== undefined);
  return { access, problems: secrets.map((secret) => secretProblem(`aws:${secret}`)) };
}

const secretNames = ["accessKey", "secretKey", "token"];

function statedRole({ roleArn, externalId, sessionName }: AssumeRoleArgs): AssumeRoleArgs {
  return { roleArn, externalId, sessionName };
}

function accessUnstated(name: string): Problem {
  return {
    code: "ACCESS_UNSTATED",
    path: "access",
    message: `${name} has a provider of its own, which PTR records and the DHCP options to give back cannot use; give its arguments as \`access\``,
  };
}

function secretProblem(path: string): Problem {
  return {
    code: "ACCESS_SECRET",
    path,
    message:
      "static keys would end in the state; use a profile or a role, or leave the keys to the environment, and say so in `access`",
  };
}
