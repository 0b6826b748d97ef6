/** How content and references are written in one front end. */
export interface Values {
  text: unknown;
  texts: unknown;
  textMap: unknown;
  flag: unknown;
}

/** Values that are known now (core), or that hide their unknowns in tokens (CDKTF). */
export interface PlainValues extends Values {
  text: string;
  texts: string[];
  textMap: { [key: string]: string };
  flag: boolean;
}

/** What a front end can tell about its values: the text where it is known now, `undefined` where it is not. */
export interface ValueReader<V extends Values> {
  text(value: V["text"]): string | undefined;
  texts(value: V["texts"]): readonly (string | undefined)[] | undefined;
  flag(value: V["flag"]): boolean | undefined;
  /** What `render` makes of values, as soon as all of them are known. @default - they are known now, and it is made at once */
  textsFrom?(values: V["texts"] | readonly V["text"][], render: (known: readonly string[]) => string[]): V["texts"];
}
