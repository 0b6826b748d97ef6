import { type Command, InvalidArgumentError } from "commander";

/** Reads an option that counts something; at most so many digits. */
export const wholeNumber =
  (digits: number) =>
  (text: string): number => {
    if (new RegExp(`^[1-9][0-9]{0,${digits - 1}}$`).test(text)) return Number(text);
    throw new InvalidArgumentError(`"${text}" is no whole number from 1 to ${"9".repeat(digits)}.`);
  };

/** Runs a bench; why one cannot be run is said without a trace. */
export function runBench<Options>(command: Command, main: (options: Options) => Promise<void>): void {
  command
    .action(main)
    .parseAsync()
    .catch((error: Error) => {
      console.error(error.message);
      process.exit(1);
    });
}
