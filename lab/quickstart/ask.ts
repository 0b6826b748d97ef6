import { parse } from "yaml";
import type { Network } from "../network";

/** Something asked of DNS at a host of the lab. */
export interface Question {
  readonly at: string;
  /** A name, e.g. `db1.acmecorp.com`, or an address for its PTR record. */
  readonly name: string;
  /** @default A */
  readonly type?: string | undefined;
  /** Whom to ask. @default - the servers of the host's resolv.conf */
  readonly server?: string | undefined;
}

/** What came back. */
export interface Answer {
  /** e.g. `NOERROR`; `no answer` where nothing came in time. */
  readonly status: string;
  /** Data of the answer section's records of the type that was asked for, sorted. */
  readonly values: readonly string[];
  /** Address that answered. */
  readonly answeredBy?: string | undefined;
  readonly milliseconds?: number | undefined;
  /** e.g. `TCP` */
  readonly transport?: string | undefined;
}

interface DigMessage {
  message?: {
    query_time?: Date;
    response_time?: Date;
    socket_protocol?: string;
    response_address?: string;
    response_message_data?: { status?: string; ANSWER_SECTION?: string[] };
  };
}

/** Asks with `dig` in the host, one second and two tries a server. */
export async function ask(network: Network, question: Question): Promise<Answer> {
  const { at, name, type, server } = question;
  const what = isAddress(name) ? ["-x", name] : ["-t", type ?? "A", "-q", name];
  const whom = server === undefined ? [] : [`@${server}`];
  const { stdout } = await network.exec(at, ["dig", "+yaml", "+time=1", "+tries=2", ...whom, ...what]);
  return readAnswer(stdout, isAddress(name) ? "PTR" : (type ?? "A"));
}

const isAddress = (name: string) => /^[0-9.]+$/.test(name) || name.includes(":");

/** The last message that `dig +yaml` prints, which is the one that counts. */
export function readAnswer(yaml: string, type: string): Answer {
  const messages = readMessages(yaml);
  const message = messages.flatMap((entry) => (entry.message?.response_message_data ? [entry.message] : [])).at(-1);
  if (message?.response_message_data === undefined) return { status: "no answer", values: [] };
  const { status = "?", ANSWER_SECTION = [] } = message.response_message_data;
  const { query_time: asked, response_time: answered } = message;
  return {
    status,
    values: ANSWER_SECTION.flatMap((line) => {
      const [, recordType, data] = recordLine.exec(line) ?? [];
      return recordType === type && data !== undefined ? [data] : [];
    }).toSorted(),
    answeredBy: message.response_address,
    milliseconds: asked && answered ? answered.getTime() - asked.getTime() : undefined,
    transport: message.socket_protocol,
  };
}

/** `name ttl class type data` */
const recordLine = /^\S+ \d+ \S+ (\S+) (.*)$/s;

function readMessages(yaml: string): DigMessage[] {
  try {
    // An answer with two extended errors (RFC 8914) has two keys of one name in dig's YAML.
    const parsed: unknown = parse(yaml, { customTags: ["timestamp"], uniqueKeys: false });
    return Array.isArray(parsed) ? (parsed as { [key: string]: unknown }[]).map(toMessage) : [];
  } catch {
    return [];
  }
}

const toMessage = (entry: { [key: string]: unknown }): DigMessage =>
  entry["type"] === "MESSAGE" && typeof entry["message"] === "object" ? { message: entry["message"] as never } : {};
