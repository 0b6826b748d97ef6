import { faultError } from "./parsed";

/**
 * A text as a command's standard input, word for word.
 *
 * @throws an Error with `code` BAD_CONFIGURATION for a text that would end before its end
 */
export function heredoc(end: string, content: string): string {
  // The text ends where a line is nothing but the mark; a line that is would let the rest run as a script.
  if (content.split("\n").includes(end)) {
    const message = `the configuration has a line "${end}", which ends it; leave that line out`;
    throw faultError({ code: "BAD_CONFIGURATION", message });
  }
  const text = content.endsWith("\n") ? content : `${content}\n`;
  return `<<'${end}'\n${text}${end}`;
}
