import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { labFolder } from "../set-up/paths";

export const defaultPort = 4577;
export const region = "eu-west-1";

/** Where the parts of a lab keep what they keep. */
export const labFolders = (folder = labFolder) => ({
  folder,
  front: join(folder, "front"),
  engine: join(folder, "pulumi"),
  /** Of who works by hand, beside the stack that the lab made. */
  engineByHand: join(folder, "pulumi-by-hand"),
  /** Of the lab that Terraform applies. */
  terraform: join(folder, "terraform"),
  network: join(folder, "network"),
  /** Everything that the engine and the network say. */
  log: join(folder, "logs", "lab.log"),
});

export function appendTo(file: string): (line: string) => void {
  mkdirSync(dirname(file), { recursive: true });
  return (line) => appendFileSync(file, `${line}\n`);
}
