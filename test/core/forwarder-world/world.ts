import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { labHostImageName } from "../../../lab/root-file-system";
import { rootFileSystemsFolder } from "../../../set-up/paths";
import { CLIENT, SITE, STRANGER, VPC_RESOLVER, type WorldMethods } from "./protocol";

export interface World extends WorldMethods {
  close(): Promise<void>;
}

/** The tree that has both Unbound and BIND; a reason where it is not built. */
export function worldTree(): { tree?: string; reason?: string } {
  const tree = join(rootFileSystemsFolder, labHostImageName());
  return existsSync(join(tree, "usr/sbin/named"))
    ? { tree }
    : { reason: `${labHostImageName()} is not built; \`npm run setup\` builds it` };
}

/** A network of its own with one forwarder, servers that do as they are told, and clients. */
export async function openWorld(flags: readonly string[], tree: string): Promise<World> {
  const program = [process.execPath, "--import", "tsx", join(__dirname, "inside.ts")];
  const child = spawn("unshare", [...flags, "/bin/sh", join(__dirname, "enter.sh"), ...program], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `/usr/sbin:/usr/bin:/sbin:/bin:${process.env["PATH"]}`,
      TREE: tree,
      OVERLAY_OPTIONS: flags.includes("--user") ? ",userxattr" : "",
      ADDRESSES: [VPC_RESOLVER, ...SITE, CLIENT, STRANGER].map((address) => `${address}/32`).join(" "),
    },
  });
  const ended = once(child, "exit");
  const [first] = await Promise.race([once(child, "message"), ended]);
  if (first !== "ready") throw new Error(`the world ended with ${first} before it was there`);
  let id = 0;
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  child.on("message", (message) => {
    const { id, value, error } = message as { id: number; value: unknown; error?: string };
    if (error === undefined) open.get(id)?.resolve(value as never);
    else open.get(id)?.reject(new Error(error));
    open.delete(id);
  });
  child.on("exit", () => {
    for (const { reject } of open.values()) reject(new Error("the world has ended"));
  });
  const call =
    (method: keyof WorldMethods) =>
    (...args: readonly unknown[]) =>
      new Promise<never>((resolve, reject) => {
        id += 1;
        open.set(id, { resolve, reject });
        child.send({ id, method, args });
      });
  return {
    run: call("run"),
    reload: call("reload"),
    serve: call("serve"),
    ask: call("ask"),
    askAtOnce: call("askAtOnce"),
    askedOf: call("askedOf"),
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
