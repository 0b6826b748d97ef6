import { createHash } from "node:crypto";

const digest = (id: string) => createHash("sha256").update(id).digest();

/** A name for a network device: the same for the same id on every run, within the kernel's 15 characters. */
export function deviceName(prefix: string, id: string): string {
  return `${prefix}${digest(id).toString("hex").slice(0, 10)}`;
}

/**
 * A number below `size` for each id: the same for the same id as far as no other has it, so that what is added or
 * removed moves nobody else.
 */
export function slotsOf(ids: readonly string[], size: number): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  return new Map(
    [...new Set(ids)].toSorted().map((id) => {
      let slot = digest(id).readUInt32BE(0) % size;
      while (taken.has(slot)) slot = (slot + 1) % size;
      taken.add(slot);
      return [id, slot];
    }),
  );
}

/** The two addresses of a link between routers, out of 169.254.0.0/17, which holds none of AWS's own. */
export function linkAddresses(slot: number): readonly [string, string] {
  const base = slot * 4;
  const text = (offset: number) => `169.254.${(base + offset) >> 8}.${(base + offset) & 0xff}`;
  return [text(1), text(2)];
}

export const linkSlots = 8192;
