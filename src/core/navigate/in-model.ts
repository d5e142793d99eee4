/** The places of names in the text of a model: read by the schema, so that a new key of the language needs nothing here. */
import { keyOf, pointer } from '../json-pointer.ts';
import { type Node, type Range, shiftRange } from '../model/nodes.ts';
import { type ModelFile, nodeOfSection, type ParsedModel } from '../model/parse.ts';
import { FIELD_KEYS, MODEL, SECTIONS, type SectionName, type Shape } from '../model/schema.ts';
import { written } from '../rules/names/rename-event.ts';
import type { NamePlace } from './place.ts';

const isSection = (key: string): key is SectionName => (SECTIONS as readonly string[]).includes(key);

/** Every place of every file. A name that an alias repeats stands where its anchor is. */
export function placesInModel({ documents }: ParsedModel, files: readonly ModelFile[]): readonly NamePlace[] {
  const found = new Map<string, NamePlace>();
  for (const { path, document } of documents) {
    const lines = (files.find((file) => file.path === path)?.text ?? '').replace(/^\uFEFF/, '').split(/\r\n?|\n/);
    const add = (place: NamePlace | undefined) => {
      if (place) found.set(`${path}\n${place.range.line}\n${place.range.column}\n${place.section}`, place);
    };
    for (const section of document.sections) {
      const shape = Object.hasOwn(MODEL.keys, section.key) ? MODEL.keys[section.key]?.shape : undefined;
      if (!shape) continue;
      if (isSection(section.key) && shape.kind === 'named')
        for (const { entry, shift } of section.blocks) {
          const at = reader(path, lines, shift, add);
          at.name(section.key, entry.key, entry.keyRange, 'definition');
          if (section.key === 'scenarios') scenario(entry.value, at);
          else walk(entry.value, shape.of, at);
        }
      else {
        const at = reader(path, lines, section.value ? section.shift : 0, add);
        const node = nodeOfSection(section);
        if (section.key === 'waivers') waivers(node, at);
        else if (node) walk(node, shape, at);
      }
    }
  }
  return [...found.values()];
}

interface Reader {
  name(section: SectionName, name: string, range: Range, role?: NamePlace['role']): void;
  pointer(text: string, range: Range): void;
}

function reader(
  file: string,
  lines: readonly string[],
  shift: number,
  add: (place: NamePlace | undefined) => void,
): Reader {
  const raw = ({ line, column, endLine, endColumn }: Range) =>
    line === endLine ? (lines[line - 1] ?? '').slice(column - 1, endColumn - 1) : '';
  return {
    name(section, word, range, role = 'reference') {
      const whole = shiftRange(range, shift);
      const text = raw(whole);
      const quote = /^["']/.exec(text)?.[0] ?? '';
      const suffix = section === 'events' && role === 'reference' ? (/@\d+$/.exec(word)?.[0] ?? '') : '';
      const name = word.slice(0, word.length - suffix.length);
      // Something else stands here that means it: an alias, or an escape.
      if (name === '' || text !== `${quote}${word}${quote}`) return;
      const column = whole.column + quote.length;
      add({
        section,
        name,
        role,
        file,
        range: { ...whole, column, endColumn: column + name.length },
        whole,
        write: (to) =>
          quote === ''
            ? written(to + suffix)
            : quote === "'"
              ? `'${(to + suffix).replace(/'/g, "''")}'`
              : JSON.stringify(to + suffix),
      });
    },
    pointer(text, range) {
      const [, section = '', escaped = ''] = /^\/([^/]+)\/([^/]+)/.exec(text) ?? [];
      const outer = shiftRange(range, shift);
      const start = raw(outer).indexOf(`/${section}/${escaped}`);
      if (!isSection(section) || escaped === '' || start < 0) return;
      const column = outer.column + start + section.length + 2;
      const place = { ...outer, column, endColumn: column + escaped.length };
      const name = keyOf(escaped);
      const write = (to: string) => pointer(to).slice(1);
      add({ section, name, role: 'reference', file, range: place, whole: place, write });
    },
  };
}

const wordOf = (node: Node): string | undefined =>
  node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;

function walk(node: Node, shape: Shape, at: Reader): void {
  const refer = (target: Node, refs: SectionName, values: readonly string[] = []) => {
    const word = wordOf(target);
    if (word !== undefined && word !== '*' && !values.includes(word)) at.name(refs, word, target.range);
  };
  switch (shape.kind) {
    case 'text':
      if (shape.refs) refer(node, shape.refs, shape.values);
      return;
    case 'list':
      for (const item of node.kind === 'list' ? node.items : [node]) walk(item, shape.of, at);
      return;
    case 'namedOrList':
      if (node.kind === 'list') for (const item of node.items) if (shape.refs) refer(item, shape.refs);
      if (node.kind !== 'map') return;
      for (const { key, keyRange, value } of node.entries) {
        if (shape.refs && key !== '*') at.name(shape.refs, key, keyRange);
        walk(value, shape.of, at);
      }
      return;
    case 'named':
      if (node.kind === 'map') for (const { value } of node.entries) walk(value, shape.of, at);
      return;
    case 'map':
      if (node.kind !== 'map') return;
      for (const { key, value } of node.entries) {
        const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
        if (known) walk(value, known.shape, at);
      }
      return;
    case 'payload':
      if (node.kind === 'map') for (const { value } of node.entries) field(value, at);
      return;
    default:
  }
}

/** A payload field in the long form names who may see it. */
function field(node: Node, at: Reader): void {
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    const known = Object.hasOwn(FIELD_KEYS, key) ? FIELD_KEYS[key] : undefined;
    if (key === 'items') field(value, at);
    else if (known) walk(value, known.shape, at);
  }
}

/** `given` and `then` hold records by type, `when` a command, a `view` rows by projection. */
function scenario(node: Node, at: Reader): void {
  const keyed = (target: Node | undefined, section: SectionName) => {
    for (const item of target?.kind === 'list' ? target.items : target ? [target] : [])
      if (item.kind === 'map')
        for (const { key, keyRange } of item.entries) if (key !== 'with') at.name(section, key, keyRange);
  };
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    if (key === 'given') keyed(value, 'events');
    else if (key === 'when') keyed(value, 'commands');
    else if (key !== 'then') continue;
    else if (value.kind === 'list') keyed(value, 'events');
    else if (value.kind === 'map')
      for (const part of value.entries) {
        if (part.key === 'events') keyed(part.value, 'events');
        if (part.key === 'view') keyed(part.value, 'projections');
      }
  }
}

function waivers(node: Node | undefined, at: Reader): void {
  for (const item of node?.kind === 'list' ? node.items : [])
    if (item.kind === 'map')
      for (const { key, value } of item.entries) {
        const word = key === 'at' ? wordOf(value) : undefined;
        if (word !== undefined) at.pointer(word, value.range);
      }
}
