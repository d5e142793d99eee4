/** One file of a model as a tree whose blocks are parsed once and kept: by text, so that an unchanged block keeps its node. */
import { cutModel, UNFINISHED } from './cut.ts';
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
}

/** A text with more lines that are nothing is no model: it is not read on. */
const MOST_UNFINISHED = 1000;

/** Parsed blocks by their text. */
export type BlockCache = Map<string, ReturnType<typeof parseNodes>>;

const sectionOf = ({ key, keyRange, value }: Entry, shift: number): Section => ({
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
  return {
    sections: root?.kind === 'map' ? root.entries.map((entry) => sectionOf(entry, 0)) : [],
    errors: [...errors, ...wrong],
  };
}

/** The same by blocks; what is in `before` is not parsed again. Returns the blocks of this text for the next time. */
export function parseDocumentText(
  text: string,
  before: BlockCache,
): { readonly document: ModelDocument; readonly cache: BlockCache } {
  const pieces = cutModel(text);
  if (!pieces) return { document: parseWhole(text), cache: before };
  const cache: BlockCache = new Map();
  const errors: TextError[] = [];
  const sections: Section[] = [];
  const seen = new Set<string>();
  let names = new Set<string>();
  let unfinished = 0;
  const twice = (key: string, range: Range) =>
    errors.push({ message: `\`${key}\` is declared twice here. Rename or remove one.`, range });
  for (const piece of pieces) {
    const word = piece.text.replace(/^\s*#.*$/gm, '').trim();
    if (UNFINISHED.test(word)) {
      const column = piece.indent + 1;
      const range = { line: piece.line, column, endLine: piece.line, endColumn: column + word.length };
      errors.push({ message: noYaml(`\`${word}\` is no key yet: a colon and its value are missing`), range });
      if (++unfinished >= MOST_UNFINISHED) {
        const more = `${MOST_UNFINISHED} lines up to here are no keys; what follows was not read. Is this a model at all?`;
        errors.push({ message: noYaml(more), range });
        break;
      }
      continue;
    }
    const parsed = before.get(piece.text) ?? cache.get(piece.text) ?? parseNodes(piece.text);
    cache.set(piece.text, parsed);
    const shift = piece.line - 1;
    // What stands across a cut (an unclosed quote) is only understood as a whole.
    if (parsed.root?.kind !== 'map' || parsed.root.entries.length !== 1)
      return { document: parseWhole(text), cache: before };
    for (const error of parsed.errors) errors.push({ ...error, range: shiftRange(error.range, shift) });
    const [entry] = parsed.root.entries;
    if (!entry) continue;
    if (piece.indent === 0) {
      names = new Set();
      if (seen.has(entry.key)) twice(entry.key, shiftRange(entry.keyRange, shift));
      else sections.push(sectionOf(entry, shift));
      seen.add(entry.key);
      continue;
    }
    const section = sections.at(-1);
    if (!section) continue;
    if (names.has(entry.key)) twice(entry.key, shiftRange(entry.keyRange, shift));
    else sections[sections.length - 1] = appended(section, { entry, shift });
    names.add(entry.key);
  }
  return { document: { sections, errors }, cache };
}

/** Sections are built once and then only read; while building, their list of blocks grows in place. */
function appended(section: Section, block: Block): Section {
  (section.blocks as Block[]).push(block);
  return section.value === undefined ? section : { ...section, value: undefined };
}
