/**
 * The three envelopes near ours (contract §4, "Reading other envelopes"), NDJSON in their own field names. What they have no name for keeps
 * ours, in their style, so that our reader gets every field back.
 */
import { FIELD_NAMES, type FieldName } from '../../record/fields.ts';
import { type JsonNode, textOf } from '../../record/json-tree.ts';
import { parseEpoch, parseTime } from '../../record/time.ts';
import { type Entry, type OutputFormat, objectText, payloadText, wordOf } from './writer.ts';

type Member = readonly [key: string, json: string];
type WriteField = (field: FieldName, node: JsonNode, entry: Entry) => readonly Member[];

function envelope(of: Pick<OutputFormat, 'id' | 'title' | 'says'>, write: WriteField): OutputFormat {
  return {
    ...of,
    extension: 'ndjson',
    mediaType: 'application/x-ndjson',
    open: ({ emit }) => ({
      record(entry) {
        const members: Member[] = [];
        for (const field of FIELD_NAMES) {
          const node = entry.fields.get(field);
          if (node) members.push(...write(field, node, entry));
        }
        emit(`${objectText(members)}\n`);
      },
      end: () => undefined,
    }),
  };
}

const renamed =
  (
    names: Readonly<Partial<Record<FieldName, string>>>,
    other: (field: FieldName) => string = (field) => field,
  ): WriteField =>
  (field, node) => [[names[field] ?? other(field), textOf(node)]];

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Milliseconds since 1970 where they are read back as the very same text, else the text. */
function gameTime(node: JsonNode): string {
  const micros = node.kind === 'string' ? parseTime(node.text)?.micros : undefined;
  const millis = String((micros ?? Number.NaN) / 1000);
  return node.kind === 'string' && parseEpoch(millis, 'ms')?.text === node.text ? millis : textOf(node);
}

const gameField = renamed({ id: 'event_hash', type: 'event_type', sequence: 'seq' });

export const game = envelope(
  {
    id: 'game',
    title: 'Game service rows',
    says: 'NDJSON: event_type, campaign_id, seq, payload_json as JSON text. A subject that is no campaign keeps its own fields.',
  },
  (field, node, entry) => {
    const inCampaign = wordOf(entry, 'subject_type') === 'campaign' && wordOf(entry, 'subject_id') !== undefined;
    if (field === 'subject_type' && inCampaign) return [];
    if (field === 'subject_id' && inCampaign) return [['campaign_id', textOf(node)]];
    if (field === 't_event') return [['timestamp', gameTime(node)]];
    if (field === 'payload') return [['payload_json', JSON.stringify(payloadText(entry))]];
    return gameField(field, node, entry);
  },
);

export const plainEnvelope = envelope(
  {
    id: 'envelope',
    title: 'Event envelope',
    says: 'NDJSON: id, type, version, timestamp, source, correlation_id, payload.',
  },
  renamed({ t_event: 'timestamp', producer: 'source' }),
);

export const evidence = envelope(
  {
    id: 'evidence',
    title: 'Evidence envelope',
    says: 'NDJSON in camel case: eventType, eventSchemaVersion, subjectId, occurredAt, recordedAt, actionInvocationId.',
  },
  renamed(
    {
      type: 'eventType',
      version: 'eventSchemaVersion',
      t_event: 'occurredAt',
      t_log: 'recordedAt',
      request_id: 'actionInvocationId',
    },
    camel,
  ),
);
