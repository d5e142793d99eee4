/** What `nats stream view` prints: a heading, a blank line, indented headers and a blank line if there are any, the body. */
import { cutterFramer, lineCutter } from '../cut-lines.ts';
import { type Framer, type FrameSink, TOO_LONG } from '../frame.ts';
import { headersOf, jsonOrText } from './nats-content.ts';
import { rowText } from './row-text.ts';

export const HEADING = /^\[(\d+)\] Subject: (\S+) Received: (\S+(?: \d\d:\d\d:\d\d\S*)?)\s*$/;
const LOCAL =
  'The times are those of the clock where `nats` printed them, and have no zone: they are read as UTC. `nats stream get … --json` says them whole.';

interface Viewed {
  readonly line: number;
  readonly members: [string, string][];
  readonly lines: string[];
}

export function viewFramer(sink: FrameSink): Framer {
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
  return cutterFramer(cutter, () => lines, finish);
}
