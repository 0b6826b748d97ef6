import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { parseAddress, parseNetwork } from "../../components/core/ip-network";
import { projectFolder } from "../../set-up/paths";
import type { HostedRecordSet, HostedZone } from "../network/cloud";
import type { Site } from "./site";

const known = ["name", "networks", "queriesFrom", "nameServers", "resolvers", "clients", "zones", "internet"];

type Fields = { readonly [key: string]: unknown };

/**
 * Reads a site, its zone files and the lab's internet.
 *
 * @param file - default: `lab/site/headquarters.yaml`
 * @throws {Error} naming file and argument, all faults at once
 */
export function readSite(file: string = join(projectFolder, "lab", "site", "headquarters.yaml")): Site {
  const faults: string[] = [];
  const fault = (path: string, text: string) => void faults.push(`${path}: ${text}`);
  const all = fieldsOf(parse(readFileSync(file, "utf8")));
  for (const key of Object.keys(all))
    if (!known.includes(key)) fault(key, `is no argument of a site; expected one of ${known.join(", ")}`);
  const text = (value: unknown, path: string): string => {
    if (typeof value === "string" && value !== "") return value;
    fault(path, `got ${JSON.stringify(value)}; expected text`);
    return "";
  };
  const address = (value: unknown, path: string): string => {
    const written = text(value, path);
    const problem = written === "" ? undefined : parseAddress(written).fault;
    if (problem) fault(path, problem.message);
    return written;
  };
  const network = (value: unknown, path: string): string => {
    const written = text(value, path);
    const problem = written === "" ? undefined : parseNetwork(written).fault;
    if (problem) fault(path, problem.message);
    return written;
  };
  const entries = (key: string) => Object.entries(fieldsOf(all[key])).map(([name, value]) => ({ name, value }));
  const servers = (key: "nameServers" | "resolvers") =>
    entries(key).map(({ name, value }) => ({
      name,
      address: address(fieldsOf(value)["address"], `${key}.${name}.address`),
    }));
  const beside = (path: string) => readFileSync(join(dirname(file), path), "utf8");

  const site: Site = {
    name: text(all["name"], "name"),
    networks: entries("networks").map(({ name, value }) => {
      const cidrBlock = network(fieldsOf(value)["cidrBlock"], `networks.${name}.cidrBlock`);
      return { name, cidrBlock, recursion: fieldsOf(value)["recursion"] !== false };
    }),
    queriesFrom: listOf(all["queriesFrom"]).map((one, index) => network(one, `queriesFrom[${index}]`)),
    nameServers: servers("nameServers"),
    resolvers: servers("resolvers"),
    clients: entries("clients").map(({ name, value }) => ({
      name,
      address: address(fieldsOf(value)["address"], `clients.${name}.address`),
      resolvers: listOf(fieldsOf(value)["resolvers"]).map((one, index) =>
        address(one, `clients.${name}.resolvers[${index}]`),
      ),
    })),
    zones: entries("zones").map(({ name, value }) => ({ name, text: beside(text(value, `zones.${name}`)) })),
    internet: internetZone(
      all["internet"] === undefined ? {} : fieldsOf(parse(beside(text(all["internet"], "internet")))),
    ),
  };
  if (faults.length > 0) throw new Error(`${file} is no site:\n${faults.map((line) => `  ${line}`).join("\n")}`);
  return site;
}

/** The names of the internet as one zone at the root: `{ NAME: { TYPE: [VALUE, …] } }`. */
function internetZone(names: Fields): HostedZone {
  const rootAuthority: HostedRecordSet = {
    name: ".",
    type: "SOA",
    ttl: 60,
    values: ["a.root-servers.net. nstld.verisign-grs.com. 2026010100 1800 900 604800 60"],
  };
  const recordSets = Object.entries(names).flatMap(([name, types]) =>
    Object.entries(fieldsOf(types)).map(
      ([type, values]): HostedRecordSet => ({ name, type, ttl: 60, values: listOf(values).map(String) }),
    ),
  );
  return { id: "internet", name: ".", private: false, vpcs: [], recordSets: [rootAuthority, ...recordSets] };
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
