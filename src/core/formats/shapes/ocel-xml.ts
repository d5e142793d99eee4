/** OCEL in XML: 2.0 (attributes of elements), and 1.0, which writes events and objects as XES writes attributes. */
import { type Framer, type FrameSink, MAX_ROW_BYTES, TOO_LONG } from '../frame.ts';
import { ReadError } from '../read-error.ts';
import { type XmlSink, xmlReader } from '../xml.ts';
import { xmlSource } from '../xml-source.ts';
import { type Member, objectText, quoted } from './made-row.ts';
import { type ObjectRef, ocelFramer, ocelLog } from './ocel-events.ts';
import { ATTRIBUTES, jsonOfAttribute, type OpenAttribute, openAttribute, scalarOf } from './xes-attribute.ts';

/** An event or object that is being read. */
interface Item {
  readonly kind: 'event' | 'object';
  readonly from: ReadonlyMap<string, string>;
  /** 2.0: the attributes of an event. */
  readonly values: Member[];
  /** 2.0: those of an object, a name several times, each with its time; as JSON text. */
  readonly timed: { readonly name: string; readonly json: string }[];
  readonly relations: ReadonlyMap<string, string>[];
  /** 1.0: its attributes, and what lists hold. */
  readonly members: { readonly key: string; readonly json: string; readonly inner: readonly Member[] }[];
}

export function ocelXmlFramer(sink: FrameSink): Framer {
  const log = ocelLog(sink);
  let inLog = false;
  let item: Item | undefined;
  let wrong: string | undefined;
  let size = 0;
  /** Types of the values of events, by type of event and name. */
  const declared = new Map<string, string>();
  let eventType: string | undefined;
  let named: ReadonlyMap<string, string> | undefined;
  let text = '';
  const path: string[] = [];
  const values: OpenAttribute[] = [];

  const endItem = () => {
    const done = item;
    const reason = size > MAX_ROW_BYTES ? TOO_LONG : wrong;
    item = undefined;
    wrong = undefined;
    values.length = 0;
    if (!done) return;
    if (reason !== undefined) return log.reject(reason);
    if (done.members.length > 0) take1(done, log);
    else take2(done, log);
  };
  const grow = (by: number): boolean => {
    size += by;
    return size <= MAX_ROW_BYTES;
  };

  const xml: XmlSink = {
    open(name, from) {
      const parent = path.at(-1);
      path.push(name);
      if (name === 'log') inLog = true;
      else if (parent === 'event-types') eventType = from.get('name');
      else if (name === 'attribute' && eventType !== undefined)
        declared.set(`${eventType}\n${from.get('name')}`, from.get('type') ?? 'string');
      else if ((name === 'event' && parent === 'events') || (name === 'object' && parent === 'objects' && !item)) {
        item = { kind: name, from, values: [], timed: [], relations: [], members: [] };
        size = 0;
      } else if (!item || !grow(60 + [...from.values()].reduce((sum, value) => sum + value.length, 0))) return;
      else if (name === 'attribute') {
        named = from;
        text = '';
      } else if (from.has('object-id')) item.relations.push(from);
      else if (ATTRIBUTES.has(name)) values.push(openAttribute(name, from));
    },
    text(piece) {
      if (named && grow(piece.length)) text += piece;
    },
    close(name) {
      path.pop();
      if (path.at(-1) === 'event-types') eventType = undefined;
      if (name === 'attribute' && named && item) {
        const key = named.get('name') ?? '';
        const value = named.get('value') ?? text;
        const tag = TAGS[declared.get(`${item.from.get('type')}\n${key}`) ?? ''] ?? 'string';
        if (item.kind === 'event') item.values.push([key, scalarOf(tag, value)]);
        else item.timed.push({ name: key, json: objectText([...membersIn(named, 'value'), ['value', quoted(value)]]) });
        named = undefined;
      } else if (ATTRIBUTES.has(name) && item) {
        const value = values.pop();
        if (!value || size > MAX_ROW_BYTES) return;
        const around = values.at(-1);
        if (around) around.inner.push([value.key, jsonOfAttribute(value)]);
        else item.members.push({ key: value.key, json: jsonOfAttribute(value), inner: value.inner });
      } else if (item && name === item.kind && path.at(-1) === `${name}s` && path.length === 2) endItem();
      else if (name === 'objects' && path.length === 1) log.objectsEnded();
    },
    fault(reason) {
      if (item) wrong ??= reason;
      else sink.note?.(`The XML is not well-formed outside of events: ${reason}.`);
    },
  };
  const source = xmlSource(xmlReader(xml), (said) => sink.note?.(said));
  return ocelFramer(log, {
    push: (chunk) => source.push(chunk),
    end() {
      const whole = source.end();
      if (!inLog)
        throw new ReadError('The file holds no `<log>`: it is no object-centric log. Choose another reading.');
      const where = item ? `this ${item.kind}` : 'the log';
      if (!whole) log.reject(`the file ends inside ${where}: it was cut off`);
    },
  });
}

/** OCEL's names of types as XES has them. */
const TAGS: Readonly<Record<string, string>> = { integer: 'int', int: 'int', float: 'float', boolean: 'boolean' };

const membersIn = (from: ReadonlyMap<string, string>, ...without: readonly string[]): readonly Member[] =>
  [...from].flatMap(([name, value]): Member[] => (without.includes(name) ? [] : [[name, quoted(value)]]));

function take2({ kind, from, values, timed, relations }: Item, log: ReturnType<typeof ocelLog>): void {
  const text = (name: string) => {
    const value = from.get(name);
    return value === undefined ? undefined : quoted(value);
  };
  const written = `[${relations.map((one) => objectText(membersIn(one))).join(',')}]`;
  if (kind === 'object') {
    const json = objectText([
      ...membersIn(from),
      ['attributes', `[${timed.map((one) => one.json).join(',')}]`],
      ['relationships', written],
    ]);
    const changes = timed.length - new Set(timed.map(({ name }) => name)).size;
    log.object(from.get('id') ?? '', from.get('type'), {
      json,
      values: timed.length,
      changes,
      relations: relations.length,
    });
    return;
  }
  const qualified = relations.some((one) => [...one].some(([name, value]) => name !== 'object-id' && value !== ''));
  log.event({
    id: text('id'),
    type: text('type'),
    time: text('time') ?? text('timestamp'),
    objects: refs(relations.map((one) => one.get('object-id') ?? '')),
    payload: objectText(values),
    rest: [...membersIn(from, ...OWN), ...(qualified ? [['relationships', written] as const] : [])],
  });
}

const OWN = ['id', 'type', 'time', 'timestamp'];

/** 1.0: `<string key="id" …/>`, and lists `omap`, `vmap`, `ovmap`. */
function take1({ kind, members }: Item, log: ReturnType<typeof ocelLog>): void {
  const at = (name: string) => members.find(({ key }) => key === name)?.json;
  const listed = (name: string) => members.find(({ key }) => key === name)?.inner ?? [];
  if (kind === 'object') {
    const json = objectText(
      members.map(({ key, json: value, inner }): Member => [key, key === 'ovmap' ? objectText(inner) : value]),
    );
    const told = { json, values: listed('ovmap').length, changes: 0, relations: 0 };
    log.object(plain(at('id') ?? ''), at('type') && plain(at('type') ?? ''), told);
    return;
  }
  log.event({
    id: at('id'),
    type: at('activity'),
    time: at('timestamp'),
    objects: refs(listed('omap').map(([, json]) => plain(json))),
    payload: objectText(listed('vmap')),
    rest: members.flatMap(({ key, json }): Member[] => (OWN1.includes(key) ? [] : [[key, json]])),
  });
}

const OWN1 = ['id', 'activity', 'timestamp', 'omap', 'vmap'];
const plain = (json: string) => (json.startsWith('"') ? String(JSON.parse(json)) : json);

function refs(ids: readonly string[]): readonly ObjectRef[] {
  return ids.flatMap((id) => (id === '' ? [] : [{ id }]));
}
