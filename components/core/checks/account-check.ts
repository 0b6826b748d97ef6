import type { VpcReferenceConfig } from "../hybrid-dns-config";
import { argument, entriesInOrder } from "../reading/argument-path";
import type { Report } from "../reading/written-values";
import type { Values } from "../values";

/** On which side of an account border a VPC is. */
type Side = Pick<VpcReferenceConfig<Values>, "accountId" | "provider">;

/** Whether a VPC is another account's and nothing can be made there from here: a stack of that account joins it. */
export function isLeftToItsStack({ accountId, provider }: Side): boolean {
  return accountId !== undefined && provider === undefined;
}

/** Checks on which side of an account border VPCs are. */
export function checkAccounts(vpcs: { readonly [key: string]: Side } | undefined, report: Report): void {
  for (const [key, { accountId, provider }] of entriesInOrder(vpcs)) {
    const path = argument("vpcs", key);
    if (provider !== undefined && (typeof provider !== "object" || provider === null)) {
      const message = "is no provider; give the one that makes resources in the VPC's account and region";
      report({ code: "WRONG_TYPE", path: argument(path, "provider"), message });
    }
    if (!isLeftToItsStack({ accountId, provider })) continue;
    const message = `authorised only; a \`VpcAssociation\` in ${accountId} joins it`;
    report({ code: "VPC_LEFT_TO_ITS_STACK", path, message, notice: true });
  }
}

/** A zone is made by its own account, which can name only a VPC of its own. */
export function checkPrimaryHere(
  primaryVpc: string | undefined,
  vpcs: { readonly [key: string]: Side } | undefined,
  path: string,
  report: Report,
): void {
  const accountId = primaryVpc === undefined ? undefined : vpcs?.[primaryVpc]?.accountId;
  if (accountId === undefined) return;
  const message = `${primaryVpc} belongs to ${accountId}; a zone is made with a VPC of its own account, name one`;
  report({ code: "PRIMARY_VPC_ELSEWHERE", path, message });
}
