/** Confirmed proposals as text of the model, put where they belong. What nobody said stays `'?'`, a problem with its answers as fixes. */

import { word } from '../draft.ts';
import { entryOf, parseNodes } from '../nodes.ts';
import { MODEL, type SectionName } from '../schema.ts';
import { type Keys, type ProposedField, type ProposedKind, sectionOf } from './proposal.ts';

/** A row as the person confirmed it. */
export interface Confirmed {
  readonly kind: ProposedKind;
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly ProposedField[];
  readonly keys: Keys;
  /** As it was proposed and confirmed; `id` where it is to be declared, named by that field. */
  readonly subject?: { readonly name: string; readonly id?: string };
}

const ASKED = '?';

/** In braces and out of them. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${word(key)}: ${flow(inner)}`)
      .join(', ')} }`;
  return typeof value === 'string' ? (value === ASKED ? "'?'" : word(value)) : String(value);
}

/** The long form, where one is needed, as a value. */
function fieldValue({ type, description, fields }: ProposedField): unknown {
  const said = description === undefined ? {} : { description };
  if (!fields) return description === undefined ? (type ?? ASKED) : { type: type ?? ASKED, ...said };
  const inner = Object.fromEntries(fields.map((field) => [field.name, fieldValue(field)]));
  const optional = type?.endsWith('?') ? { optional: true } : {};
  return type?.startsWith('[]')
    ? { items: { fields: inner }, ...optional, ...said }
    : { fields: inner, ...optional, ...said };
}

/** `open | paid` and `string?` stand without quotes on a line of their own. */
const fieldLine = (field: ProposedField): string => {
  const value = fieldValue(field);
  const plain =
    typeof value === 'string' && /^[A-Za-z][\w.\-| []*[\w.\]?]$/.test(value) && !/ (?!\|)(?<!\| )/.test(value);
  return `${word(field.name)}: ${plain ? value : flow(value)}`;
};

/** The keys of a definition, in the order of the language. */
function definition({ kind, description, keys, subject }: Confirmed): Readonly<Record<string, unknown>> {
  const said = { ...(description !== undefined && description !== '' && { description }), ...keys };
  if (kind === 'policy') return { recorded_by: ASKED, ...said };
  if (kind === 'projection') return { on: ASKED, apply: ASKED, ...said };
  if (kind === 'stream') return { record_kind: ASKED, ...said };
  const common = { owner: ASKED, subject: subject?.name ?? ASKED };
  if (kind === 'command') return { ...common, mutates: 'emits' in keys ? true : ASKED, ...said };
  return { kind, replay_intent: ASKED, ...common, version: 1, classification: ASKED, ...said };
}

function sorted(
  section: SectionName,
  keys: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] {
  const shape = MODEL.keys[section]?.shape;
  const order = shape?.kind === 'named' && shape.of.kind === 'map' ? Object.keys(shape.of.keys) : [];
  return Object.entries(keys)
    .filter(([key]) => order.includes(key))
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

export function definitionLines(row: Confirmed): readonly string[] {
  const keys = sorted(sectionOf(row.kind), definition(row));
  return [
    `${word(row.name)}:`,
    ...keys.map(([key, value]) => `  ${key}: ${flow(value)}`),
    ...(row.fields.length > 0 ? ['  payload:', ...row.fields.map((field) => `    ${fieldLine(field)}`)] : []),
  ];
}

function definitionFlow(row: Confirmed): string {
  const payload = Object.fromEntries(row.fields.map((field) => [field.name, fieldValue(field)]));
  const keys = Object.fromEntries(sorted(sectionOf(row.kind), definition(row)));
  return `${word(row.name)}: ${flow({ ...keys, ...(row.fields.length > 0 && { payload }) })}`;
}

/** The text with the definitions at the end of their sections. Undefined where the text is broken. */
export function addDefinitions(source: string, rows: readonly Confirmed[]): string | undefined {
  const sections = new Map<SectionName, Confirmed[]>();
  for (const row of rows) sections.set(sectionOf(row.kind), [...(sections.get(sectionOf(row.kind)) ?? []), row]);
  let text = addSubjects(source, rows);
  for (const [section, of] of sections) {
    if (text === undefined) return undefined;
    const entries = of.map((row) => ({ lines: definitionLines(row), inline: definitionFlow(row) }));
    text = addEntries(text, section, entries);
  }
  return text;
}

/** Subjects that were confirmed and are to be declared, each once. */
function addSubjects(text: string, rows: readonly Confirmed[]): string | undefined {
  const ids = new Map<string, string>();
  for (const { subject } of rows)
    if (subject?.id !== undefined && !ids.has(subject.name)) ids.set(subject.name, subject.id);
  const entries = [...ids].map(([name, id]) => `${word(name)}: ${flow({ id })}`);
  return entries.length === 0
    ? text
    : addEntries(
        text,
        'subjects',
        entries.map((entry) => ({ lines: [entry], inline: entry })),
      );
}

/** An entry of a section as lines of its own (the first is its name and a colon), and in braces. */
export interface EntryText {
  readonly lines: readonly string[];
  readonly inline: string;
}

/** The text with entries at the end of a section, which is made where there is none. Undefined where the text is broken. */
export function addEntries(text: string, section: SectionName, rows: readonly EntryText[]): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { root, errors } = parseNodes(text.replace(/\r\n/g, '\n'));
  if (errors.length > 0 || (root && root.kind !== 'map' && !(root.kind === 'scalar' && root.value === null)))
    return undefined;
  const entry = entryOf(root, section);
  const lines = text.split(/\r?\n/);
  const block = (indent: number) => rows.flatMap(({ lines: own }) => own.map((line) => ' '.repeat(indent) + line));
  const put = (at: number, added: readonly string[]) => [...lines.slice(0, at), ...added, ...lines.slice(at)].join(eol);
  if (!entry) {
    const end = lines.findLastIndex((line) => line.trim() !== '') + 1;
    // A text in braces is JSON: nothing is put behind it.
    if (root?.kind === 'map' && (lines[root.range.line - 1] ?? '')[root.range.column - 1] === '{') return undefined;
    return `${[...lines.slice(0, end), ...(end > 0 ? [''] : []), `${section}:`, ...block(2)].join(eol)}${eol}`;
  }
  const { value, keyRange } = entry;
  const line = lines[value.range.line - 1] ?? '';
  const inBraces = value.kind === 'map' && line[value.range.column - 1] === '{';
  if (inBraces && value.entries.length > 0) {
    const at = { line: value.range.endLine - 1, column: value.range.endColumn - 2 };
    const closing = lines[at.line] ?? '';
    const before = closing.slice(0, at.column).trimEnd();
    const last = before === '' ? (lines[at.line - 1] ?? '').trimEnd() : before;
    const comma = last.endsWith(',') ? ' ' : ', ';
    const added = rows.map(({ inline }) => inline).join(', ');
    return [
      ...lines.slice(0, at.line),
      `${before === '' ? closing.slice(0, at.column) : before}${comma}${added} ${closing.slice(at.column)}`,
      ...lines.slice(at.line + 1),
    ].join(eol);
  }
  if (inBraces || value.kind !== 'map') {
    if (value.kind === 'scalar' && value.value !== null) return undefined;
    const own = lines[keyRange.line - 1] ?? '';
    const rest = inBraces
      ? own.slice(value.range.endColumn - 1)
      : own.slice(keyRange.endColumn - 1).replace(/^\s*:/, '');
    const head = `${own.slice(0, keyRange.endColumn - 1)}:${inBraces ? rest.trimEnd() : rest.replace(/\s*(?:null|~)\s*(?=#|$)/, ' ').trimEnd()}`;
    return [...lines.slice(0, keyRange.line - 1), head, ...block(2), ...lines.slice(keyRange.line)].join(eol);
  }
  const indent = (value.entries[0]?.keyRange.column ?? 3) - 1;
  return put(endOf(lines, keyRange.line), block(indent));
}

/** Behind the last line of a section that has something, so that blank lines and what leads to the next section stay there. */
function endOf(lines: readonly string[], from: number): number {
  let end = from;
  for (let n = from; n < lines.length; n++) {
    const line = lines[n] ?? '';
    if (line.trim() === '') continue;
    if (/^\S/.test(line)) {
      if (line.startsWith('#')) continue;
      break;
    }
    end = n + 1;
  }
  return end;
}
