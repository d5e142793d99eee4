/** The objects of an OCEL log as it is written: the subjects of records, and what `meta.objects` says of them where the journal came from such a log. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { subjectName } from '../../record/record.ts';
import { createAttributeTypes } from './ocel2-types.ts';
import { type Lose, objectText } from './writer.ts';

export interface NamedObject {
  readonly id: string;
  /** The object's id and type say both parts of the subject. */
  readonly plain: boolean;
}
interface ObjectState extends NamedObject {
  readonly type: string;
  /** JSON text of each. */
  readonly attributes: string[];
  readonly relationships: string[];
}

/** OCEL has this time for a value that an object has from its beginning. */
const FROM_THE_BEGINNING = '"1970-01-01T00:00:00Z"';

/** `own`: the journal came from an object-centric log, whose ids are their objects' alone; else an id is `type/id`. An id is given once. */
export function createObjects(own: boolean, lose: Lose) {
  const known = new Map<string, ObjectState>();
  const used = new Set<string>();
  const types = createAttributeTypes(lose, (name) => `meta.objects.${name}`);

  const named = (type: string | undefined, id: string): ObjectState => {
    const key = JSON.stringify([type, id]);
    const found = known.get(key);
    if (found) return found;
    const long = subjectName(type, id) ?? id;
    const name = own && !used.has(id) ? id : long;
    let free = name;
    for (let n = 2; used.has(free); n++) free = `${name}#${n}`;
    used.add(free);
    const plain = type !== undefined && (own ? free === id : free === long);
    const object = { id: free, plain, type: type ?? 'subject', attributes: [], relationships: [] };
    types.seen(object.type);
    known.set(key, object);
    return object;
  };

  return {
    name: (type: string | undefined, id: string): NamedObject => named(type, id),
    /** Takes what a record says of an object; false where it is said in no way that OCEL 2 or 1 has. */
    describe(node: JsonNode, line: number): boolean {
      const id = textAt(node, 'id') ?? textAt(node, 'ocel:oid');
      const type = textAt(node, 'type') ?? textAt(node, 'ocel:type');
      const attributes = attributesOf(node);
      const relations = relationsOf(memberOf(node, 'relationships'));
      if (id === undefined || !attributes || !relations) return false;
      const object = named(type, id);
      for (const { name, value, json } of attributes) {
        object.attributes.push(json);
        types.add(object.type, name, value, line);
      }
      object.relationships.push(...relations.map(({ json }) => json));
      return true;
    },
    *lines(): Generator<string> {
      for (const { id, type, attributes, relationships } of known.values())
        yield `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"attributes":[${attributes.join(',')}],"relationships":[${relationships.join(',')}]}`;
    },
    types: () => types.end(),
  };
}

function textAt(node: JsonNode, name: string): string | undefined {
  const value = memberOf(node, name);
  return value?.kind === 'string' ? value.text : undefined;
}

interface Attribute {
  readonly name: string;
  readonly value: JsonNode;
  readonly json: string;
}

function attributesOf(node: JsonNode): readonly Attribute[] | undefined {
  const first = memberOf(node, 'ocel:ovmap');
  if (first?.kind === 'object')
    return first.members.map(({ key, value }) => ({ name: key, value, json: attribute(key, undefined, value) }));
  const list = memberOf(node, 'attributes');
  if (list === undefined) return [];
  if (list.kind !== 'array') return undefined;
  const found = list.items.flatMap((item): Attribute[] => {
    const name = textAt(item, 'name');
    const value = memberOf(item, 'value');
    return name === undefined || value === undefined
      ? []
      : [{ name, value, json: attribute(name, memberOf(item, 'time'), value) }];
  });
  return found.length === list.items.length ? found : undefined;
}

const attribute = (name: string, time: JsonNode | undefined, value: JsonNode): string =>
  objectText([
    ['name', JSON.stringify(name)],
    ['time', time ? textOf(time) : FROM_THE_BEGINNING],
    ['value', textOf(value)],
  ]);

/** Relations to objects, `object-id` as XML has it too; undefined where one names none. */
export function relationsOf(
  list: JsonNode | undefined,
): readonly { readonly to: string; readonly json: string }[] | undefined {
  if (list === undefined) return [];
  if (list.kind !== 'array') return undefined;
  const found = list.items.flatMap((item) => {
    const to = textAt(item, 'objectId') ?? textAt(item, 'object-id');
    if (to === undefined) return [];
    return [{ to, json: relation(to, textAt(item, 'qualifier') ?? '') }];
  });
  return found.length === list.items.length ? found : undefined;
}

export const relation = (to: string, qualifier: string): string =>
  `{"objectId":${JSON.stringify(to)},"qualifier":${JSON.stringify(qualifier)}}`;
