/** Files to one model (contract §1, §2): joined, every key known, everything with its place. */

import type { Finding, Place } from '../finding.ts';
import { keysOf, pointer as pointerOf } from '../json-pointer.ts';
import { cutModel } from './cut.ts';
import {
  type Block,
  type DocumentMemory,
  type ModelDocument,
  parseDocumentText,
  readBySteps,
  type Section,
} from './document.ts';
import { shownMessage } from './lookalike.ts';
import { DEFAULT_ON_REPLAY, type Model, type ProfileName } from './model.ts';
import { alike, alikeMessage, keyNotes, nameNote } from './name-notes.ts';
import { namesIn, rememberNames, setOwn } from './names-in.ts';
import { type Entry, entryOf, type Node, type Range, shiftRange, type TextError } from './nodes.ts';
import { openQuestion } from './open-question.ts';
import { MODEL, nearest, SECTIONS, type SectionName, type Shape } from './schema.ts';
import { changeOf } from './text-change.ts';
import { textNotes } from './text-notes.ts';
import { type Asked, described, hintFor, type Note, understand } from './understand.ts';

export interface ModelFile {
  readonly path: string;
  readonly text: string;
}
export interface ParsedModel {
  readonly model: Model;
  /** Syntax and structure; always errors. */
  readonly findings: readonly Finding[];
  /** Those of the findings that are an open `'?'`. */
  readonly questions: ReadonlyMap<Finding, Question>;
  /** False where a text is no YAML: the model is then only what could be read. */
  readonly sound: boolean;
  readonly documents: readonly { readonly path: string; readonly document: ModelDocument }[];
  /** Where a pointer stands: its key, or its value; the nearest part of it that is there. */
  locate(pointer: string, part?: 'key' | 'value'): Place;
  /** The same, but undefined where the pointer itself is not there: for edits, which must not meet its neighbour. */
  exactly(pointer: string, part?: 'key' | 'value'): Place | undefined;
  /** The block in which the first definition of that name stands; the same object as before as long as it neither changed nor moved. */
  blockOf(section: string, name: string): PlacedBlock | undefined;
  /** A line of a file as all places count it, 1-based. */
  line(file: string, n: number): string | undefined;
}
/** The same object as long as its definition was not edited. */
export interface Question {
  readonly asks?: Asked;
}
export interface PlacedBlock {
  readonly path: string;
  readonly block: Block;
}

/** What a text and its model keep for the next text: see `modelCache`. */
export interface ModelCache {
  readonly files: Map<string, FileMemory>;
  /** The sections of the last model: one whose definitions are the same stays the same object. */
  sections: Readonly<Record<string, SectionMap>>;
}
interface FileMemory {
  readonly text: string;
  readonly notes: readonly TextError[];
  readonly document: DocumentMemory;
}
type SectionMap = Readonly<Record<string, unknown>>;

/** Kept between calls, so that only what changed is read again. It is changed by each. */
export const modelCache = (): ModelCache => ({ files: new Map(), sections: {} });

/** A stored text as all places count it: without byte order mark, lines ended by `\n`. */
export function asRead(stored: string): string {
  const text = stored.startsWith('\ufeff') ? stored.slice(1) : stored;
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** What stands in a text that no text may hold. Where the last one held nothing, only lines that changed are looked at. */
function notesOf(text: string, before: FileMemory | undefined): readonly TextError[] {
  if (!before || before.notes.length > 0) return textNotes(text);
  const change = changeOf(before.text, text);
  if (!change) return before.notes;
  const from = text.lastIndexOf('\n', Math.max(0, change.from - 1)) + 1;
  const end = text.indexOf('\n', change.now);
  return textNotes(text.slice(from, end < 0 ? text.length : end)).length === 0 ? [] : textNotes(text);
}

const place = (file: string, range: Range, pointer?: string): Place => ({
  file,
  line: range.line,
  column: range.column,
  endLine: range.endLine,
  endColumn: range.endColumn,
  ...(pointer !== undefined && { pointer }),
});

export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Reads ahead for `parseModel` what the cache does not know, in steps of one definition. Whoever stops in between keeps what was read. */
export function* readModelBySteps(files: readonly ModelFile[], cache: ModelCache): Generator<Progress, void, void> {
  for (const { path, text: stored } of files) {
    const text = asRead(stored);
    const before = cache.files.get(path);
    if (before?.text === text) continue;
    const cut = cutModel(text, before?.document);
    if (!cut) continue;
    cache.files.set(path, { text, notes: notesOf(text, before), document: cut });
    yield* readBySteps(cut);
  }
}

const isSection = (key: string): key is SectionName => (SECTIONS as readonly string[]).includes(key);

export function parseModel(files: readonly ModelFile[], cache: ModelCache = modelCache()): ParsedModel {
  const findings: Finding[] = [];
  const questions = new Map<Finding, Question>();
  const error = (rule: string, at: Place, message: string, fix?: { readonly title: string; readonly text: string }) => {
    const { file, line, column, endLine, endColumn } = at;
    const edits =
      fix && file !== undefined && line !== undefined && column !== undefined
        ? [{ file, line, column, endLine: endLine ?? line, endColumn: endColumn ?? column, text: fix.text }]
        : undefined;
    const finding: Finding = {
      rule,
      clauses: rule === 'unknown-key' ? ['HL-003'] : [],
      severity: 'error',
      place: at,
      message: shownMessage(message),
      ...(fix && edits && { fixes: [{ title: fix.title, edits }] }),
    };
    findings.push(finding);
    return finding;
  };
  const documents = files.map(({ path, text: stored }) => {
    const text = asRead(stored);
    const before = cache.files.get(path);
    const notes = notesOf(text, before);
    const { document, memory } = parseDocumentText(text, before?.document);
    cache.files.set(path, { text, notes, document: memory });
    return { path, document: notes.length === 0 ? document : { ...document, errors: [...notes, ...document.errors] } };
  });
  let sound = true;
  const top: Record<string, unknown> = {};
  const defined = new Map<string, Map<string, Definition>>(SECTIONS.map((name) => [name, new Map()]));
  const first = new Map<string, Place>();
  const note = (path: string, pointer: string, shift: number) => (n: Noted) => {
    const message = n.asks ? keptMessage(n, pointer + n.path, n.asks) : n.message;
    const finding = error(n.rule, place(path, shiftRange(n.range, shift), pointer + n.path), message, n.fix);
    if (n.asks) questions.set(finding, n);
  };
  const twice = (what: string, before: Place, at: Place): void => {
    for (const [here, there] of [
      [before, at],
      [at, before],
    ] as const)
      error(
        'duplicate-name',
        here,
        `${what} is declared twice: here and in ${there.file}, line ${there.line}. Which one is meant? Rename or remove one.`,
      );
  };

  for (const { path, document } of documents) {
    for (const { message, range, fix } of document.errors) {
      sound = false;
      error('syntax', place(path, range), message, fix);
    }
    for (const section of document.sections) {
      const { key } = section;
      const known = Object.hasOwn(MODEL.keys, key) ? MODEL.keys[key] : undefined;
      if (!known) {
        const near = nearest(key, Object.keys(MODEL.keys));
        error(
          'unknown-key',
          place(path, section.keyRange, pointerOf(key)),
          `\`${key}\` is no section of a model. ${hintFor(key, near) ?? `Sections are ${Object.keys(MODEL.keys).join(', ')}.`}`,
          near === undefined || key.includes(':') ? undefined : { title: `Change to ${near}`, text: near },
        );
        continue;
      }
      if (isSection(key)) {
        if (section.value && !(section.value.kind === 'scalar' && section.value.value === null))
          error(
            'wrong-type',
            place(path, shiftRange(section.value.range, section.shift), pointerOf(key)),
            `Here stands ${described(section.value)}, but \`${key}\` is a map by name: each name on a line of its own below it, indented, with a colon.`,
          );
        const shape = known.shape.kind === 'named' ? known.shape.of : known.shape;
        const names = defined.get(key) ?? new Map<string, Definition>();
        for (const block of section.blocks) {
          const { entry, shift } = block;
          const before = names.get(entry.key);
          if (before) {
            const there = place(
              before.path,
              shiftRange(before.block.entry.keyRange, before.block.shift),
              pointerOf(key, entry.key),
            );
            const here = place(path, shiftRange(entry.keyRange, shift), pointerOf(key, entry.key));
            twice(`\`${entry.key}\``, there, here);
            continue;
          }
          const read = definitionOf(entry, shape);
          names.set(entry.key, { path, block, value: read.value });
          if (read.notes.length > 0) read.notes.forEach(note(path, pointerOf(key, entry.key), shift));
        }
        continue;
      }
      const here = place(path, section.keyRange, pointerOf(key));
      const there = first.get(key);
      if (there) {
        twice(`\`${key}\``, there, here);
        continue;
      }
      first.set(key, here);
      const node = nodeOfSection(section);
      if (!node) continue;
      const { value, notes } = understand(node, known.shape);
      notes.forEach(note(path, pointerOf(key), section.value ? section.shift : 0));
      keyNotes(node).forEach(note(path, pointerOf(key), section.value ? section.shift : 0));
      if (value !== undefined) top[key] = value;
    }
  }
  for (const [key, section] of defined) {
    const names = [...section.keys()];
    for (const [i, j] of alike(names))
      for (const [mine, other] of [
        [names[i] ?? '', names[j] ?? ''],
        [names[j] ?? '', names[i] ?? ''],
      ] as const) {
        const [here, there] = [mine, other].map((name) => {
          const found = section.get(name);
          return (
            found && place(found.path, shiftRange(found.block.entry.keyRange, found.block.shift), pointerOf(key, name))
          );
        });
        if (here) error('lookalike-name', here, alikeMessage(mine, other, `of ${there?.file}, line ${there?.line}`));
      }
  }
  const version = top.factline;
  if (version !== undefined && version !== 1)
    error(
      'wrong-type',
      locate('/factline', 'value'),
      `This is version ${String(version)} of the language; version 1 is known.`,
    );

  function locate(pointer: string, part: 'key' | 'value' = 'key'): Place {
    const keys = keysOf(pointer);
    for (const { path, document } of documents) {
      const found = find(document, keys, part);
      if (found) return place(path, found.range, pointer);
    }
    const [file] = files;
    return { ...(file && { file: file.path }), line: 1, column: 1, endLine: 1, endColumn: 2, pointer };
  }

  function exactly(pointer: string, part: 'key' | 'value' = 'key'): Place | undefined {
    const keys = keysOf(pointer);
    for (const { path, document } of documents) {
      const found = find(document, keys, part);
      if (found?.exact) return place(path, found.range, pointer);
    }
    return undefined;
  }

  const sections = Object.fromEntries(
    [...defined].map(([key, definitions]) => [key, sectionMap(definitions, cache.sections[key])]),
  );
  cache.sections = sections;
  const profiles = (top.profiles as ProfileName[] | undefined) ?? [];
  const model = {
    ...top,
    ...sections,
    profiles: profiles.length > 0 ? profiles : (['unified'] as const),
    rules: (top.rules as Model['rules'] | undefined) ?? {},
    on_replay: { ...DEFAULT_ON_REPLAY, ...(top.on_replay as object | undefined) },
    waivers: (top.waivers as Model['waivers'] | undefined) ?? [],
  } as unknown as Model;
  return {
    model,
    findings,
    questions,
    sound,
    documents,
    locate,
    exactly,
    blockOf: (section, name) => defined.get(section)?.get(name),
    line: (file, n) => documents.find(({ path }) => path === file)?.document.line(n),
  };
}

interface Definition extends PlacedBlock {
  readonly value: unknown;
}

const messages = new WeakMap<Noted, { readonly at: string; readonly message: string }>();

/** The words of an open question, made once: a draft may have thousands. */
function keptMessage(of: Noted, at: string, asked: Asked): string {
  const before = messages.get(of);
  if (before?.at === at) return before.message;
  const message = openQuestion(at, asked);
  messages.set(of, { at, message });
  return message;
}

type Noted = Omit<Note, 'rule'> & { readonly rule: string };
const definitions = new WeakMap<
  Entry,
  { readonly shape: Shape; readonly value: unknown; readonly notes: readonly Noted[] }
>();

/** What an entry says, and what is wrong with it, its names included. Kept by entry. */
function definitionOf(entry: Entry, shape: Shape): { readonly value: unknown; readonly notes: readonly Noted[] } {
  const known = definitions.get(entry);
  if (known?.shape === shape) return known;
  const { value, notes } = understand(entry.value, shape);
  const own = nameNote(entry.key, entry.keyRange, '');
  const made = { shape, value: value ?? {}, notes: [...notes, ...(own ? [own] : []), ...keyNotes(entry.value)] };
  definitions.set(entry, made);
  return made;
}

/** Definitions by name; the object of `before` where they are the same, in the same order. */
function sectionMap(now: ReadonlyMap<string, Definition>, before: SectionMap | undefined): SectionMap {
  const known = before && writtenNames.get(before);
  let i = 0;
  let sameNames = known?.length === now.size;
  let same = sameNames;
  if (before && known)
    for (const [name, { value }] of now) {
      if (!sameNames) break;
      sameNames = known[i++] === name;
      same &&= sameNames && before[name] === value;
    }
  if (before && same) return before;
  const made: Record<string, unknown> = {};
  for (const [name, { value }] of now) setOwn(made, name, value);
  writtenNames.set(made, sameNames && known ? known : [...now.keys()]);
  if (before && sameNames) rememberNames(made, namesIn(before));
  return made;
}
/** In the order of the text; an object has those that are numbers first. */
const writtenNames = new WeakMap<SectionMap, readonly string[]>();

/** A section whose value is a map came as blocks: put together again, with absolute lines. */
export function nodeOfSection({ value, blocks, keyRange }: Section): Node | undefined {
  if (blocks.length === 0) return value;
  return {
    kind: 'map',
    range: keyRange,
    entries: blocks.map(({ entry, shift }) => ({
      key: entry.key,
      keyRange: shiftRange(entry.keyRange, shift),
      value: shifted(entry.value, shift),
    })),
  };
}

function shifted(node: Node, lines: number): Node {
  const range = shiftRange(node.range, lines);
  if (node.kind === 'scalar') return { ...node, range };
  if (node.kind === 'list') return { ...node, range, items: node.items.map((item) => shifted(item, lines)) };
  return {
    ...node,
    range,
    entries: node.entries.map((e) => ({
      key: e.key,
      keyRange: shiftRange(e.keyRange, lines),
      value: shifted(e.value, lines),
    })),
  };
}

const indexes = new WeakMap<readonly Block[], ReadonlyMap<string, Block>>();

/** The first entry of that name. A model of 10,000 problems asks for as many places. */
function blockNamed(blocks: readonly Block[], name: string): Block | undefined {
  const known = indexes.get(blocks);
  if (known) return known.get(name);
  const made = new Map<string, Block>();
  for (const block of blocks) if (!made.has(block.entry.key)) made.set(block.entry.key, block);
  indexes.set(blocks, made);
  return made.get(name);
}

interface Found {
  readonly range: Range;
  /** Not a part that it would be below. */
  readonly exact: boolean;
}

function find({ sections }: ModelDocument, keys: readonly string[], part: 'key' | 'value'): Found | undefined {
  const [first, second, ...rest] = keys;
  const section = sections.find((s) => s.key === first);
  if (!section) return undefined;
  if (second === undefined) {
    const whole = part === 'value' && section.value;
    return { range: whole ? shiftRange(whole.range, section.shift) : section.keyRange, exact: true };
  }
  const block = blockNamed(section.blocks, second);
  if (!block) {
    if (section.value?.kind !== 'list') return undefined;
    const { range, exact } = within(section.value, section.value.range, keys.slice(1), part);
    return { range: shiftRange(range, section.shift), exact };
  }
  const { value, keyRange } = block.entry;
  const { range, exact } = within(value, part === 'value' && rest.length === 0 ? value.range : keyRange, rest, part);
  return { range: shiftRange(range, block.shift), exact };
}

/** As far below a node as its keys lead; `own` is the node's place. Not exact: some key leads nowhere. */
function within(
  start: Node,
  own: Range,
  keys: readonly string[],
  part: 'key' | 'value',
): { readonly range: Range; readonly exact: boolean } {
  let range = own;
  let node: Node | undefined = start;
  for (const [i, key] of keys.entries()) {
    const last = i === keys.length - 1;
    const entry: Entry | undefined = node?.kind === 'list' ? undefined : entryOf(node, key);
    const next: Node | undefined = node?.kind === 'list' ? node.items[Number(key)] : entry?.value;
    if (!next) return { range, exact: false };
    range = entry && !(last && part === 'value') ? entry.keyRange : next.range;
    node = next;
  }
  return { range, exact: true };
}
