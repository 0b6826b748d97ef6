import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../set-up/paths";

/** The configuration in a `Pulumi.<environment>.yaml` of the project, by full keys. */
export function readConfigurationFile(path: string): { [key: string]: unknown } {
  const { config } = parse(readFileSync(join(projectFolder, path), "utf8")) as { config: { [key: string]: unknown } };
  return config;
}

/** What Pulumi hands over to a program: single values as text, blocks as JSON. */
export function handedOver(config: { readonly [key: string]: unknown }): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The lab's configuration with the image ids that the lab gives. */
export function labConfiguration(): { [key: string]: unknown } {
  const config = structuredClone(readConfigurationFile("Pulumi.lab.yaml"));
  const network = config["hybrid-dns:demonstrationNetwork"] as { imageId?: string };
  const dns = config["hybrid-dns:dns"] as { backend?: unknown };
  network.imageId = "ami-0host";
  dns.backend = { unbound: { imageId: "ami-0forwarder" } };
  return config;
}
