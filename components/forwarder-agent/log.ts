type Fields = { readonly [name: string]: string | number | boolean | undefined };

/** Writes what happens as lines of JSON, which the journal keeps. */
export interface Log {
  info(event: string, fields?: Fields): void;
  warning(event: string, fields?: Fields): void;
}

export function jsonLog(write: (line: string) => void): Log {
  const line =
    (level: string) =>
    (event: string, fields: Fields = {}) =>
      write(`${JSON.stringify({ level, event, ...fields })}\n`);
  return { info: line("info"), warning: line("warning") };
}

export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
}
