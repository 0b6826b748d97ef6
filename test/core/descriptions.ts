import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import type { Problem } from "../../components/core/problem";
import { resolveConfig } from "../../components/core/resolve-config";

/** A description with a hub, a spoke, two sites and a zone, in which nothing is wrong. */
export function wellDescribed(): HybridDnsConfig {
  return {
    vpcs: {
      hub: {
        vpcId: "vpc-0111",
        cidrBlocks: ["10.20.0.0/16"],
        forwarders: {
          a: { subnetId: "subnet-0aaa", address: "10.20.1.53" },
          b: { subnetId: "subnet-0bbb", address: "10.20.2.53" },
        },
      },
      spoke: { vpcId: "vpc-0222", cidrBlocks: ["10.21.0.0/16"] },
    },
    sites: {
      headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53", "10.2.0.53"] },
      berlin: { zones: ["eu.acmecorp.com"], cidrBlocks: ["10.50.0.0/16"], resolvers: ["10.50.0.53"] },
    },
    privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.21.1.10"] } } } },
  };
}

/** The same with arguments replaced by path, e.g. `{ "vpcs.hub.vpcId": 5 }`; `undefined` takes one away. */
export function described(changes: { readonly [path: string]: unknown }): HybridDnsConfig {
  const config: unknown = structuredClone(wellDescribed());
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split("/");
    const last = keys.pop()!;
    let owner = config as { [key: string]: unknown };
    for (const key of keys) {
      owner[key] ??= {};
      owner = owner[key] as { [key: string]: unknown };
    }
    owner[last] = value;
  }
  return config as HybridDnsConfig;
}

/** `path CODE` of everything wrong. */
export function problemsOf(config: HybridDnsConfig): readonly string[] {
  return resolveConfig("acme", config).problems.map(codeAt);
}

/** `path CODE` of every notice. */
export function noticesOf(config: HybridDnsConfig): readonly string[] {
  return resolveConfig("acme", config).notices.map(codeAt);
}

export function codeAt({ path, code }: Problem): string {
  return `${path} ${code}`;
}
