/** What a dropped file may be, from its name and first bytes (formats.md §4): readers that fit, shapes of rows for a mapping, or a refusal. */

import { JsonError, type JsonNode, parseTree, textOf } from '../record/json-tree.ts';
import { textDecoder } from './decode.ts';
import { binaryKind } from './detect-binary.ts';
import { arraysIn, isConcatenated, parseHead, parsePlain, rowsAt, valuesIn } from './detect-json.ts';
import { type Refusal, refusedBytes, refusedObject, refusedTable, refusedText } from './detect-refused.ts';
import { newSpelling, targetOf } from './factline.ts';
import { type Delimiter, delimiterOf, headingOf } from './frame-csv.ts';
import { type Rendering, renderingOf } from './frame-table.ts';
import type { Mapping } from './mapping.ts';
import { typedRow } from './own-table.ts';
import { ReadError } from './read-error.ts';
import { openReading, READERS, rowsOf } from './readers.ts';
import { type Look, recognise } from './recognise.ts';
import { sampleRows } from './sample.ts';
import { type SampledTable, sampleTables } from './sample-tables.ts';

/** Where rows are in a file. `because` says what was seen, in a sentence. */
export interface RowShape extends Pick<Mapping, 'shape' | 'rows'> {
  readonly because: string;
}
export interface Detected {
  /** Formats that are read by name, the likeliest first. */
  readonly formats: readonly { readonly format: string; readonly title: string; readonly because: string }[];
  readonly shapes: readonly RowShape[];
  readonly notes: readonly string[];
}
export type Detection = Detected | { readonly refused: Refusal };

/** The head of one file, after gunzip. `complete`: these bytes are the whole file. */
export interface FileHead {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
  readonly complete: boolean;
}

/** Recognises a file. Never throws: what is not understood is refused, with what to do. */
export function detect(head: FileHead): Detection {
  if (head.bytes.length === 0)
    return refuse(
      'The file is empty.',
      'Choose a file with records in it; check that its download or export finished.',
    );
  const binary = refusedBytes(head.bytes);
  if (binary) return { refused: binary };
  const { text, utf16 } = headText(head.bytes);
  const rendering = renderingOf(text);
  // The columns of a table that psql printed begin with spaces.
  const body = rendering === 'aligned' ? text : text.trimStart();
  if (body.trim() === '') return refuse('The file holds nothing but white space.', 'Choose a file with records in it.');
  if (isBinary(body, utf16)) {
    const kind = binaryKind(head.bytes, head.complete);
    if (kind) return refuse(`This looks like ${kind.what}.`, kind.advice);
    return refuse(
      'This is a binary file of a kind that is not known here.',
      'Export the events as NDJSON, a JSON array or CSV.',
    );
  }
  const tables = rendering === 'sql' ? sampleTables(utf8.encode(body), head.complete, LOOKED_AT) : undefined;
  if (tables instanceof ReadError) return refuse('This is a database dump in SQL.', tables.message);
  const look = lookAt(body, head.complete, rendering, tables);
  const formats = recognise(look);
  const beside = formats.length > 0 ? undefined : besideEvents(look);
  const known = formats.length > 0 || rendering !== 'csv' ? beside : (beside ?? refusedText(body));
  if (known) return { refused: known };
  const notes = utf16 ? ['The file is UTF-16. It is converted while it is read.'] : [];
  const found = tables
    ? detectDump(tables, formats)
    : rendering !== 'csv' && rendering !== 'sql'
      ? detectPsql(look, rendering)
      : /^[[{]/.test(body)
        ? detectJson(body, head.complete, formats)
        : (detectMixed(body, formats) ?? detectText(body, head.name));
  if ('refused' in found) return formats.length > 0 ? { formats, shapes: [], notes } : found;
  const isTable = found.formats.length === 0 && formats.length === 0 && found.shapes[0]?.shape === 'csv';
  const named = found.formats.length > 0 ? found.formats : formats;
  return {
    ...found,
    formats: isTable ? formatsOf(look.rows([]).map(asTyped), []) : named,
    notes: [...notes, ...found.notes],
  };
}

function lookAt(
  text: string,
  complete: boolean,
  rendering: Rendering,
  tables: readonly SampledTable[] | undefined,
): Look {
  const isJson = rendering === 'csv' && /^[[{]/.test(text);
  const value = isJson ? parseHead(text) : undefined;
  const document = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  let own: readonly object[] | undefined;
  const rows = (): readonly object[] => {
    if (Array.isArray(value)) return rowsAt(value, []) ?? [];
    const lines = rendering !== 'csv' || isConcatenated(text) ? [] : jsonLines(text).objects;
    if (lines.length > 0) return lines;
    if (document) return [document];
    const values = isJson ? valuesIn(text) : [];
    if (values.length > 0) return objectsIn(values);
    return sampleRows(utf8.encode(text), { shape: 'csv' }, complete).map((node) => objectOf(node));
  };
  return {
    text,
    ...(document && { document }),
    ...(tables && { tables: tables.map((table) => table.rows.map((node) => objectOf(node))) }),
    rows(path) {
      const inside =
        path.length > 0 && isJson
          ? rowsAt(document ?? jsonLines(text).objects[0] ?? valuesIn(text, 1)[0], path)
          : undefined;
      if (inside) return inside;
      own ??= rows();
      return own;
    },
  };
}

/** What the file is, when it holds none of a store's events but what stands beside them. */
function besideEvents(look: Look): Refusal | undefined {
  const columns = (look.tables ?? [look.rows([])]).flatMap(([row]) => (row ? [Object.keys(row)] : []));
  const refused = columns.map(refusedTable);
  return refused.every((one) => one !== undefined) ? refused[0] : undefined;
}

/** A dump is read like a CSV of the table that a reading fits. */
function detectDump(tables: readonly SampledTable[], formats: Detected['formats']): Detection {
  const most = tables.toSorted((a, b) => b.count - a.count)[0];
  if (!most)
    return refuse(
      'This is a database dump in SQL, and no rows are in what was looked at.',
      'Dump the rows of the events too, and that table alone: pg_dump -t TABLE, without --schema-only.',
    );
  const others = tables.filter((table) => table !== most).map(({ name }) => `\`${name}\``);
  const notes =
    others.length > 0
      ? [
          `The dump also holds ${others.slice(0, 8).join(', ')}${others.length > 8 ? ' and more' : ''}. ${formats.length > 0 ? 'Only tables with the columns of this format are read' : 'A mapping reads the table whose columns it names'}; the others are passed over.`,
        ]
      : [];
  const because = `The dump holds rows of the table \`${most.name}\`, with ${most.columns.length} columns.`;
  return { formats, shapes: [{ shape: 'csv', because }], notes };
}

const PSQL: Readonly<Record<Exclude<Rendering, 'csv' | 'sql'>, string>> = {
  aligned: 'a table as psql prints it',
  expanded: 'the expanded output of psql (-x)',
  psql: 'JSON as psql prints it',
};

function detectPsql(look: Look, rendering: keyof typeof PSQL): Detection {
  const [first] = look.rows([]);
  const what = PSQL[rendering];
  if (!first) return refuse(`This is ${what}, and no whole record is in it.`, 'Check that the export finished.');
  const because = `This is ${what}; a record has ${Object.keys(first).length} columns.`;
  return { formats: [], shapes: [{ shape: 'csv', because }], notes: [] };
}

/** A row of a table as our own reader gets it. */
function asTyped(row: object): object {
  const cells = Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, cell === '' ? null : cell]));
  return JSON.parse(typedRow(parseTree(JSON.stringify(cells)))) as object;
}

function objectsIn(values: readonly unknown[]): readonly object[] {
  return values.filter(
    (value): value is object => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
}

function objectOf(node: JsonNode): object {
  const value = JSON.parse(textOf(node)) as unknown;
  return typeof value === 'object' && value !== null ? value : {};
}

const utf8 = new TextEncoder();

function refuse(recognised: string, advice: string, empty = false): { readonly refused: Refusal } {
  return { refused: { recognised, advice, ...(empty && { empty }) } };
}

/** The head as text; UTF-16 is converted as the reader does it. */
export function headText(bytes: Uint8Array): { readonly text: string; readonly utf16: boolean } {
  const parts: Uint8Array[] = [];
  const decoder = textDecoder((part) => parts.push(part.slice()));
  decoder.push(bytes);
  decoder.end();
  const utf8 = new TextDecoder();
  const text = parts.map((part) => utf8.decode(part, { stream: true })).join('');
  return { text, utf16: parts.length > 0 && parts[0]?.[0] !== bytes[0] && bytes[0] !== 0xef };
}

function isBinary(text: string, utf16: boolean): boolean {
  const head = text.slice(0, 4096);
  // JSON and CSV hold much ASCII in any language; bytes that only look like UTF-16 become letters of all scripts.
  if (utf16 && head.replace(/[^ -~\s]/g, '').length * 5 < head.length) return true;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i);
    if (code === 0 || code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) odd++;
  }
  return odd > head.length / 20;
}

function jsonLines(text: string): {
  readonly objects: readonly object[];
  readonly other: number;
  readonly cut: boolean;
} {
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  const objects: object[] = [];
  let other = 0;
  for (const line of lines.slice(0, -1).slice(0, 400)) {
    if (line.trim() === '') continue;
    const value = jsonOf(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) objects.push(value);
    else other++;
  }
  if (lines.length <= 400 && last.trim() !== '') {
    const value = jsonOf(last);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) objects.push(value);
  }
  return { objects, other, cut: last.trim() !== '' && jsonOf(last) === undefined };
}

function jsonOf(text: string): unknown {
  try {
    return parsePlain(text);
  } catch {
    return undefined;
  }
}

function detectJson(text: string, complete: boolean, known: Detected['formats']): Detection {
  const values = isConcatenated(text) || parseHead(text) === undefined ? objectsIn(valuesIn(text)) : [];
  if (values.length > 0 && (isConcatenated(text) || jsonLines(text).objects.length === 0)) {
    const formats = formatsOf(values, known);
    if (formats.length > 0) return { formats, shapes: [], notes: [] };
  }
  const lines = jsonLines(text);
  if (lines.objects.length > 0 && (lines.objects.length > 1 || lines.other === 0)) {
    const only = lines.objects.length === 1 && complete ? lines.objects[0] : undefined;
    const nothing = only && emptyUnder(only);
    if (nothing !== undefined) return nothingUnder(nothing);
    const inside = only === undefined ? [] : arraysIn(only);
    const refused =
      known.length === 0 && lines.objects.length <= 2 && lines.objects[0] ? refusedObject(lines.objects[0]) : undefined;
    if (refused) return { refused };
    const shape: RowShape = { shape: 'ndjson', because: 'Each line is a JSON object.' };
    const formats = formatsOf(lines.objects, known);
    const rowsAreInside = formats.length === 0 || readsInside(formats[0]?.format);
    if (rowsAreInside && only !== undefined && inside.length > 0) return { formats, ...arrayShapes(inside) };
    const notes =
      lines.other > 0 && formats.length === 0
        ? [`${lines.other} of the first lines are no JSON objects; they will be rejected.`]
        : [];
    return { formats, shapes: [shape], notes };
  }
  const value = parseHead(text);
  if (Array.isArray(value)) {
    const objects = objectsIn(value);
    if (objects.length === 0)
      return refuse(
        'This is a JSON array that holds no objects.',
        'A journal is rows of objects, each with at least a type. Export the events as objects.',
        value.length === 0,
      );
    return {
      formats: formatsOf(objects, known),
      shapes: [{ shape: 'array', because: 'The file is a JSON array of objects.' }],
      notes: [],
    };
  }
  const first = valuesIn(text, 2);
  if (first.length === 2 && first.every((one) => Array.isArray(one)))
    return refuse(
      'These are JSON arrays, one after another.',
      "Write what is in them, an object a line: jq -c '.[]' FILE",
    );
  if (typeof value !== 'object' || value === null)
    return refuse(
      'This begins like JSON but is not.',
      lines.other > 0
        ? 'No line of it parses. Check that the export finished and that the file is not cut or edited. If it is several values one after another, write each on its own line: jq -c . FILE'
        : 'Check that the export finished. If it is all in one line, that line does not end within what was looked at, and no record is that long: write each record on a line of its own (jq -c . FILE).',
    );
  const refused = known.length > 0 ? undefined : refusedObject(value);
  if (refused) return { refused };
  const nothing = emptyUnder(value);
  if (nothing !== undefined) return nothingUnder(nothing);
  const formats = formatsOf([value], known);
  const arrays = arraysIn(value);
  if (arrays.length > 0) return { formats, ...arrayShapes(arrays) };
  if (formats.length > 0) return { formats, shapes: [], notes: [] };
  return refuse(
    'This is one JSON object, written over several lines, and it holds no array of objects.',
    'If it is one event, write it on one line (jq -c . FILE), one event a line; if it is a document, export the events instead.',
  );
}

/** The key of an object that is nothing but an empty array: an export of a time in which nothing happened. */
function emptyUnder(value: object): string | undefined {
  const members = Object.entries(value);
  const [first] = members;
  return members.length === 1 && first && Array.isArray(first[1]) && first[1].length === 0 ? first[0] : undefined;
}

const nothingUnder = (key: string) =>
  refuse(
    `This is one JSON object whose array \`${key}\` is empty.`,
    'Choose a file with events in it; check that the export finished.',
    true,
  );

/** A format whose rows may stand under a key of one object. */
const readsInside = (format: string | undefined) => (READERS.find(({ id }) => id === format)?.path.length ?? 0) > 0;

function arrayShapes(arrays: ReturnType<typeof arraysIn>): Pick<Detected, 'shapes' | 'notes'> {
  const shapes = arrays.slice(0, 6).map(
    ({ path, count }): RowShape => ({
      shape: 'array',
      rows: path,
      because: `Under \`${path}\` stands an array of objects, ${count === 1 ? 'one' : count} of them in what was looked at.`,
    }),
  );
  const notes =
    arrays.length > 1
      ? [
          `The file holds ${arrays.length} arrays of objects. A mapping reads one of them; choose which, or export the others as files of their own.`,
        ]
      : [];
  return { shapes, notes };
}

/** Lines of JSON after a heading of other text, such as a licence. */
function detectMixed(text: string, known: Detected['formats']): Detection | undefined {
  const { objects, other } = jsonLines(text);
  const size = objects.reduce<number>((sum, o) => sum + JSON.stringify(o).length, 0);
  if (objects.length === 0 || size * 2 < Math.min(text.length, 100_000)) return undefined;
  return {
    formats: formatsOf(objects, known),
    shapes: [{ shape: 'ndjson', because: `${objects.length} of the first lines are JSON objects.` }],
    notes: known.length > 0 ? [] : [`${other} of the first lines are no JSON objects; they will be rejected.`],
  };
}

const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
/** NULL, JSON, a UUID, a moment: no name of a column. */
const VALUE =
  /^(?:\\N|[[{].*[\]}]|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*)$/i;

function detectText(text: string, name: string): Detection {
  const [header = '', ...rows] = text.split(/\r?\n/).slice(0, 200);
  const delimiter = delimiterOf(header);
  const cells = cellCount(header, delimiter);
  const first = rows.find((row) => row.trim() !== '');
  if (cells >= 2 && first === undefined)
    return refuse(
      'This looks like a CSV with a header row and nothing else.',
      'Choose a file with rows in it; check that the export finished.',
      true,
    );
  if (cells >= 2 && headingOf(header).some((cell) => VALUE.test(cell.trim())))
    return refuse(
      'This is a table without the names of its columns: the first row holds values.',
      "Export it with them: \\copy (select * from TABLE) to 'events.csv' csv header, or pg_dump -t TABLE.",
    );
  // A row that a quoted line break cuts in two has another count: most of the rows is enough.
  const fitting = rows.slice(0, -1).filter((row) => cellCount(row, delimiter) === cells).length;
  const named = /\.(csv|tsv)(\.gz)?$/i.test(name);
  if (cells >= 2 && first !== undefined && (fitting * 2 >= rows.length - 1 || named)) {
    return {
      formats: [],
      shapes: [
        { shape: 'csv', because: `The first line names ${cells} columns, separated by ${DELIMITER_NAMES[delimiter]}.` },
      ],
      notes: [],
    };
  }
  return refuse(
    'This is plain text of a kind that is not known here.',
    'A journal is rows: NDJSON (one JSON object a line), a JSON array, or CSV with a header row. Export the events as one of these.',
  );
}

function cellCount(row: string, delimiter: string): number {
  return row.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length;
}

const LOOKED_AT = 100;

/** Our own header first, then the formats known by name, then envelopes close to ours. */
function formatsOf(objects: readonly object[], known: Detected['formats']): Detected['formats'] {
  const some = objects.slice(0, LOOKED_AT);
  const [first] = some;
  if (first && Object.hasOwn(first, 'factline'))
    return [
      { format: 'factline', title: 'Factline records', because: 'The first line is the header of a Factline journal.' },
    ];
  if (known.length > 0) return known;
  const ours = some.filter(isEnvelope).length;
  return ours * 2 > some.length
    ? [
        {
          format: 'factline',
          title: 'Factline records',
          because: 'The fields are those of a record: type, payload, times and the like.',
        },
      ]
    : [];
}

/** How many values the `meta` of a record that was read before keeps as misfits. */
function misfitsIn(meta: unknown): number {
  const raw = typeof meta === 'object' && meta !== null && 'raw' in meta ? meta.raw : undefined;
  return typeof raw === 'object' && raw !== null ? Object.keys(raw).length : 0;
}

/** A record has some thirty fields; an object of many more is none of ours. */
const MOST_FIELDS = 60;

/** Whether our own reader understands nearly every field of an object, its type, payload and a time or sequence among them. */
function isEnvelope(object: object): boolean {
  const keys = Object.keys(object).length;
  if (keys > MOST_FIELDS) return false;
  const opened = openReading({ format: 'factline' });
  try {
    const found = rowsOf(opened, () => opened.header, newSpelling())(parseTree(JSON.stringify(object)), 1);
    if (found.kind === 'processing') return true;
    if (found.kind !== 'record') return false;
    const record = JSON.parse(found.line) as Readonly<Record<string, unknown>>;
    const meta = (record['meta'] ?? {}) as Readonly<Record<string, unknown>>;
    const own = (object as Readonly<Record<string, unknown>>)['meta'];
    const strange = own === undefined ? Object.keys(meta).filter((key) => key !== 'id_made').length : 0;
    const misfits = Object.keys((meta['raw'] as object | undefined) ?? {}).length - misfitsIn(own);
    const placed = record['t_event'] ?? record['t_log'] ?? record['sequence'];
    // A record may have no place at all: then its names must be ours, each of them, and say more than a type.
    const isOurs = strange === 0 && keys >= 4 && Object.keys(object).every((key) => targetOf(key) !== undefined);
    return record['payload'] !== undefined && (placed !== undefined || isOurs) && strange * 4 <= keys && misfits <= 0;
  } catch (error) {
    if (error instanceof JsonError) return false;
    throw error;
  }
}
