/** Which columns kafka-console-consumer printed, told by the first lines. */
import { ReadError } from '../read-error.ts';
import { jsonIn } from './opened.ts';

/** The columns before headers, key and value, each with its name in front of it. */
const NAMED = [
  ['time', '(?:CreateTime|LogAppendTime):-?\\d+|NO_TIMESTAMP|NoTimestampType:-?\\d+'],
  ['partition', 'Partition:\\d+'],
  ['offset', 'Offset:\\d+'],
  ['delivery', 'Delivery:(?:\\d+|NOT_PRESENT)'],
  ['epoch', 'Epoch:(?:-?\\d+|NOT_PRESENT)'],
] as const;
export type ColumnName = (typeof NAMED)[number][0];

export interface Layout {
  /** Begins every message: the named columns, each with the separator after it. */
  readonly start: RegExp;
  /** What the name of the first column is. */
  readonly word: string;
  readonly separator: string;
  /** Between key and value, where it is another. */
  readonly keySeparator: string;
  readonly headers: boolean;
  readonly key: boolean;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `key<tab>{…}`: a key that is text and a value of JSON. */
const PLAIN_KEY = /^(?=[^\t]+\t(?:[[{]|null\s*$))/;

export function layoutOf(lines: readonly string[]): Layout {
  const any = new RegExp(`^(?:${NAMED.map(([, pattern]) => pattern).join('|')})`);
  const first = lines.find((line) => any.test(line));
  if (first === undefined) {
    if (lines.some((line) => isKeyAndValue(line)))
      return { start: /^(?=[[{"\d]|null\t)/, word: '', separator: '\t', keySeparator: '\t', headers: false, key: true };
    if (lines.some((line) => PLAIN_KEY.test(line)))
      return { start: PLAIN_KEY, word: '', separator: '\t', keySeparator: '\t', headers: false, key: true };
    throw new ReadError(
      'No line begins as kafka-console-consumer prints one. Ask it for print.timestamp, print.partition and print.offset, or export with kcat -J.',
    );
  }
  const separator = separatorOf(first);
  const groups: string[] = [];
  let at = first;
  for (const [name, pattern] of NAMED) {
    const found = new RegExp(`^(?:${pattern})${escaped(separator)}`).exec(at);
    if (!found) continue;
    at = at.slice(found[0].length);
    groups.push(`(?<${name}>${pattern})${escaped(separator)}`);
  }
  const start = new RegExp(`^${groups.join('')}`);
  const word = /^\w+/.exec(first)?.[0] ?? '';
  // Every message has as many columns as the one with fewest: what is more are separators in a value.
  const rests = lines.slice(0, -1).flatMap((line) => {
    const found = start.exec(line);
    return found ? [line.slice(found[0].length).split(separator)] : [];
  });
  const columns = Math.min(...(rests.length > 0 ? rests : [at.split(separator)]).map((rest) => rest.length));
  const heads = rests.map((rest) => rest[0] ?? '');
  const isHeaders = heads.every((text) => text === 'NO_HEADERS' || /^[^:\s]+:/.test(text));
  const headers = isHeaders && columns >= (heads.includes('NO_HEADERS') ? 2 : 3);
  const layout = { start, word, separator, keySeparator: separator };
  if (columns >= (headers ? 3 : 2) && !(columns === 2 && isHeaders)) return { ...layout, headers, key: true };
  // Some ask for another separator of the key alone.
  const besides = columns === 2 && isHeaders;
  const keySeparator = keySeparatorOf(rests.map((rest) => rest.slice(besides ? 1 : 0).join(separator)));
  if (keySeparator !== undefined) return { ...layout, keySeparator, headers: besides, key: true };
  return { ...layout, headers, key: columns >= (headers ? 3 : 2) };
}

const KEY_SEPARATORS = [
  ' => ',
  ' -> ',
  ' | ',
  ' : ',
  ' = ',
  ' - ',
  ' :: ',
  '=>',
  '->',
  '::',
  '||',
  ': ',
  '|',
  ':',
  '=',
  ';',
  ',',
  '#',
  '-',
  ' ',
];

/** What stands in all of them between a key and a value that is JSON or null; undefined where nothing does. */
function keySeparatorOf(bodies: readonly string[]): string | undefined {
  if (bodies.length === 0) return undefined;
  return KEY_SEPARATORS.find((separator) =>
    bodies.every((body) => {
      const at = body.indexOf(separator);
      const key = body.slice(0, at);
      return at > 0 && !/[[{"]/.test(key) && /^(?:[[{]|null$)/.test(body.slice(at + separator.length));
    }),
  );
}

/** What stands between the first column and the next. */
function separatorOf(line: string): string {
  const [, pattern] = NAMED.find(([, one]) => new RegExp(`^(?:${one})`).test(line)) ?? NAMED[0];
  const rest = line.slice(new RegExp(`^(?:${pattern})`).exec(line)?.[0].length ?? 0);
  const next = /^(.{1,8}?)(?:Partition:\d|Offset:\d|Delivery:|Epoch:|NO_HEADERS)/.exec(rest)?.[1];
  return next ?? (/^[^\w{["\\-]{1,5}/.exec(rest)?.[0].replace(/^(\t)\t+$/, '$1') || '\t');
}

/** `{…}<tab>{…}`: a key and a value of JSON, as with print.key alone. */
function isKeyAndValue(line: string): boolean {
  const cut = line.indexOf('\t');
  const value = line.slice(cut + 1).trim();
  return cut > 0 && jsonIn(line.slice(0, cut)) !== undefined && (value === 'null' || jsonIn(value) !== undefined);
}
