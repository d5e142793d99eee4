/**
 * CloudEvents 1.0 in JSON: one event a line, or a batch. What has an attribute of the specification or of one of its extensions stands
 * there, the rest in `factline…` extensions, which the reader `presets/factline-cloudevents.json` understands.
 */

import { decodeBase64 } from '../../record/base64.ts';
import type { FieldName } from '../../record/fields.ts';
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { subjectName } from '../../record/record.ts';
import type { JournalHeader } from '../mapping.ts';
import { type Entry, type Lose, type OutputFormat, objectText, payloadText, wordOf } from './writer.ts';

type Member = readonly [name: string, json: string];

/** Attribute names are lower-case letters and digits, at most 20 of them. */
const ATTRIBUTES: readonly (readonly [FieldName, string])[] = [
  ['t_event', 'time'],
  ['t_log', 'recordedtime'],
  ['sequence', 'sequence'],
  ['correlation_id', 'correlationid'],
  ['causation_id', 'causationid'],
  ['classification', 'dataclassification'],
  ['version', 'factlineversion'],
  ['kind', 'factlinekind'],
  ['stream', 'factlinestream'],
  ['subject_type', 'factlinesubjecttype'],
  ['entity_type', 'factlineentitytype'],
  ['entity_id', 'factlineentityid'],
  ['partition', 'factlinepartition'],
  ['position', 'factlineposition'],
  ['producer', 'factlineproducer'],
  ['tenant_id', 'factlinetenantid'],
  ['space_id', 'factlinespaceid'],
  ['request_id', 'factlinerequestid'],
  ['idempotency_key', 'factlineidempotency'],
  ['system_id', 'factlinesystemid'],
  ['system_version', 'factlinesystemver'],
];
/** What the extension for authentication knows; other types of actors are ours. */
const AUTH_TYPES = ['app_user', 'user', 'service_account', 'api_key', 'system', 'unauthenticated', 'unknown'];
const URI = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

export const EMPTY_TEXT = 'an empty text is not told from an absent one: left out';

/** A URI-reference, as `source` must be one. */
function sourceOf(entry: Entry, header: JournalHeader): string {
  const producer = wordOf(entry, 'producer') ?? '';
  const text = producer === '' ? header.journal : producer;
  if (producer !== '' && URI.test(producer)) return producer;
  return `urn:factline:${producer === '' ? 'journal' : 'producer'}:${encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
}

const attributeText = (json: JsonNode): string =>
  json.kind === 'number' ? JSON.stringify(String(Number(textOf(json)))) : textOf(json);

function dataOf(entry: Entry): Member {
  const payload = entry.fields.get('payload');
  const bytes = payload?.kind === 'object' && payload.members.length === 1 ? memberOf(payload, '$bytes') : undefined;
  return bytes?.kind === 'string' && decodeBase64(bytes.text) && bytes.text !== ''
    ? ['data_base64', textOf(bytes)]
    : ['data', payloadText(entry)];
}

function actorOf(entry: Entry): Member[] {
  const known = AUTH_TYPES.includes(wordOf(entry, 'actor_type') ?? '');
  return (['actor_type', 'actor_id'] as const).flatMap((field): Member[] => {
    const node = entry.fields.get(field);
    const name = field === 'actor_type' ? 'type' : 'id';
    return node ? [[`${known ? 'auth' : 'factlineactor'}${name}`, textOf(node)]] : [];
  });
}

function eventOf(entry: Entry, header: JournalHeader, lose: Lose): string {
  const source = sourceOf(entry, header);
  const members: Member[] = [
    ['specversion', '"1.0"'],
    ['id', JSON.stringify(wordOf(entry, 'id') ?? '')],
    ['source', JSON.stringify(source)],
    ['type', JSON.stringify(wordOf(entry, 'type') ?? '')],
  ];
  const [type, id] = [wordOf(entry, 'subject_type'), wordOf(entry, 'subject_id')];
  const subject = id === '' ? undefined : subjectName(type === '' ? undefined : type, id);
  if (subject !== undefined) {
    members.push(['subject', JSON.stringify(subject)]);
    if (type !== undefined && type !== '') members.push(['factlinesubjectid', JSON.stringify(id)]);
  }
  for (const [field, name] of ATTRIBUTES) {
    const node = entry.fields.get(field);
    if (node) members.push([name, field === 'version' ? textOf(node) : attributeText(node)]);
  }
  members.push(...actorOf(entry));
  const also = entry.fields.get('also');
  if (also) members.push(['factlinealso', JSON.stringify(textOf(also))]);
  const meta = metaText(entry.fields.get('meta'), { source, ...(subject !== undefined && { subject }) });
  if (meta !== undefined) members.push(['factlinemeta', JSON.stringify(meta)]);
  members.push(['factlineformat', '"1"'], dataOf(entry));
  for (const [field, node] of entry.fields) {
    if (node.kind === 'string' && node.text === '' && field !== 'payload') lose(field, EMPTY_TEXT, entry.line);
    if (field === 'hash' || field === 'prev_hash')
      lose(field, 'the seal is over the lines of the format factline: left out', entry.line);
  }
  return objectText(members.filter(([name, json]) => json !== '""' || name === 'data'));
}

/** Without what the event says anew, so that a journal that comes and goes does not gather it. */
function metaText(meta: JsonNode | undefined, attributes: Readonly<Record<string, string>>): string | undefined {
  if (meta?.kind !== 'object') return undefined;
  const again: Readonly<Record<string, string>> = { specversion: '1.0', factlineformat: '1', ...attributes };
  // A name that was taken got a count.
  const saidAgain = (key: string) => {
    const name = key.replace(/#\d+$/, '');
    return Object.hasOwn(again, name) ? again[name] : undefined;
  };
  const kept = meta.members.filter(({ key, value }) => !(value.kind === 'string' && value.text === saidAgain(key)));
  return kept.length === 0 && meta.members.length > 0
    ? undefined
    : objectText(kept.map(({ key, value }) => [key, textOf(value)]));
}

export const cloudevents: OutputFormat = {
  id: 'cloudevents',
  title: 'CloudEvents 1.0',
  says: 'NDJSON, one event a line. What CloudEvents has no attribute for stands in factline… extensions.',
  extension: 'cloudevents.ndjson',
  mediaType: 'application/x-ndjson',
  open: ({ header, emit, lose }) => ({
    record: (entry) => emit(`${eventOf(entry, header, lose)}\n`),
    end: () => undefined,
  }),
};

export const cloudeventsBatch: OutputFormat = {
  id: 'cloudevents-batch',
  title: 'CloudEvents 1.0, a batch',
  says: 'One JSON array, as CloudEvents are sent in a batch.',
  extension: 'cloudevents.json',
  mediaType: 'application/cloudevents-batch+json',
  open({ header, emit, lose }) {
    let before = '[\n';
    return {
      record(entry) {
        emit(`${before}${eventOf(entry, header, lose)}\n`);
        before = ',';
      },
      end: () => emit(before === ',' ? ']\n' : '[]\n'),
    };
  },
};
