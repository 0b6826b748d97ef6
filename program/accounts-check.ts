import type { HybridDnsConfig } from "../components/core/hybrid-dns-config";
import type { Problem } from "../components/core/problem";
import { argument, entriesInOrder } from "../components/core/reading/argument-path";
import { type Arguments, block, map, required, text } from "../components/core/reading/argument-schema";
import { accountIdForm, hybridDnsArguments } from "../components/core/reading/description-schema";
import { readArguments } from "../components/core/reading/shape-check";
import { shownText } from "../components/core/shown-text";
import type { AccountsConfig } from "./account-config";
import { inBlock } from "./problem-text";

const ACCOUNTS: Arguments = {
  accounts: map(
    "name",
    block({
      roleArn: required(text, 'the role to assume there, e.g. "arn:aws:iam::222222222222:role/network"'),
      region: text,
    }),
  ),
};

const ROLE_ARN = /^arn:(?:aws|aws-cn|aws-us-gov):iam::([0-9]{12}):role\/[^\s]{1,600}$/;

/** Where the two blocks stand in the configuration, e.g. `hybrid-dns:dns`. */
export interface AccountPaths {
  readonly accounts: string;
  readonly dns: string;
}

/** Everything that is wrong with the accounts, and with VPCs that want a provider in a file. */
export function checkAccountsConfig(accounts: unknown, description: unknown, paths: AccountPaths): Problem[] {
  const { config, findings } = readArguments<{ accounts?: AccountsConfig }>({ accounts }, ACCOUNTS);
  const { config: dns } = readArguments<Partial<HybridDnsConfig>>(description, hybridDnsArguments, ["vpcs.*.provider"]);
  const used = Object.values(dns.vpcs ?? {}).map(({ accountId }) => accountId);
  return [
    ...findings.map(({ code, path, message }) =>
      inBlock(paths.accounts, { code, path: path.replace(/^accounts\.?/, ""), message }),
    ),
    ...entriesInOrder(config.accounts).flatMap(([accountId, { roleArn }]) =>
      checkAccount(accountId, roleArn, used, paths),
    ),
    ...entriesInOrder(dns.vpcs).flatMap(([key, vpc]): Problem[] => {
      if (vpc.provider === undefined) return [];
      const path = `${argument(`${paths.dns}.vpcs`, key)}.provider`;
      const message = `there is no such argument in a file; write \`accountId\`, and the account's role in ${paths.accounts}`;
      return [{ code: "UNKNOWN_ARGUMENT", path, message }];
    }),
  ];
}

function checkAccount(
  accountId: string,
  roleArn: string | undefined,
  used: readonly (string | undefined)[],
  paths: AccountPaths,
): Problem[] {
  const path = argument(paths.accounts, accountId);
  if (!accountIdForm.pattern.test(accountId)) {
    const message = `got ${shownText(accountId)}, expected ${accountIdForm.expected}, in quotes`;
    return [{ code: accountIdForm.code, path, message }];
  }
  const problems: Problem[] = [];
  if (!used.includes(accountId)) {
    const message = `no VPC of ${paths.dns} has this \`accountId\`; write it there, or leave the account out`;
    problems.push({ code: "ACCOUNT_UNUSED", path, message });
  }
  if (roleArn === undefined) return problems;
  const owner = ROLE_ARN.exec(roleArn)?.[1];
  if (owner !== accountId) {
    const message =
      owner === undefined
        ? `got ${shownText(roleArn)}, expected the ARN of a role, e.g. "arn:aws:iam::${accountId}:role/network"`
        : `the role is one of ${owner}, expected one of ${accountId}`;
    problems.push({ code: "VALUE_NOT_ALLOWED", path: `${path}.roleArn`, message });
  }
  return problems;
}

/** The demonstration network is made in the account of the stack. */
export function checkDemonstrationAccounts(network: unknown, description: unknown, dnsPath: string): Problem[] {
  const { config: dns } = readArguments<Partial<HybridDnsConfig>>(description, hybridDnsArguments);
  const made = (network as { readonly vpcs?: unknown }).vpcs;
  if (typeof made !== "object" || made === null) return [];
  return entriesInOrder(dns.vpcs)
    .filter(([key, { accountId }]) => accountId !== undefined && Object.hasOwn(made, key))
    .map(([key]) => ({
      code: "VALUE_NOT_ALLOWED",
      path: `${argument(`${dnsPath}.vpcs`, key)}.accountId`,
      message: "the demonstration network makes this VPC, in the account of the stack; leave it out",
    }));
}
