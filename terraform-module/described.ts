import type { HybridDns } from "../components/cdktf/hybrid-dns";
import type { HybridDnsConfig } from "../components/core";

// What the module's variables and outputs are read from, by the compiler.

/** Each property is a variable. */
export type Variables = HybridDnsConfig;

/** Each property of its own is an output. */
export type Outputs = HybridDns<unknown, unknown>;
