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
import { type ColumnName, type Layout, layoutOf } from './console-layout.ts';
import { messageReader, stampUnsaid } from './kafka-message.ts';
import { type Member, madeRow, objectText, quoted } from './made-row.ts';
import { jsonIn, keyText } from './opened.ts';

const HEAD_LINES = 40;
const utf8 = new TextEncoder();

export function consoleFramer(sink: FrameSink): Framer {
  return sniffingFramer(
    (head) => hasLines(head, HEAD_LINES),
    (head) => messagesFramer(sink, layoutOf(head.split(/\r?\n/))),
  );
}

const LOGGED = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] (?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) /;
const TOTAL = /^(?:\^C)?Processed a total of (\d+) messages?$/;

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
  const groups = (found?.groups ?? {}) as Readonly<Partial<Record<ColumnName, string>>>;
  let rest = text.slice(found?.[0].length ?? 0);
  const column = (separator: string): string | undefined => {
    const at = rest.indexOf(separator);
    if (at < 0) return undefined;
    const cell = rest.slice(0, at);
    rest = rest.slice(at + separator.length);
    return cell;
  };
  const written = layout.headers ? column(layout.separator) : undefined;
  const keyCell = layout.key ? column(layout.keySeparator) : undefined;
  if (cut && ((layout.headers && written === undefined) || (layout.key && keyCell === undefined))) return undefined;
  const value = rest === 'null' ? undefined : (jsonIn(rest) ?? node(rest));
  if (cut && value?.kind === 'string' && /^\s*[[{]/.test(rest)) return undefined;

  const headers = written === undefined || written === 'NO_HEADERS' ? [] : headersOf(written);
  const key = keyCell === undefined || keyCell === 'null' ? undefined : (jsonIn(keyCell) ?? node(keyCell));
  const { roles, rest: left } = understand({ topic: undefined, key, value, headers });
  const partition = groups.partition?.slice('Partition:'.length);
  const offset = groups.offset?.slice('Offset:'.length);
  const time = stampUnsaid(timeOf(groups.time), roles);
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
