/**
 * OCEL 2.0 JSON: records are events, subjects are objects. The scalar fields of a payload are attributes by their own name, the envelope
 * ones named `factline:…`. The values of attributes are text, as OCEL's schema has it; their type is told once an event type.
 */
import { FIELD_NAMES, type FieldName } from '../../record/fields.ts';
import { hashText } from '../../record/hash.ts';
import { type JsonNode, memberOf, parseTree, textOf } from '../../record/json-tree.ts';
import { createObjects, relation, relationsOf } from './ocel2-objects.ts';
import { createAttributeTypes } from './ocel2-types.ts';
import { type Entry, type OutputFormat, objectText, wordOf } from './writer.ts';

const OURS = 'factline:';
/** They have places of their own in OCEL. */
const PLACED: readonly FieldName[] = ['id', 'type', 'subject_type', 'subject_id', 't_event', 'payload'];
const ENVELOPE = FIELD_NAMES.filter((field) => !PLACED.includes(field));

const fieldOf = (attribute: string) =>
  attribute.startsWith(OURS) ? attribute.slice(OURS.length) : `payload.${attribute}`;

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

/** Further subjects that are objects and nothing else: their relations say all of it. */
const saysNoMore = (also: JsonNode): boolean =>
  also.kind === 'array' &&
  also.items.length > 0 &&
  also.items.every((item) => item.kind === 'object' && item.members.length === 2 && memberOf(item, 'subject_type'));

export const ocel2: OutputFormat = {
  id: 'ocel2',
  title: 'OCEL 2.0',
  says: 'JSON for process mining: events, objects (the subjects), their relationships, and attributes from the payload.',
  extension: 'ocel.json',
  mediaType: 'application/json',
  open({ header, emit, lose }) {
    const fromOcel = header.from?.startsWith('ocel') === true;
    const objects = createObjects(fromOcel, lose);
    const types = createAttributeTypes(lose, fieldOf);
    const eventId = createIds();
    let before = '{"events":[\n';

    const subjectsOf = (entry: Entry, add: (name: string, node: JsonNode) => void): readonly string[] => {
      const related: { readonly to: string; readonly qualifier: string }[] = [];
      // A log of its own says what an object is to an event, or nothing.
      const relate = (to: string, qualifier: string) => related.push({ to, qualifier: fromOcel ? '' : qualifier });
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
      const said = fromOcel ? relationsOf(memberOf(entry.fields.get('meta'), 'relationships')) : [];
      const names = new Set(related.map(({ to }) => to));
      const isSame =
        said?.every(({ to }) => names.has(to)) === true && names.size === new Set(said.map(({ to }) => to)).size;
      return isSame ? said.map(({ json }) => json) : related.map(({ to, qualifier }) => relation(to, qualifier));
    };

    /** What `meta` says, but for what is said of objects, which has places of its own. */
    const metaOf = (entry: Entry, relations: readonly string[]): JsonNode | undefined => {
      const meta = entry.fields.get('meta');
      if (!fromOcel || meta?.kind !== 'object') return meta;
      const rest = meta.members.filter(({ key, value }) => {
        if (key === 'relationships') return relationsOf(value)?.some(({ json }) => !relations.includes(json)) ?? true;
        if (key !== 'objects' || value.kind !== 'array') return true;
        return !value.items.map((item) => objects.describe(item, entry.line)).every((isTold) => isTold);
      });
      if (rest.length === meta.members.length) return meta;
      return rest.length === 0
        ? undefined
        : parseTree(objectText(rest.map(({ key, value }) => [key, textOf(value)] as const)));
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
          else if (node.kind !== 'string')
            lose(
              field,
              'the value of an attribute is text: of what type it is, is said with the type of the event',
              entry.line,
            );
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
        const own = eventId(id, entry.line);
        if (own !== id) add(`${OURS}id`, entry.fields.get('id') ?? time);
        if (!entry.fields.has('t_event')) lose('t_event', 'absent: t_log stands as the time of the event', entry.line);
        const relationships = subjectsOf(entry, add);
        for (const field of ENVELOPE) {
          const node = field === 'meta' ? metaOf(entry, relationships) : entry.fields.get(field);
          if (node && !(fromOcel && field === 'also' && saysNoMore(node))) add(`${OURS}${field}`, node);
        }
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
        for (const object of objects.lines()) {
          emit(`${comma}${object}\n`);
          comma = ',';
        }
        emit(`],\n"objectTypes":${JSON.stringify(objects.types())},\n"eventTypes":${JSON.stringify(types.end())}}\n`);
      },
    };
  },
};
