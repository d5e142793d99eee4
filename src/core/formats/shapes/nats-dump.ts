/** What `nats sub --dump` writes: a message as the client of Go has it. */
import { parseEpoch } from '../../record/time.ts';
import { scalarText } from '../fit.ts';
import { bytesAt, contentOf, headersOf } from './nats-content.ts';
import { type Members, membersOf, type ObjectNode, objectAt, rowText, textAt } from './row-text.ts';

/** Of a message of JetStream the subject for its answer says its place and time. */
export function dumped(message: ObjectNode): string {
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
