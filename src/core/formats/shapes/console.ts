/**
 * The text that kafka-console-consumer prints: columns in a fixed order, those that were asked for, joined with a separator; a value may
 * hold separators and line breaks. Which columns there are is told by the first lines.
 */
import { decodeUtf8 } from '../../record/json.ts';
import { JsonError, type JsonNode, parseTree } from '../../record/json-tree.ts';
import { parseEpoch } from '../../record/time.ts';
import { lineCutter } from '../cut-lines.ts';
import { type Framer, type FrameSink, MAX_ROW_BYTES, TOO_LONG } from '../frame.ts';
import { hasLines, sniffingFramer } from '../frame-table.ts';
import { ReadError } from '../read-error.ts';
import { messageReader } from './kafka-message.ts';
import { type Member, madeRow, objectText, quoted } from './made-row.ts';
import { jsonIn, keyText } from './opened.ts';

/** The columns before headers, key and value, each with its name in front of it. */
const NAMED = [
  ['time', '(?:CreateTime|LogAppendTime):-?\\d+|NO_TIMESTAMP|NoTimestampType:-?\\d+'],
  ['partition', 'Partition:\\d+'],
  ['offset', 'Offset:\\d+'],
  ['delivery', 'Delivery:(?:\\d+|NOT_PRESENT)'],
  ['epoch', 'Epoch:(?:-?\\d+|NOT_PRESENT)'],
] as const;
type Name = (typeof NAMED)[number][0];

interface Layout {
  /** Begins every message: the named columns, each with the separator after it. */
  readonly start: RegExp;
  /** What the name of the first column is. */
  readonly word: string;
  readonly separator: string;
  readonly headers: boolean;
  readonly key: boolean;
}

const HEAD_LINES = 40;
const utf8 = new TextEncoder();
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export function consoleFramer(sink: FrameSink): Framer {
  return sniffingFramer(
    (head) => hasLines(head, HEAD_LINES),
    (head) => messagesFramer(sink, layoutOf(head.split(/\r?\n/))),
  );
}

function layoutOf(lines: readonly string[]): Layout {
  const any = new RegExp(`^(?:${NAMED.map(([, pattern]) => pattern).join('|')})`);
  const first = lines.find((line) => any.test(line));
  if (first === undefined) {
    if (lines.some((line) => isKeyAndValue(line)))
      return { start: /^(?=[[{"\d]|null\t)/, word: '', separator: '\t', headers: false, key: true };
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
  return {
    start,
    word,
    separator,
    headers,
    key: columns >= (headers ? 3 : 2),
  };
}

/** What stands between the first column and the next. */
function separatorOf(line: string): string {
  const [, pattern] = NAMED.find(([, one]) => new RegExp(`^(?:${one})`).test(line)) ?? NAMED[0];
  const rest = line.slice(new RegExp(`^(?:${pattern})`).exec(line)?.[0].length ?? 0);
  const next = /^(.{1,8}?)(?:Partition:\d|Offset:\d|Delivery:|Epoch:|NO_HEADERS)/.exec(rest)?.[1];
  return next ?? (/^[^\w{["\\-]{1,5}/.exec(rest)?.[0].replace(/^(\t)\t+$/, '$1') || '\t');
}

/** `{…}<tab>{…}`: a key and a value of JSON, as with print.key alone. */
export function isKeyAndValue(line: string): boolean {
  const cut = line.indexOf('\t');
  const value = line.slice(cut + 1).trim();
  return cut > 0 && jsonIn(line.slice(0, cut)) !== undefined && (value === 'null' || jsonIn(value) !== undefined);
}

const LOGGED = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] (?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) /;
const TOTAL = /^Processed a total of (\d+) messages?$/;

function messagesFramer(sink: FrameSink, layout: Layout): Framer {
  const understand = messageReader();
  let lines = 0;
  let held: string[] | undefined;
  let size = 0;
  let since = 0;

  const reject = (reason: string) => sink.reject(++lines, reason);
  const flush = (cut: boolean) => {
    const text = held?.join('\n');
    const over = size > MAX_ROW_BYTES;
    held = undefined;
    size = 0;
    if (text === undefined) return;
    since++;
    if (over) return reject(TOO_LONG);
    const row = rowOf(text, layout, understand, cut);
    if (row === undefined) return reject('the file ends inside this message: it was cut off');
    const bytes = utf8.encode(row);
    sink.row(bytes, 0, bytes.length, ++lines);
  };
  const take = (line: string) => {
    const total = TOTAL.exec(line)?.[1];
    if (total !== undefined) {
      flush(false);
      if (Number(total) !== since)
        sink.note?.(`The consumer says that it processed ${total} messages; ${since} stand before that line.`);
      since = 0;
    } else if (LOGGED.test(line))
      sink.note?.('Lines of the consumer’s own log stand among the messages; they were passed over.');
    else if (layout.start.test(line)) {
      flush(false);
      held = [line];
      size = line.length;
    } else if (held) {
      size += line.length + 1;
      if (size <= MAX_ROW_BYTES) held.push(line);
    } else if (line.trim() !== '') reject('this line stands before the first message');
  };

  let last: string | undefined;
  const cutter = lineCutter(
    (bytes, start, end) => {
      if (last !== undefined) take(last);
      last = undefined;
      try {
        last = decodeUtf8(bytes.subarray(start, end));
      } catch (error) {
        if (!(error instanceof JsonError)) throw error;
        flush(false);
        since++;
        reject(error.message);
      }
    },
    () => {
      flush(false);
      since++;
      reject(TOO_LONG);
    },
  );
  let ended = true;
  return {
    get lines() {
      return lines;
    },
    push(chunk) {
      if (chunk.length > 0) ended = chunk[chunk.length - 1] === 10;
      cutter.push(chunk);
    },
    end() {
      cutter.end();
      const line = last;
      last = undefined;
      if (line === undefined) return flush(false);
      const begun = layout.word !== '' && (line.startsWith(layout.word) || layout.word.startsWith(line));
      if (!ended && begun && !layout.start.test(line)) {
        flush(false);
        return reject('the file ends inside this message: it was cut off');
      }
      take(line);
      flush(!ended);
    },
  };
}

/** The row of a message; undefined where it is cut off. */
function rowOf(
  text: string,
  layout: Layout,
  understand: ReturnType<typeof messageReader>,
  cut: boolean,
): string | undefined {
  const found = layout.start.exec(text);
  const groups = (found?.groups ?? {}) as Readonly<Partial<Record<Name, string>>>;
  let rest = text.slice(found?.[0].length ?? 0);
  const column = (): string | undefined => {
    const at = rest.indexOf(layout.separator);
    if (at < 0) return undefined;
    const cell = rest.slice(0, at);
    rest = rest.slice(at + layout.separator.length);
    return cell;
  };
  const written = layout.headers ? column() : undefined;
  const keyCell = layout.key ? column() : undefined;
  if (cut && ((layout.headers && written === undefined) || (layout.key && keyCell === undefined))) return undefined;
  const value = rest === 'null' ? undefined : (jsonIn(rest) ?? node(rest));
  if (cut && value?.kind === 'string' && /^\s*[[{]/.test(rest)) return undefined;

  const headers = written === undefined || written === 'NO_HEADERS' ? [] : headersOf(written);
  const key = keyCell === undefined || keyCell === 'null' ? undefined : (jsonIn(keyCell) ?? node(keyCell));
  const { roles, rest: left } = understand({ topic: undefined, key, value, headers });
  const partition = groups.partition?.slice('Partition:'.length);
  const offset = groups.offset?.slice('Offset:'.length);
  const time = roles.t_event === undefined ? timeOf(groups.time) : {};
  const bare: Member[] = [
    ...(partition === undefined && offset !== undefined ? [['offset', offset] as const] : []),
    ...(groups.delivery ? [['delivery', quoted(groups.delivery.slice('Delivery:'.length))] as const] : []),
    ...(groups.epoch ? [['epoch', quoted(groups.epoch.slice('Epoch:'.length))] as const] : []),
    ...(groups.time && Object.keys(time).length === 0 && !/^N/.test(groups.time)
      ? [['timestamp', quoted(groups.time)] as const]
      : []),
    ...(written !== undefined && headers.length > 0 ? [['headers', quoted(written)] as const] : []),
    ...(key && key.kind !== 'string' ? [['key', keyCell ? jsonText(key) : 'null'] as const] : []),
    ...(left.length > 0 ? [['value', objectText(left)] as const] : []),
  ];
  return madeRow(
    {
      ...(keyText(key) === undefined && partition !== undefined && { subject_id: quoted(partition) }),
      ...time,
      ...Object.fromEntries(Object.entries(roles).filter(([, json]) => json !== undefined)),
      ...(partition !== undefined && { partition: quoted(partition), sequence: offset }),
    },
    bare,
  );
}

const node = (text: string): JsonNode => parseTree(quoted(text));
const jsonText = (of: JsonNode): string => of.source.slice(of.start, of.end).replace(/[\r\n]+[ \t]*/g, ' ');

/** `name:value,name:value`; a comma in a value is told from one between headers by the name after it. */
function headersOf(text: string): readonly (readonly [string, string])[] {
  return text.split(/,(?=[^,:\s]+:)/).map((one): [string, string] => {
    const colon = one.indexOf(':');
    return [one.slice(0, colon), one.slice(colon + 1)];
  });
}

function timeOf(text: string | undefined): { t_event?: string; t_log?: string } {
  const [name, digits = ''] = text?.split(':') ?? [];
  const time = digits.startsWith('-') ? undefined : parseEpoch(digits, 'ms');
  if (!time) return {};
  if (name === 'CreateTime') return { t_event: quoted(time.text) };
  return name === 'LogAppendTime' ? { t_log: quoted(time.text) } : {};
}
