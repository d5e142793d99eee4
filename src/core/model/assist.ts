/** Completion, hover and outline of a model, from the schema table and the last good model. */
import { contextAt, shapeAt } from './context.ts';
import { linesAround } from './lines.ts';
import type { FieldModel, Model } from './model.ts';
import { shiftRange } from './nodes.ts';
import type { ParsedModel } from './parse.ts';
import { FIELD_KEYS, type Key, SECTIONS, type SectionName, SHORT_TYPES, type Shape } from './schema.ts';
import { bodyOf, SNIPPETS } from './snippets.ts';

export interface Completion {
  readonly label: string;
  readonly insert: string;
  /** `insert` is a snippet (`${1:x}`). */
  readonly snippet: boolean;
  readonly kind: 'key' | 'value' | 'name' | 'snippet';
  readonly detail: string;
  readonly documentation: string;
}

const value = (label: string, detail: string, documentation = ''): Completion => ({
  label,
  insert: label,
  snippet: false,
  kind: 'value',
  detail,
  documentation,
});

function keyCompletion(label: string, { shape, doc }: Key, braces: boolean): Completion {
  const nested = (shape.kind === 'map' || shape.kind === 'named' || shape.kind === 'payload') && !braces;
  return {
    label,
    insert: nested ? `${label}:\n  ` : `${label}: `,
    snippet: false,
    kind: 'key',
    detail: detailOf(shape),
    documentation: doc,
  };
}

function detailOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.refs ? `a name of ${shape.refs}` : (shape.values?.join(' | ') ?? 'text');
    case 'list':
      return `list of ${detailOf(shape.of)}`;
    case 'named':
    case 'namedOrList':
      return 'by name';
    default:
      return shape.kind;
  }
}

function valuesOf(shape: Shape | { readonly kind: 'field' }, model: Model | undefined): readonly Completion[] {
  switch (shape.kind) {
    case 'text': {
      const fixed = (shape.values ?? []).map((v) => value(v, 'value'));
      const names =
        shape.refs && model
          ? Object.entries(model[shape.refs]).map(
              ([name, item]): Completion => ({
                label: name,
                insert: name,
                snippet: false,
                kind: 'name',
                detail: shape.refs ?? '',
                documentation: (item as { description?: string }).description ?? '',
              }),
            )
          : [];
      return [...fixed, ...names];
    }
    case 'boolean':
      return [value('true', 'boolean'), value('false', 'boolean')];
    case 'list':
      return valuesOf(shape.of, model);
    case 'namedOrList':
      return shape.refs ? valuesOf({ kind: 'text', refs: shape.refs }, model) : valuesOf(shape.of, model);
    case 'field':
      return [
        ...SHORT_TYPES.map((type) => value(type, 'type')),
        {
          label: 'a | b',
          insert: '${1:open} | ${2:closed}',
          snippet: true,
          kind: 'snippet',
          detail: 'enum',
          documentation: 'Values, divided by |. Three dots at the end: values may be added.',
        },
      ];
    default:
      return [];
  }
}

/** What is missing at a place, the most pressing first, with the reason in words. */
export type Missing = (
  path: readonly string[],
  siblings: readonly string[],
  keys: Readonly<Record<string, Key>>,
) => readonly { readonly key: string; readonly why: string }[];

/** What can stand at a cursor; what `missing` tells comes first, as a snippet with a body. */
export function completeAt(
  text: string,
  line: number,
  column: number,
  model: Model | undefined,
  missing: Missing = () => [],
): readonly Completion[] {
  const { path, place, siblings } = contextAt(text, line, column);
  const at = shapeAt(path);
  if (!at) return [];
  const shape = at.shape.kind === 'list' && place === 'key' ? at.shape.of : at.shape;
  const lineText = linesAround(text)(line - 1) ?? '';
  const braces = /[{[]/.test(lineText.slice(0, column - 1));
  if (place === 'value') return valuesOf(shape, model);
  const keysOf = (keys: Readonly<Record<string, Key>>, inBraces: boolean) => {
    const first = missing(path, siblings, keys).flatMap(({ key, why }): readonly Completion[] => {
      const known = keys[key];
      if (!known) return [];
      const { shape: of, doc } = known;
      const insert = `${key}: ${bodyOf(key, of, model)}`;
      return [
        {
          label: key,
          insert,
          snippet: true,
          kind: 'key',
          detail: `missing · ${detailOf(of)}`,
          documentation: `${doc}\n\n${why}`,
        },
      ];
    });
    const rest = Object.entries(keys)
      .filter(([name]) => !siblings.includes(name) && !first.some(({ label }) => label === name))
      .map(([name, key]) => keyCompletion(name, key, inBraces));
    return [...first, ...rest];
  };
  if (shape.kind === 'map') return keysOf(shape.keys, braces);
  if (shape.kind === 'field') return keysOf(FIELD_KEYS, true);
  if (shape.kind === 'namedOrList') return valuesOf(shape, model).map((c) => ({ ...c, insert: `${c.insert}: ` }));
  const section = SECTIONS.find((name) => name === path[0]);
  const snippet = path.length === 1 && section ? SNIPPETS[section] : undefined;
  return snippet === undefined
    ? []
    : [
        {
          label: `new ${section?.replace(/ies$/, 'y').replace(/s$/, '')}`,
          insert: snippet,
          snippet: true,
          kind: 'snippet',
          detail: 'all that it needs',
          documentation: '',
        },
      ];
}

const typeText = (field: FieldModel): string => {
  const base =
    field.type === 'enum'
      ? [...(field.values ?? []), ...(field.open ? ['...'] : [])].join(' | ')
      : field.type === 'array'
        ? `${field.items ? typeText(field.items) : 'any'}[]`
        : field.type;
  return field.optional ? `${base}?` : base;
};

const payloadText = (payload: Readonly<Record<string, FieldModel>> | undefined): string =>
  payload && Object.keys(payload).length > 0
    ? `\n\n\`\`\`\n${Object.entries(payload)
        .map(([name, field]) => `${name}: ${typeText(field)}`)
        .join('\n')}\n\`\`\``
    : '';

/** What a definition is, in Markdown. */
function definitionText(section: SectionName, name: string, model: Model): string | undefined {
  const item = Object.hasOwn(model[section], name)
    ? (model[section][name] as { description?: string; payload?: Readonly<Record<string, FieldModel>> })
    : undefined;
  if (!item) return undefined;
  return `**${name}** – ${section.replace(/ies$/, 'y').replace(/s$/, '')}\n\n${item.description ?? ''}${payloadText(item.payload)}`;
}

/** Markdown about the word under the cursor: a key's meaning, or the definition that a name stands for. */
export function hoverAt(text: string, line: number, column: number, model: Model | undefined): string | undefined {
  const lineText = linesAround(text)(line - 1) ?? '';
  const word = /[\w.$-]/;
  let from = column - 1;
  let to = column - 1;
  while (from > 0 && word.test(lineText[from - 1] ?? '')) from--;
  while (to < lineText.length && word.test(lineText[to] ?? '')) to++;
  const name = lineText.slice(from, to);
  if (name === '' || lineText.slice(0, from).includes('#')) return undefined;
  const isKey = /^\s*["']?\s*:/.test(lineText.slice(to));
  const context = contextAt(text, line, to + 1);
  if (isKey) {
    const path = context.place === 'key' ? [...context.path, name] : context.path;
    const at = shapeAt(path);
    if (at?.key) return `**${name}**\n\n${at.key.doc}\n\n_${detailOf(at.key.shape)}_`;
  }
  if (!model) return undefined;
  for (const section of SECTIONS) {
    const found = definitionText(section, name, model);
    if (found) return found;
  }
  return undefined;
}

export interface OutlineItem {
  readonly name: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly OutlineItem[];
}

/** Sections and what they define, file by file. */
export function outlineOf({ documents }: ParsedModel): readonly OutlineItem[] {
  return documents.flatMap(({ path, document }) =>
    document.sections.map(({ key, keyRange, blocks, value: node, shift }): OutlineItem => {
      const children = blocks.map(({ entry, shift: lines }): OutlineItem => {
        const at = shiftRange(entry.keyRange, lines);
        return {
          name: entry.key,
          kind: key,
          file: path,
          line: at.line,
          endLine: Math.max(at.line, shiftRange(entry.value.range, lines).endLine),
          children: [],
        };
      });
      const end = children.at(-1)?.endLine ?? (node ? shiftRange(node.range, shift).endLine : keyRange.endLine);
      return { name: key, kind: 'section', file: path, line: keyRange.line, endLine: end, children };
    }),
  );
}
