import { readdirSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageFolder } from "../../components/io/forwarder-image";

/** Paths of what the image is made from, relative to its folder. */
export function imageFiles(): readonly string[] {
  return readdirSync(forwarderImageFolder(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(forwarderImageFolder().length + 1));
}

/** A line of a shell script that writes a file. */
export const heredoc = (file: string, text: string) => `cat > ${file} <<'END OF FILE'\n${text}END OF FILE\n`;
