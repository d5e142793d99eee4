/** OCEL in JSON: 2.0 (lists of events and objects) and 1.0 (maps of them, keys with `ocel:`). */
import { decodeUtf8 } from '../../record/json.ts';
import { JsonError, type JsonNode, memberOf, parseTree, textOf } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { membersFramer } from '../frame-members.ts';
import { left, type Member, objectText, quoted } from './made-row.ts';
import { type ObjectRef, type OcelLog, ocelFramer, ocelLog, type Told } from './ocel-events.ts';
import { OUR_QUALIFIERS, partOurs } from './ocel-ours.ts';
import type { ObjectNode } from './row-text.ts';

const SECTIONS = ['events', 'objects', 'ocel:events', 'ocel:objects'];

export function ocelJsonFramer(sink: FrameSink): Framer {
  const log = ocelLog(sink);
  const source = membersFramer(SECTIONS, {
    element(section, key, bytes, start, end) {
      try {
        take(section, key, parseTree(decodeUtf8(bytes.subarray(start, end))), log);
      } catch (error) {
        if (!(error instanceof JsonError)) throw error;
        log.reject(`this is no JSON: ${error.message}`);
      }
    },
    ended: (section) => section.endsWith('objects') && log.objectsEnded(),
    reject: (_, reason) => log.reject(reason),
  });
  return ocelFramer(log, source);
}

function take(section: string, key: string | undefined, node: JsonNode, log: OcelLog): void {
  const first = section.startsWith('ocel:');
  if (node.kind !== 'object') log.reject('this is not a JSON object');
  else if (!section.endsWith('events')) object(first, key, node, log);
  else if (first) eventOf1(key, node, log);
  else eventOf2(key, node, log);
}

function object(first: boolean, key: string | undefined, node: ObjectNode, log: OcelLog): void {
  const id = key ?? scalarText(memberOf(node, 'id') ?? node);
  const type = memberOf(node, first ? 'ocel:type' : 'type');
  if (id === undefined) log.reject('this object has no id');
  else log.object(id, type && scalarText(type), first ? told1(id, node) : told2(key, node));
}

/** The id is the key that it stands under. */
const keyed = (name: string, key: string | undefined, node: ObjectNode): string =>
  key === undefined
    ? textOf(node)
    : objectText([[name, quoted(key)], ...node.members.map(({ key: own, value }): Member => [own, textOf(value)])]);

function told1(id: string, node: ObjectNode): Told {
  const attributes = memberOf(node, 'ocel:ovmap');
  const values = attributes?.kind === 'object' ? attributes.members.length : 0;
  return { json: keyed('ocel:oid', id, node), values, changes: 0, relations: 0 };
}

function told2(key: string | undefined, node: ObjectNode): Told {
  const names = itemsOf(node, 'attributes').map((one) => scalarText(memberOf(one, 'name') ?? one) ?? '');
  return {
    json: keyed('id', key, node),
    values: names.length,
    changes: names.length - new Set(names).size,
    relations: itemsOf(node, 'relationships').length,
  };
}

function eventOf1(key: string | undefined, node: JsonNode, log: OcelLog): void {
  const values = memberOf(node, 'ocel:vmap');
  log.event({
    id: key === undefined ? at(node, 'ocel:eid') : quoted(key),
    type: at(node, 'ocel:activity'),
    time: at(node, 'ocel:timestamp'),
    objects: refsIn(itemsOf(node, 'ocel:omap')),
    payload: values ? textOf(values) : '{}',
    rest: [
      ...left(node, ['ocel:eid', 'ocel:activity', 'ocel:timestamp', 'ocel:omap', 'ocel:vmap']),
      ...misfits(node, 'ocel:omap'),
    ],
  });
}

function eventOf2(key: string | undefined, node: JsonNode, log: OcelLog): void {
  const relations = itemsOf(node, 'relationships');
  const attributes = itemsOf(node, 'attributes');
  const named = attributes.flatMap((one): [string, JsonNode][] => {
    const name = scalarText(memberOf(one, 'name') ?? one);
    const value = memberOf(one, 'value');
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  const { ours, rest } = partOurs(named);
  const whole = memberOf(node, 'attributes');
  const isList = attributes.length === named.length && whole?.kind !== 'object';
  // The objects are the record's subjects; what an object is to the event is said nowhere else.
  const qualified = relations.some((one) => {
    const qualifier = scalarText(memberOf(one, 'qualifier') ?? one);
    const says = qualifier !== undefined && qualifier !== '' && !(ours && OUR_QUALIFIERS.includes(qualifier));
    return says || one.kind !== 'object' || one.members.length > 2;
  });
  log.event({
    id: key === undefined ? at(node, 'id') : quoted(key),
    type: at(node, 'type'),
    time: at(node, 'time'),
    objects: refsIn(relations.flatMap((one) => memberOf(one, 'objectId') ?? [])),
    payload: isList ? objectText(rest) : whole ? textOf(whole) : '{}',
    ours,
    rest: [
      ...left(node, ['id', 'type', 'time', 'attributes', 'relationships']),
      ...(qualified ? [['relationships', at(node, 'relationships') ?? '[]'] as const] : misfits(node, 'relationships')),
    ],
  });
}

/** A list that is none, kept as it stands. */
function misfits(node: JsonNode, name: string): readonly Member[] {
  const value = memberOf(node, name);
  return value && value.kind !== 'array' && value.kind !== 'null' ? [[name, textOf(value)]] : [];
}

function refsIn(nodes: readonly JsonNode[]): readonly ObjectRef[] {
  return nodes.flatMap((node) => {
    const id = scalarText(node);
    return id === undefined || id === '' ? [] : [{ id }];
  });
}

function itemsOf(node: JsonNode, name: string): readonly JsonNode[] {
  const value = memberOf(node, name);
  return value?.kind === 'array' ? value.items : [];
}

function at(node: JsonNode, name: string): string | undefined {
  const value = memberOf(node, name);
  return value && value.kind !== 'null' ? textOf(value) : undefined;
}
