/** How content and references are written in one front end. */
export interface Values {
  text: unknown;
  texts: unknown;
  textMap: unknown;
  flag: unknown;
  /** What a front end calls a provider: resources are made with it. Core only looks whether one is given. */
  provider?: unknown;
}

/** Values that are known now (core), or that hide their unknowns in tokens (CDKTF). */
export interface PlainValues extends Values {
  text: string;
  texts: string[];
  textMap: { [key: string]: string };
  flag: boolean;
  /** There are no resources without a front end. */
  provider?: undefined;
}

/** What a front end can tell about its values: the text where it is known now, `undefined` where it is not. */
export interface ValueReader<V extends Values> {
  text(value: V["text"]): string | undefined;
  texts(value: V["texts"]): readonly (string | undefined)[] | undefined;
  flag(value: V["flag"]): boolean | undefined;
  /** What `render` makes of values, as soon as all of them are known. @default - they are known now, and it is made at once */
  textsFrom?(values: V["texts"] | readonly V["text"][], render: (known: readonly string[]) => string[]): V["texts"];
  /** The values of TXT records that say some texts; `render` makes that of a text that is known. @default - by `textsFrom` */
  txtValues?(texts: V["texts"], render: (text: string) => string): V["texts"];
  /** The region that a provider makes resources in, where it says. @default - it does not say */
  regionOf?(provider: V["provider"]): V["text"] | undefined;
  /** Arguments that the front end adds and that are handed through as they are, e.g. `["vpcs.*.provider"]`. @default - none */
  readonly ownArguments?: readonly string[] | undefined;
}

/** A token stands for what Terraform fills in: text to every reader but this one. */
const TOKEN = /[$#&]\{(?:Tf)?Token\[/;

/** Reads values that are known now; a token is not, nor is anything but text and flags. */
export const plainReader: ValueReader<Values> = {
  text: (value) => (typeof value === "string" && !isToken(value) ? value : undefined),
  texts: (value) => (Array.isArray(value) ? value.map((text) => plainReader.text(text)) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
};

/** Whether a text or number only stands for a value that Terraform fills in. */
export function isToken(value: string | number): boolean {
  // CDKTF writes unknown numbers as this huge negative one, the token's index in its lowest bits.
  return typeof value === "string" ? TOKEN.test(value) : value < -1e288;
}

/** Text of ours in the place of a front end's: every front end takes plain text. */
export function ownText<V extends Values>(text: string): V["text"] {
  return text as V["text"];
}

/** Texts of ours in the place of a front end's. */
export function ownTexts<V extends Values>(texts: readonly V["text"][]): V["texts"] {
  return [...texts] as V["texts"];
}

/** @see ValueReader.textsFrom */
export function textsFrom<V extends Values>(
  reader: ValueReader<V>,
  values: V["texts"] | readonly V["text"][],
  render: (known: readonly string[]) => string[],
): V["texts"] {
  if (reader.textsFrom) return reader.textsFrom(values, render);
  return render(values as readonly string[]);
}
