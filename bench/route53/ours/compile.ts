import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { projectFolder } from "../../../set-up/paths";

const components = join(projectFolder, "components");

/** A program of ours as JavaScript over the built package: what users run, and not the sources. */
export async function compileOurs(name: "lifecycles" | "million", folder: string): Promise<string> {
  const built = join(projectFolder, "dist", "components");
  if (!existsSync(built)) throw new Error("the package is not built; `npm run build` builds it");
  const outfile = join(folder, `${name}.cjs`);
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    plugins: [
      {
        name: "built-package",
        setup: ({ onResolve }) => {
          onResolve({ filter: /\/components\// }, ({ path, resolveDir }) => ({
            path: `${join(built, join(resolveDir, path).slice(components.length))}.js`,
            external: true,
          }));
        },
      },
    ],
  });
  return outfile;
}
