import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installOctodns, octodnsThere } from "../../set-up/octodns";
import { octodnsFolder } from "../../set-up/paths";
import { type ContestFront, environmentOf } from "./contest-front";
import type { Host } from "./hosts";
import type { Networks } from "./job";
import { type Taken, wholeProcess } from "./whole-process";

/** octoDNS with its provider for Route 53, which reads what should be from its own zone files. */
export interface Octodns {
  /** A run that only plans. */
  plan(): Promise<Taken>;
  /** A run that makes it so; one that Route 53 refuses ends with a code other than 0. */
  sync(): Promise<Taken>;
}

/** Makes octoDNS' environment where it is not there. Gives why there is none, where it cannot be made. */
export async function octodnsMissing(say: (text: string) => void): Promise<string | undefined> {
  if (octodnsThere()) return undefined;
  say("octoDNS is installed, once");
  return installOctodns().then(
    () => undefined,
    (error: Error) => `octoDNS could not be installed: ${error.message}`,
  );
}

export async function octodns(folder: string, front: ContestFront, networks: Networks): Promise<Octodns> {
  const own = await mkdtemp(join(folder, "octodns-"));
  const zones = join(own, "zones");
  await mkdir(zones);
  for (const { forward, reverse, hosts } of networks) {
    await writeZone(zones, forward, hosts, ({ name, address }) => ({
      label: name.slice(0, -forward.length - 1),
      type: "A",
      value: address,
    }));
    await writeZone(zones, reverse, hosts, ({ name, address }) => ({
      label: address.split(".").slice(2).reverse().join("."),
      type: "PTR",
      value: `${name}.`,
    }));
  }
  const configFile = join(own, "config.yaml");
  await writeFile(configFile, configuration(zones, networks));
  const run = (argv: readonly string[], mayFail: boolean) =>
    wholeProcess([join(octodnsFolder, "bin", "octodns-sync"), `--config-file=${configFile}`, "--quiet", ...argv], {
      environment: environmentOf(front.endpoint),
      folder: own,
      mayFail,
    });
  return { plan: () => run([], false), sync: () => run(["--doit", "--force"], true) };
}

function configuration(zones: string, networks: Networks): string {
  const zone = (name: string) => `  ${name}.:\n    sources: [files]\n    targets: [route53]\n`;
  return `providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ${zones}
    default_ttl: 300
    enforce_order: false
  route53:
    class: octodns_route53.Route53Provider
    access_key_id: env/AWS_ACCESS_KEY_ID
    secret_access_key: env/AWS_SECRET_ACCESS_KEY
zones:
${networks.map(({ forward, reverse }) => zone(forward) + zone(reverse)).join("")}`;
}

interface Line {
  readonly label: string;
  readonly type: "A" | "PTR";
  readonly value: string;
}

async function writeZone(
  folder: string,
  zone: string,
  hosts: readonly Host[],
  lineOf: (host: Host) => Line,
): Promise<void> {
  const file = createWriteStream(join(folder, `${zone}.yaml`));
  file.write("---\n");
  for (const host of hosts) {
    const { label, type, value } = lineOf(host);
    file.write(`'${label}': {type: ${type}, value: ${value}}\n`);
  }
  file.end();
  await once(file, "close");
}
