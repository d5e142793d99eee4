/** Messages of NATS JetStream: JSON with headers and data in base64, or what `nats stream view` prints. */
import { decodeBase64, encodeBase64 } from '../../record/base64.ts';
import { decodeUtf8 } from '../../record/json.ts';
import { JsonError, type JsonNode, memberOf, parseTree, textOf } from '../../record/json-tree.ts';
import { parseEpoch } from '../../record/time.ts';
import { lineCutter } from '../cut-lines.ts';
import { scalarText } from '../fit.ts';
import { type Framer, type FrameSink, TOO_LONG } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { hasLines, sniffingFramer } from '../frame-table.ts';
import { type Members, membersOf, type ObjectNode, objectAt, rowText, textAt } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

const HEADING = /^\[(\d+)\] Subject: (\S+) Received: (\S+(?: \d\d:\d\d:\d\d\S*)?)\s*$/;
const LOCAL =
  'The times are those of the clock where `nats` printed them, and have no zone: they are read as UTC. `nats stream get … --json` says them whole.';

export function natsFramer(sink: FrameSink, options: AutoOptions): Framer {
  return sniffingFramer(
    (head) => hasLines(head, 1),
    (head) =>
      HEADING.test(head.trimStart().split('\n', 1)[0] ?? '') ? viewFramer(sink) : messageFramer(sink, options),
  );
}

function messageFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      // The answer of the server's own interface has the message inside.
      const message = objectAt(node, 'message') ?? node;
      if (message.kind !== 'object') return out.emit(textOf(node));
      if (memberOf(message, 'Subject')) return out.emit(dumped(message));
      const members = membersOf(message);
      const headers = bytesAt(message, 'hdrs');
      const data = bytesAt(message, 'data');
      const lines = headers && textIn8(headers)?.split('\r\n');
      if (lines?.[0]?.startsWith('NATS/1.0')) {
        members.delete('hdrs');
        members.set('headers', headersOf(lines.slice(1)));
        const status = lines[0].slice(8).trim();
        if (status !== '') members.set('status', JSON.stringify(status));
      }
      if (data) members.set('data', contentOf(data));
      out.emit(rowText(members));
    },
  });
}

/** What `nats sub --dump` writes; of a message of JetStream the subject for its answer says its place and time. */
function dumped(message: ObjectNode): string {
  const members = membersOf(message);
  const take = (key: string): string | undefined => {
    const json = members.get(key);
    members.delete(key);
    return json === 'null' || json === '""' ? undefined : json;
  };
  const row: Members = new Map([['subject', take('Subject') ?? 'null']]);
  const [seq, nanos] = placeIn(textAt(message, 'Reply') ?? '');
  if (seq !== undefined) row.set('seq', seq);
  const time = nanos === undefined ? undefined : parseEpoch(nanos, 'ns');
  if (time) row.set('time', JSON.stringify(time.text));
  const header = objectAt(message, 'Header');
  take('Header');
  if (header)
    row.set(
      'headers',
      headersOf(
        header.members.flatMap(({ key, value }) =>
          value.kind === 'array' ? value.items.map((item) => `${key}: ${scalarText(item) ?? ''}`) : [],
        ),
      ),
    );
  const data = bytesAt(message, 'Data');
  const written = take('Data');
  if (data && data.length > 0) row.set('data', contentOf(data));
  else if (written !== undefined) row.set('data', written);
  take('Sub');
  return rowText([...row, ...members]);
}

/** `$JS.ACK.<stream>.<consumer>.<times>.<seq>.<seq>.<ns>.<pending>`, since server 2.4 with a domain and an account before the stream: sequence and time. */
function placeIn(reply: string): readonly [string?, string?] {
  const tokens = reply.split('.');
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK') return [];
  const [seq = '', , nanos = ''] =
    tokens.length === 9 ? tokens.slice(5, 8) : tokens.length >= 11 ? tokens.slice(7, 10) : [];
  return /^\d+$/.test(seq) && /^\d+$/.test(nanos) ? [seq, nanos] : [];
}

function bytesAt(node: JsonNode, key: string): Uint8Array | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'string' ? decodeBase64(value.text) : undefined;
}

function textIn8(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** JSON where it is JSON, else text, else the bytes. */
function contentOf(bytes: Uint8Array): string {
  const text = textIn8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text.
  if (text === undefined || /[\u0000-\u0008\u000e-\u001f]/.test(text)) return `{"$bytes":"${encodeBase64(bytes)}"}`;
  return jsonOrText(text);
}

function jsonOrText(text: string): string {
  try {
    return textOf(parseTree(text));
  } catch (error) {
    if (error instanceof JsonError) return JSON.stringify(text);
    throw error;
  }
}

/** `K: v` lines as an object; of a key that comes several times a list. Those of CloudEvents are written in small letters. */
function headersOf(lines: readonly string[]): string {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    if (at <= 0) continue;
    const name = line.slice(0, at).trim();
    const key = /^ce-/i.test(name) ? name.toLowerCase() : name;
    found.set(key, [...(found.get(key) ?? []), line.slice(at + 1).trim()]);
  }
  return rowText(
    [...found].map(([key, values]) => [key, JSON.stringify(values.length === 1 ? values[0] : values)] as const),
  );
}

interface Viewed {
  readonly line: number;
  readonly members: [string, string][];
  readonly lines: string[];
}

/** The text form: a heading, a blank line, indented headers and a blank line if there are any, the body. */
function viewFramer(sink: FrameSink): Framer {
  let lines = 0;
  let current: Viewed | undefined;
  const utf8 = new TextEncoder();
  const finish = () => {
    if (!current) return;
    const { members, lines: all, line } = current;
    current = undefined;
    let at = 0;
    if (all[0]?.trim() === '') at++;
    const begun = at;
    while (/^ {2}[\w-]+: ?/.test(all[at] ?? '')) at++;
    const hasHeaders = at > begun && (all[at] ?? '').trim() === '';
    if (hasHeaders) members.push(['headers', headersOf(all.slice(begun, at))]);
    const body = all
      .slice(hasHeaders ? at + 1 : begun)
      .filter((text) => !/^\? Next Page\?|^\d\d:\d\d:\d\d Reached apparent end/.test(text));
    const text = body.join('\n').replace(/^\n+|\n+$/g, '');
    if (text !== '' && text !== 'nil body') members.push(['data', jsonOrText(text)]);
    const bytes = utf8.encode(rowText(members));
    sink.row(bytes, 0, bytes.length, line);
  };
  const cutter = lineCutter(
    (bytes, start, end) => {
      lines++;
      const text = new TextDecoder().decode(bytes.subarray(start, end));
      const heading = HEADING.exec(text);
      if (!heading) {
        current?.lines.push(text);
        return;
      }
      finish();
      const [, seq = '', subject = '', time = ''] = heading;
      if (time.includes(' ')) sink.note?.(LOCAL);
      const members: Viewed['members'] = [
        ['subject', JSON.stringify(subject)],
        ['seq', String(BigInt(seq))],
        ['time', JSON.stringify(time)],
      ];
      current = { line: lines, members, lines: [] };
    },
    () => sink.reject(++lines, TOO_LONG),
  );
  return {
    get lines() {
      return lines;
    },
    push: cutter.push,
    end() {
      cutter.end();
      finish();
    },
  };
}
