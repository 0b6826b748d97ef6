/** One line of what `terraform -json` says. */
export interface Message {
  readonly "@level"?: string;
  readonly "@message"?: string;
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
  readonly outputs?: { readonly [name: string]: { readonly value?: unknown } };
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

/** A message, or a line that is none, e.g. what a crash prints. */
export function readMessage(line: string): Message {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message === "object" && message !== null) return message as Message;
  } catch {
    // As it is, below.
  }
  return { "@message": line };
}

/** A diagnostic as a reader wants it: where, what, and the detail, each once. */
export function diagnosticText({ summary, detail = "", address }: Diagnostic): string {
  const said = detail.startsWith(summary) || detail === "" ? detail || summary : `${summary}: ${detail}`;
  return address === undefined ? said : `${address}: ${said}`;
}
