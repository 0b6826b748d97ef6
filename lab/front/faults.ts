/**
 * What may go wrong with a call: refused as too frequent, refused as an internal error, or the connection closed
 * before the call is done, or after it is done (so that the caller cannot know).
 */
export const faultKinds = ["throttle", "internal-error", "close-before", "close-after"] as const;
export type FaultKind = (typeof faultKinds)[number];

/**
 * An order for the next `count` calls of an action (`route53.ListHostedZones`), or of all that begin so.
 *
 * A star at the end stands for the rest: `*`, `ec2.*`, `s3.GET /bucket/*` (S3's calls are named by method and path).
 */
export interface FaultOrder {
  readonly action: string;
  readonly kind: FaultKind;
  readonly count: number;
}

export interface Faults {
  order(order: FaultOrder): void;
  /** Takes the fault that the next call of an action must suffer, if there is one. */
  take(service: string, action: string): FaultKind | undefined;
  open(): readonly FaultOrder[];
  reset(): void;
}

export function faults(): Faults {
  let orders: FaultOrder[] = [];
  return {
    order: (order) => {
      orders.push(order);
    },
    take: (service, action) => {
      const found = orders.find((order) => suits(order.action, `${service}.${action}`) || order.action === action);
      if (!found) return undefined;
      orders = orders
        .map((order) => (order === found ? { ...order, count: order.count - 1 } : order))
        .filter(({ count }) => count > 0);
      return found.kind;
    },
    open: () => orders,
    reset: () => {
      orders = [];
    },
  };
}

function suits(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Reads an order from JSON. @throws {Error} that says what is wrong. */
export function readFaultOrder(value: unknown): FaultOrder {
  const { action, kind, count = 1 } = (typeof value === "object" && value !== null ? value : {}) as Partial<FaultOrder>;
  if (typeof action !== "string" || action === "") throw new Error("action: got nothing, expected an action or *");
  if (!kind || !faultKinds.includes(kind))
    throw new Error(`kind: got ${kind}, expected one of ${faultKinds.join(", ")}`);
  if (!Number.isInteger(count) || count < 1) throw new Error(`count: got ${count}, expected a whole number above 0`);
  return { action, kind, count };
}
