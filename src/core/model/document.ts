/** One file of a model as a tree whose blocks are parsed once and kept: by text, so that an unchanged block keeps its node. */
import { type Chunk, type Cut, cutModel, lineOfCut, UNFINISHED } from './cut.ts';
import { type Entry, type Node, parseNodes, type Range, shiftRange, type TextError } from './nodes.ts';
import { noYaml } from './syntax-words.ts';

/** An entry of a section, its ranges relative to the block; add `shift` lines. */
export interface Block {
  readonly entry: Entry;
  readonly shift: number;
}
export interface Section {
  readonly key: string;
  readonly keyRange: Range;
  /** Of a map: its entries. */
  readonly blocks: readonly Block[];
  /** Of anything else. */
  readonly value: Node | undefined;
  /** Lines to add to `value`. */
  readonly shift: number;
}
export interface ModelDocument {
  readonly sections: readonly Section[];
  readonly errors: readonly TextError[];
  /** A line of its text, 1-based. */
  line(n: number): string | undefined;
}

/** A text with more lines that are nothing is no model: it is not read on. */
const MOST_UNFINISHED = 1000;

/** What a text was cut into; the next text keeps of it what has not changed. */
export type DocumentMemory = Cut | undefined;

const sectionOf = ({ key, keyRange, value }: Entry, shift: number): Section & { readonly blocks: Block[] } => ({
  key,
  keyRange: shiftRange(keyRange, shift),
  blocks: value.kind === 'map' ? value.entries.map((entry) => ({ entry, shift })) : [],
  value: value.kind === 'map' ? undefined : value,
  shift,
});

/** The whole text at once: the oracle of the incremental way. */
export function parseWhole(text: string): ModelDocument {
  const { root, errors } = parseNodes(text);
  const notMap = root && root.kind !== 'map' && !(root.kind === 'scalar' && root.value === null);
  const wrong: TextError[] = notMap
    ? [
        {
          message: 'A model is a map of sections: `factline: 1`, `model:`, `events:` and so on, each with its colon.',
          range: root.range,
        },
      ]
    : [];
  let lines: readonly string[] | undefined;
  return {
    line(n) {
      lines ??= text.split('\n');
      return lines[n - 1];
    },
    sections: root?.kind === 'map' ? root.entries.map((entry) => sectionOf(entry, 0)) : [],
    errors: [...errors, ...wrong],
  };
}

/** What a piece was read as, once. */
interface ReadChunk {
  /** A key that is being typed. */
  readonly word: string | undefined;
  readonly parsed: ReturnType<typeof parseNodes>;
  /** As it stood the last time: the same object as long as it does not move. */
  block: Block | undefined;
}
const readChunks = new WeakMap<Chunk, ReadChunk>();
const NOTHING: ReadChunk['parsed'] = { root: undefined, errors: [] };

function readOf(chunk: Chunk): ReadChunk {
  const known = readChunks.get(chunk);
  if (known) return known;
  const words = chunk.text.replace(/^\s*#.*$/gm, '').trim();
  const word = UNFINISHED.test(words) ? words : undefined;
  const read = { word, parsed: word === undefined ? parseNodes(chunk.text) : NOTHING, block: undefined };
  readChunks.set(chunk, read);
  return read;
}

/** What must be read of a text for the first time, piece by piece; what was read stays read. */
export function* readBySteps(cut: Cut): Generator<{ readonly done: number; readonly of: number }, void, void> {
  for (const [i, { chunk }] of cut.pieces.entries()) {
    if (readChunks.has(chunk)) continue;
    readOf(chunk);
    yield { done: i + 1, of: cut.pieces.length };
  }
}

function blockOf(read: ReadChunk, entry: Entry, shift: number): Block {
  if (read.block?.shift === shift) return read.block;
  read.block = { entry, shift };
  return read.block;
}

/** The same by blocks; those that `before` has, too, are not parsed again. Returns what is to be known for the next text. */
export function parseDocumentText(
  text: string,
  before?: DocumentMemory,
): { readonly document: ModelDocument; readonly memory: DocumentMemory } {
  const cut = cutModel(text, before);
  if (!cut) return { document: parseWhole(text), memory: before };
  const errors: TextError[] = [];
  const sections: (Section & { readonly blocks: Block[] })[] = [];
  const seen = new Set<string>();
  let names = new Set<string>();
  let unfinished = 0;
  const twice = (key: string, range: Range) =>
    errors.push({ message: `\`${key}\` is declared twice here. Rename or remove one.`, range });
  for (const { chunk, line } of cut.pieces) {
    const read = readOf(chunk);
    const { word } = read;
    if (word !== undefined) {
      const column = chunk.indent + 1;
      const range = { line, column, endLine: line, endColumn: column + word.length };
      errors.push({ message: noYaml(`\`${word}\` is no key yet: a colon and its value are missing`), range });
      if (++unfinished >= MOST_UNFINISHED) {
        const more = `${MOST_UNFINISHED} lines up to here are no keys; what follows was not read. Is this a model at all?`;
        errors.push({ message: noYaml(more), range });
        break;
      }
      continue;
    }
    const { root, errors: wrong } = read.parsed;
    const shift = line - 1;
    const entries = root?.kind === 'map' ? root.entries : [];
    // What is sound and no entry is only understood as a whole.
    if (entries.length !== 1 && wrong.length === 0) return { document: parseWhole(text), memory: cut };
    for (const error of wrong) errors.push({ ...error, range: shiftRange(error.range, shift) });
    const [entry] = entries;
    if (!entry) continue;
    if (chunk.indent === 0) {
      names = new Set();
      if (seen.has(entry.key)) twice(entry.key, shiftRange(entry.keyRange, shift));
      else sections.push(sectionOf(entry, shift));
      seen.add(entry.key);
      continue;
    }
    const section = sections.at(-1);
    if (!section) continue;
    if (names.has(entry.key)) twice(entry.key, shiftRange(entry.keyRange, shift));
    else {
      section.blocks.push(blockOf(read, entry, shift));
      if (section.value !== undefined) sections[sections.length - 1] = { ...section, value: undefined };
    }
    names.add(entry.key);
  }
  return { document: { sections, errors, line: (n) => lineOfCut(cut, n) }, memory: cut };
}
