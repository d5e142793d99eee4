/** Files to one model (contract §1, §2): joined, every key known, everything with its place. */
import type { Finding, Place } from '../finding.ts';
import { type Block, type BlockCache, type ModelDocument, parseDocumentText, type Section } from './document.ts';
import { shownMessage } from './lookalike.ts';
import { DEFAULT_ON_REPLAY, type Model, type ProfileName } from './model.ts';
import { alike, alikeMessage, keyNotes, nameNote } from './name-notes.ts';
import { type Entry, entryOf, type Node, type Range, shiftRange } from './nodes.ts';
import { MODEL, nearest, SECTIONS, type SectionName } from './schema.ts';
import { textNotes } from './text-notes.ts';
import { described, hintFor, type Note, understand } from './understand.ts';

export interface ModelFile {
  readonly path: string;
  readonly text: string;
}
export interface ParsedModel {
  readonly model: Model;
  /** Syntax and structure; always errors. */
  readonly findings: readonly Finding[];
  /** False where a text is no YAML: the model is then only what could be read. */
  readonly sound: boolean;
  readonly documents: readonly { readonly path: string; readonly document: ModelDocument }[];
  /** Where a pointer stands: its key, or its value; the nearest part of it that is there. */
  locate(pointer: string, part?: 'key' | 'value'): Place;
  /** The same, but undefined where the pointer itself is not there: for edits, which must not meet its neighbour. */
  exactly(pointer: string, part?: 'key' | 'value'): Place | undefined;
}
export type ModelCache = Map<string, BlockCache>;

/** A stored text as all places count it: without byte order mark, lines ended by `\n`. */
export const asRead = (stored: string): string => stored.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

const place = (file: string, range: Range, pointer?: string): Place => ({
  file,
  line: range.line,
  column: range.column,
  endLine: range.endLine,
  endColumn: range.endColumn,
  ...(pointer !== undefined && { pointer }),
});

const isSection = (key: string): key is SectionName => (SECTIONS as readonly string[]).includes(key);
const pointerOf = (...keys: readonly string[]) =>
  keys.map((key) => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
const keysOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));

/** `cache` is kept between calls, so that unchanged blocks are not parsed again; it is changed. */
export function parseModel(files: readonly ModelFile[], cache: ModelCache = new Map()): ParsedModel {
  const findings: Finding[] = [];
  const error = (rule: string, at: Place, message: string, fix?: { readonly title: string; readonly text: string }) => {
    const { file, line, column, endLine, endColumn } = at;
    const edits =
      fix && file !== undefined && line !== undefined && column !== undefined
        ? [{ file, line, column, endLine: endLine ?? line, endColumn: endColumn ?? column, text: fix.text }]
        : undefined;
    findings.push({
      rule,
      clauses: rule === 'unknown-key' ? ['HL-003'] : [],
      severity: 'error',
      place: at,
      message: shownMessage(message),
      ...(fix && edits && { fixes: [{ title: fix.title, edits }] }),
    });
  };
  const documents = files.map(({ path, text }) => {
    const read = asRead(text);
    const { document, cache: blocks } = parseDocumentText(read, cache.get(path) ?? new Map());
    cache.set(path, blocks);
    return { path, document: { ...document, errors: [...textNotes(read), ...document.errors] } };
  });
  let sound = true;
  const top: Record<string, unknown> = {};
  const sections: Record<string, Record<string, unknown>> = Object.fromEntries(SECTIONS.map((name) => [name, {}]));
  const first = new Map<string, Place>();
  const note = (path: string, pointer: string, shift: number) => (n: Omit<Note, 'rule'> & { readonly rule: string }) =>
    error(n.rule, place(path, shiftRange(n.range, shift), pointer + n.path), n.message, n.fix);
  const nameNotesOf = (path: string, pointer: string, shift: number, { key, keyRange, value }: Entry) => {
    const own = nameNote(key, keyRange, '');
    if (own) note(path, pointer, shift)(own);
    keyNotes(value).forEach(note(path, pointer, shift));
  };
  const once = (pointer: string, what: string, at: Place): boolean => {
    const before = first.get(pointer);
    if (!before) {
      first.set(pointer, at);
      return true;
    }
    for (const [here, there] of [
      [before, at],
      [at, before],
    ] as const)
      error(
        'duplicate-name',
        here,
        `${what} is declared twice: here and in ${there.file}, line ${there.line}. Which one is meant? Rename or remove one.`,
      );
    return false;
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
        for (const { entry, shift } of section.blocks) {
          const pointer = pointerOf(key, entry.key);
          if (!once(pointer, `\`${entry.key}\``, place(path, shiftRange(entry.keyRange, shift), pointer))) continue;
          const { value, notes } = understand(entry.value, shape);
          notes.forEach(note(path, pointer, shift));
          nameNotesOf(path, pointer, shift, entry);
          const target = sections[key];
          if (target)
            Object.defineProperty(target, entry.key, {
              value: value ?? {},
              enumerable: true,
              configurable: true,
              writable: true,
            });
        }
        continue;
      }
      if (!once(pointerOf(key), `\`${key}\``, place(path, section.keyRange, pointerOf(key)))) continue;
      const node = nodeOfSection(section);
      if (!node) continue;
      const { value, notes } = understand(node, known.shape);
      notes.forEach(note(path, pointerOf(key), section.value ? section.shift : 0));
      keyNotes(node).forEach(note(path, pointerOf(key), section.value ? section.shift : 0));
      if (value !== undefined) top[key] = value;
    }
  }
  for (const [key, section] of Object.entries(sections)) {
    const names = Object.keys(section);
    for (const [i, j] of alike(names))
      for (const [mine, other] of [
        [names[i] ?? '', names[j] ?? ''],
        [names[j] ?? '', names[i] ?? ''],
      ] as const) {
        const there = first.get(pointerOf(key, other));
        const here = first.get(pointerOf(key, mine));
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

  const profiles = (top.profiles as ProfileName[] | undefined) ?? [];
  const model = {
    ...top,
    ...sections,
    profiles: profiles.length > 0 ? profiles : (['unified'] as const),
    rules: (top.rules as Model['rules'] | undefined) ?? {},
    on_replay: { ...DEFAULT_ON_REPLAY, ...(top.on_replay as object | undefined) },
    waivers: (top.waivers as Model['waivers'] | undefined) ?? [],
  } as unknown as Model;
  return { model, findings, sound, documents, locate, exactly };
}

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
