/**
 * OCEL 2.0 JSON: records are events, subjects are objects. The scalar fields of a payload are attributes by their own name, the envelope
 * ones named `factline:…`. The values of attributes are text, as OCEL's schema has it; their type is told once an event type.
 */
import { FIELD_NAMES, type FieldName } from '../../record/fields.ts';
import { hashText } from '../../record/hash.ts';
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { subjectName } from '../../record/record.ts';
import { createAttributeTypes } from './ocel2-types.ts';
import { type Entry, type OutputFormat, objectText, wordOf } from './writer.ts';

const OURS = 'factline:';
/** They have places of their own in OCEL. */
const PLACED: readonly FieldName[] = ['id', 'type', 'subject_type', 'subject_id', 't_event', 'payload'];
const ENVELOPE = FIELD_NAMES.filter((field) => !PLACED.includes(field));

interface Named {
  readonly id: string;
  /** The id is `type/id` and nobody else's: it says both. */
  readonly plain: boolean;
}

/** Objects by their two parts; an id is given once. */
function createObjects() {
  const known = new Map<string, Named & { readonly type: string }>();
  const used = new Set<string>();
  return {
    all: () => known.values(),
    name(type: string | undefined, id: string): Named {
      const key = JSON.stringify([type, id]);
      const found = known.get(key);
      if (found) return found;
      const name = subjectName(type, id) ?? id;
      let free = name;
      for (let n = 2; used.has(free); n++) free = `${name}#${n}`;
      used.add(free);
      const object = { id: free, plain: type !== undefined && free === name, type: type ?? 'subject' };
      known.set(key, object);
      return object;
    },
  };
}

/** Event ids must differ. Of the ids only hashes are kept; an id that is wrongly taken for a repeated one is just written longer. */
function createIds() {
  const seen = new Set<number>();
  return (id: string, line: number): string => {
    const [low, high] = hashText(id);
    const key = (high & 0x1fffff) * 2 ** 32 + low;
    if (seen.has(key)) return `${id}#line:${line}`;
    seen.add(key);
    return id;
  };
}

export const ocel2: OutputFormat = {
  id: 'ocel2',
  title: 'OCEL 2.0',
  says: 'JSON for process mining: events, objects (the subjects), their relationships, and attributes from the payload.',
  extension: 'ocel.json',
  mediaType: 'application/json',
  open({ emit, lose }) {
    const objects = createObjects();
    const types = createAttributeTypes(lose);
    const eventId = createIds();
    let before = '{"events":[\n';

    const subjectsOf = (entry: Entry, add: (name: string, node: JsonNode) => void): string[] => {
      const related: string[] = [];
      const relate = (id: string, qualifier: string) =>
        related.push(`{"objectId":${JSON.stringify(id)},"qualifier":${JSON.stringify(qualifier)}}`);
      const id = wordOf(entry, 'subject_id');
      const subject = id === undefined ? undefined : objects.name(wordOf(entry, 'subject_type'), id);
      if (subject) relate(subject.id, 'subject');
      if (subject?.plain !== true)
        for (const field of ['subject_type', 'subject_id'] as const) {
          const node = entry.fields.get(field);
          if (node) add(`${OURS}${field}`, node);
        }
      const also = entry.fields.get('also');
      for (const ref of also?.kind === 'array' ? also.items : []) {
        const [type, other] = [memberOf(ref, 'subject_type'), memberOf(ref, 'subject_id')];
        if (other?.kind === 'string')
          relate(objects.name(type?.kind === 'string' ? type.text : undefined, other.text).id, 'also');
      }
      return related;
    };

    const payloadAttributes = (entry: Entry, add: (name: string, node: JsonNode) => void) => {
      const payload = entry.fields.get('payload');
      if (payload?.kind !== 'object') {
        if (payload) add(`${OURS}payload`, payload);
        return;
      }
      for (const [key, node] of new Map(payload.members.map((member) => [member.key, member.value]))) {
        const field = `payload.${key}`;
        if (node.kind === 'null') lose(field, 'null is no value of an attribute: left out', entry.line);
        else if (key.startsWith(OURS)) lose(field, `a name that begins with ${OURS} is taken: left out`, entry.line);
        else {
          if (node.kind === 'object' || node.kind === 'array')
            lose(field, 'an attribute is no object or list: written as JSON text', entry.line);
          add(key, node);
        }
      }
    };

    return {
      record(entry) {
        const [id, type] = [wordOf(entry, 'id') ?? '', wordOf(entry, 'type') ?? ''];
        const time = entry.fields.get('t_event') ?? entry.fields.get('t_log');
        if (!time) {
          lose('record', 'it has neither t_event nor t_log, and an event needs a time: left out', entry.line);
          return;
        }
        const attributes: string[] = [];
        const add = (name: string, node: JsonNode) => {
          const text = node.kind === 'string' && name !== `${OURS}payload` ? node.text : textOf(node);
          attributes.push(`{"name":${JSON.stringify(name)},"value":${JSON.stringify(text)}}`);
          types.add(type, name, node, entry.line);
        };
        payloadAttributes(entry, add);
        for (const field of ENVELOPE) {
          const node = entry.fields.get(field);
          if (node) add(`${OURS}${field}`, node);
        }
        const own = eventId(id, entry.line);
        if (own !== id) add(`${OURS}id`, entry.fields.get('id') ?? time);
        if (!entry.fields.has('t_event')) lose('t_event', 'absent: t_log stands as the time of the event', entry.line);
        const relationships = subjectsOf(entry, add);
        const event = objectText([
          ['id', JSON.stringify(own)],
          ['type', JSON.stringify(type)],
          ['time', textOf(time)],
          ['attributes', `[${attributes.join(',')}]`],
          ['relationships', `[${relationships.join(',')}]`],
        ]);
        types.seen(type);
        emit(`${before}${event}\n`);
        before = ',';
      },
      end() {
        emit(before === ',' ? '],\n"objects":[\n' : '{"events":[],\n"objects":[\n');
        let comma = '';
        const objectTypes = new Set<string>();
        for (const { id, type } of objects.all()) {
          objectTypes.add(type);
          emit(
            `${comma}{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"attributes":[],"relationships":[]}\n`,
          );
          comma = ',';
        }
        const named = [...objectTypes].map((name) => `{"name":${JSON.stringify(name)},"attributes":[]}`);
        emit(`],\n"objectTypes":[${named.join(',')}],\n"eventTypes":${JSON.stringify(types.end())}}\n`);
      },
    };
  },
};
