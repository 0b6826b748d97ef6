import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../core/hybrid-dns-topology";
import type { Problem } from "../core/problem";
import type { AssumeRoleArgs, AwsAccessArgs, AwsEndpointsArgs, InputValues } from "./hybrid-dns-args";
import { whenKnown } from "./inputs";
import { identityProblems, statedAccessProblems } from "./stated-access";

export { restoresElsewhere } from "../core/checks/restore-elsewhere";

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
  const problems = statedAccessProblems(stated);
  if (problems.length > 0) return { access: {}, problems };
  const { region, profile, assumeRoles, assumeRole, endpoints } = stated;
  const given = { route53: stated.endpoint, ec2: undefined }[service];
  const endpoint = given ?? (endpoints && whenKnown(endpoints, (known) => endpointOf(service, known)));
  const noRole = assumeRoles === undefined && assumeRole === undefined;
  const roles = noRole ? undefined : whenKnown([assumeRoles, assumeRole], (known) => rolesOf(known));
  return { access: { region, profile, endpoint, assumeRoles: roles }, problems };
}

function accessOfStack(component: pulumi.ComponentResource, name: string, service: CalledService): AwsAccess {
  if (component.getProvider("aws:index:Provider") !== undefined) {
    return { access: {}, problems: [accessUnstated(name)] };
  }
  const config = new pulumi.Config("aws");
  const endpoints = config.getObject<AwsEndpoints>("endpoints");
  const roles = config.getObject<AssumeRoleArgs[]>("assumeRoles");
  const role = config.getObject<AssumeRoleArgs | AssumeRoleArgs[]>("assumeRole");
  const access = {
    region: config.get("region"),
    profile: config.get("profile"),
    endpoint: endpointOf(service, endpoints),
    assumeRoles: rolesOf([roles, role]),
  };
  return { access, problems: identityProblems((argument) => config.get(argument) !== undefined, "aws:") };
}

type AwsEndpoints = AwsEndpointsArgs | AwsEndpointsArgs[];

/** The provider takes a list of maps of services. */
function endpointOf(service: CalledService, endpoints: AwsEndpoints | undefined): pulumi.Input<string> | undefined {
  return [endpoints ?? []]
    .flat()
    .map((each) => each[service])
    .find((endpoint) => endpoint !== undefined);
}

type Roles = readonly (AssumeRoleArgs | AssumeRoleArgs[] | undefined)[];

/** The roles, whether the provider of version 6 has one or that of version 7 has a list. */
function rolesOf(roles: Roles): AssumeRoleArgs[] {
  return roles
    .flat()
    .filter((each) => each !== undefined)
    .map(statedRole);
}

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
