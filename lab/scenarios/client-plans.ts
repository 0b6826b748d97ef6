import type { ClientSettings, Question } from "./client/client-settings";
import type { Bar } from "./judge";

/** Somebody in the lab who asks, and what he may see at worst. */
export interface ClientPlan extends Omit<ClientSettings, "mark" | "servers"> {
  /** Who it is, for the table. */
  readonly name: string;
  readonly host: string;
  /** Asks the host's own systemd-resolved, which asks the servers of the host's resolv.conf. */
  readonly resolved?: boolean | undefined;
  /** @default - those of the host's resolv.conf */
  readonly servers?: readonly string[] | undefined;
  /** @default - only shown, not judged */
  readonly bar?: Bar | undefined;
}

/** With one forwarder dead, none is slower with the resolver options that we document. */
export const slowestMilliseconds = 2_000;

const pace = { perSecond: 100 };
const noneLost: Bar = { lost: 0, withinMilliseconds: slowestMilliseconds };

/** Asks as glibc does with `options timeout:1 attempts:3`, which our documentation names. */
export const documentedClient = (questions: readonly Question[], bar = noneLost): ClientPlan => ({
  name: "timeout:1 attempts:3",
  host: "app1",
  timeoutMilliseconds: 1_000,
  attempts: 3,
  questions,
  bar,
  ...pace,
});

/** Asks as glibc does without any option: a silent server costs it five seconds, and it asks twice. */
export const plainClient = (questions: readonly Question[]): ClientPlan => ({
  name: "no options",
  host: "app2",
  timeoutMilliseconds: 5_000,
  attempts: 2,
  questions,
  bar: { lost: 0 },
  ...pace,
});

/** Of the data centre, by the site's BIND, which asks the forwarders. */
export const siteClient = (questions: readonly Question[]): ClientPlan => ({
  ...plainClient(questions),
  name: "no options, by the site's BIND",
  host: "client1",
});

/** Of the data centre, by the site's Unbound, which asks the forwarders by what the stack renders for it. */
export const siteUnboundClient = (questions: readonly Question[]): ClientPlan => ({
  ...plainClient(questions),
  name: "no options, by the site's Unbound",
  host: "client2",
});

/** By systemd-resolved of its own host, as it comes, which asks one forwarder until that one fails it. */
export const resolvedClient = (questions: readonly Question[]): ClientPlan => ({
  ...plainClient(questions),
  name: "no options, by systemd-resolved",
  resolved: true,
});

/** Of each kind of resolver one: glibc with our options, the site's Unbound, systemd-resolved. */
export const fewClients = (questions: readonly Question[], bar?: Bar): readonly ClientPlan[] => [
  documentedClient(questions, bar),
  siteUnboundClient(questions),
  resolvedClient(questions),
];

/** All of them, asking for the same. */
export const resolverClients = (questions: readonly Question[]): readonly ClientPlan[] => [
  documentedClient(questions),
  plainClient(questions),
  siteClient(questions),
  siteUnboundClient(questions),
  resolvedClient(questions),
];
