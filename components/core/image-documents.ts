import { type AwstoeStep, renderAwstoeDocument, renderAwstoeStep } from "./awstoe-document";

/** A file that an image is made with. */
export interface ImageFile {
  /** Relative, with `/`. */
  readonly path: string;
  /** e.g. `0o755` */
  readonly mode: number;
  readonly text: string;
}

/** A document of a component. */
export interface ImageDocument {
  /** e.g. `files-1` */
  readonly key: string;
  readonly description: string;
  readonly text: string;
}

/** What Image Builder takes as one document's text, and as components of one recipe. */
export const MOST_DOCUMENT_CHARACTERS = 16_000;
const MOST_COMPONENTS = 20;

/** Where the files are while the image is built. */
const FOLDER = "/var/tmp/hybrid-dns";

/**
 * The documents that make an image: those with the files, and the last one, which runs `provision.sh` among them.
 *
 * Files are in the order of their paths. One that is too long for the rest of a document is continued in the next ones.
 *
 * @param options - what `provision.sh` finds in its environment, e.g. `{ SSM_AGENT: "no" }`
 * @throws {Error} when the files are too long for one image
 */
export function imageDocuments(
  files: readonly ImageFile[],
  options: { readonly [name: string]: string },
): readonly ImageDocument[] {
  const room = MOST_DOCUMENT_CHARACTERS - filesDocument(99, []).text.length;
  const steps = files.toSorted(byPath).flatMap((file, index) => fileSteps(file, index + 1, room));
  const documents = pack(steps, room).map((part, index) => filesDocument(index + 1, part));
  if (documents.length >= MOST_COMPONENTS) {
    throw new Error(
      `the image's files take ${documents.length} documents; Image Builder takes ${MOST_COMPONENTS - 1} beside the last`,
    );
  }
  return [...documents, provisionDocument(options)];
}

function filesDocument(number: number, steps: readonly AwstoeStep[]): ImageDocument {
  const key = `files-${number}`;
  const description = `Files of the DNS forwarder, part ${number}`;
  return { key, description, text: renderAwstoeDocument(key, description, steps) };
}

function provisionDocument(options: { readonly [name: string]: string }): ImageDocument {
  const key = "provision";
  const description = "Makes a DNS forwarder of a plain system";
  const settings = Object.entries(options).map(([name, value]) => `export ${name}=${value}\n`);
  const command = `set -eu\n${settings.join("")}/bin/sh ${FOLDER}/provision.sh\nrm -rf ${FOLDER}\n`;
  const steps: AwstoeStep[] = [{ name: "provision", action: "ExecuteBash", commands: [command] }];
  return { key, description, text: renderAwstoeDocument(key, description, steps) };
}

/** Steps into documents, in their order; none becomes longer than it may be. */
function pack(steps: readonly AwstoeStep[], room: number): readonly (readonly AwstoeStep[])[] {
  const documents: AwstoeStep[][] = [];
  let left = 0;
  for (const step of steps) {
    const length = lengthOf(step);
    if (length > left) {
      documents.push([]);
      left = room;
    }
    documents.at(-1)!.push(step);
    left -= length;
  }
  return documents;
}

/** The steps that write a file: one, where its text fits into a document. */
function fileSteps({ path, mode, text }: ImageFile, number: number, room: number): AwstoeStep[] {
  const target = `${FOLDER}/${path}`;
  const steps: AwstoeStep[] = [];
  const stepWith = (content: string): AwstoeStep =>
    steps.length === 0
      ? { name: `file-${number}`, action: "CreateFile", file: { path: target, permissions: octal(mode), content } }
      : { name: `file-${number}-part-${steps.length + 1}`, action: "AppendFile", file: { path: target, content } };
  let content = "";
  for (const piece of piecesOf(text)) {
    const longer = content + piece;
    if (content !== "" && (longer.includes("{{") || lengthOf(stepWith(longer)) > room)) {
      steps.push(stepWith(content));
      content = piece;
    } else {
      content = longer;
    }
  }
  if (content !== "" || steps.length === 0) steps.push(stepWith(content));
  return steps;
}

/** With the line's end. */
function lengthOf(step: AwstoeStep): number {
  return renderAwstoeStep(step).length + 1;
}

const LONGEST_PIECE = 2_000;

/** A text in pieces that may be put together again as long as there is room: lines, parts of long lines, halves of `{{`. */
function piecesOf(text: string): readonly string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.flatMap((line) => line.split(/(?<=\{)(?=\{)/).flatMap(shortened));
}

function shortened(text: string): string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + character.length > LONGEST_PIECE) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces;
}

function byPath(left: ImageFile, right: ImageFile): number {
  return left.path < right.path ? -1 : 1;
}

function octal(mode: number): string {
  return `0${(mode & 0o777).toString(8).padStart(3, "0")}`;
}
