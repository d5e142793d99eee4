/**
 * Object-centric events: the objects of an event give it its subjects, with their types. Where events stand before the objects, they wait for
 * them. What the log says of an object itself is no event: it goes, as it stands, into `meta.objects` of the first record that names the object.
 */
import type { Framer, FrameSink } from '../frame.ts';
import { type Member, madeRow, objectText, quoted, type Roles } from './made-row.ts';

export interface OcelEvent {
  /** JSON text of id, type and time, as far as the source says them. */
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly time: string | undefined;
  /** Of objects that the event names their type itself: that too. */
  readonly objects: readonly ObjectRef[];
  readonly payload: string;
  readonly rest: readonly Member[];
  /** What our own writer says of the record, by field: it counts before what the log says. */
  readonly ours?: Roles | undefined;
}
export interface ObjectRef {
  readonly id: string;
  readonly type?: string;
}
export interface OcelLog {
  object(id: string, type: string | undefined, told: Told): void;
  event(event: OcelEvent): void;
  reject(reason: string): void;
  /** All objects were there. */
  objectsEnded(): void;
  /** The source ends, or only its head was given: what waits is due. */
  end(): void;
  readonly lines: number;
}
/** What an object says besides its type: as JSON text, and counted. */
export interface Told {
  readonly json: string;
  readonly values: number;
  readonly changes: number;
  readonly relations: number;
}

/** So many characters of events wait for the objects after them. */
const MOST_HELD = 128 << 20;
const utf8 = new TextEncoder();

export function ocelLog(sink: FrameSink): OcelLog {
  const types = new Map<string, string | undefined>();
  let lines = 0;
  let held: OcelEvent[] = [];
  let size = 0;
  let known = false;
  /** By object, until a record has it. */
  const told = new Map<string, string>();
  let toldSize = 0;
  let objects = 0;
  let counts = { values: 0, changes: 0, relations: 0 };

  const objectsOf = (event: OcelEvent): readonly Member[] => {
    // An event without a type becomes no record.
    if (event.type === undefined || /^(?:[[{]|""$)/.test(event.type)) return [];
    const texts = event.objects.flatMap(({ id }) => {
      const json = told.get(id);
      told.delete(id);
      return json === undefined ? [] : [json];
    });
    const list = texts.join(',');
    return list === '' ? [] : [['objects', `[${list}]`]];
  };

  const emit = (event: OcelEvent) => {
    const whole = { ...event, rest: [...event.rest, ...objectsOf(event)] };
    const bytes = utf8.encode(ocelRow(whole, (id) => types.get(id)));
    sink.row(bytes, 0, bytes.length, ++lines);
  };
  const release = () => {
    for (const event of held) emit(event);
    held = [];
    size = 0;
  };

  return {
    get lines() {
      return lines;
    },
    object(id, type, { json, values, changes, relations }) {
      types.set(id, type);
      objects++;
      if (values + relations === 0) return;
      counts = {
        values: counts.values + values,
        changes: counts.changes + changes,
        relations: counts.relations + relations,
      };
      toldSize += json.length;
      if (toldSize <= MOST_HELD) told.set(id, json);
      else
        sink.note?.(
          'The objects say more than can be kept until a record names them: of those at the end only the type is kept.',
        );
    },
    event(event) {
      if (known) return emit(event);
      held.push(event);
      size +=
        event.payload.length + event.rest.reduce((sum, [, json]) => sum + json.length, 100) + 50 * event.objects.length;
      if (size <= MOST_HELD) return;
      known = true;
      sink.note?.(
        'The objects stand after too many events to wait for them: subjects have no types. Write the objects first.',
      );
      release();
    },
    reject(reason) {
      sink.reject(++lines, reason);
    },
    objectsEnded() {
      known = true;
      release();
    },
    end() {
      release();
      const { values, changes, relations } = counts;
      const parts = [
        ...(values > 0
          ? [`${values} ${values === 1 ? 'value' : 'values'} of attributes (${changes} of them a later change)`]
          : []),
        ...(relations > 0 ? [`${relations} ${relations === 1 ? 'relation' : 'relations'} to other objects`] : []),
      ];
      if (parts.length > 0)
        sink.note?.(
          `${objects} objects are described, with ${parts.join(' and ')}. Those are no events: what is said of an object stands in \`meta.objects\` of the first record that names it.${told.size > 0 ? ` ${told.size} of these objects no event names: they are in no record.` : ''}`,
        );
    },
  };
}

/** Of a record that our writer wrote: an object's id is `type/id`, unless the record's own words for its subject stand beside. */
function withOurs({ subject_type, subject_id }: Roles, ours: Roles): Roles {
  if (ours.subject_id !== undefined) return { subject_type: undefined, also: undefined, ...ours };
  const prefix = subject_type === undefined ? undefined : `${subject_type.slice(0, -1)}/`;
  const isLong = prefix !== undefined && subject_id?.startsWith(prefix) === true;
  return { also: undefined, ...(isLong && { subject_id: `"${subject_id.slice(prefix.length)}` }), ...ours };
}

/** The row of an event: its first object is the subject, the others stand in `also`. */
export function ocelRow(event: OcelEvent, typeOf: (id: string) => string | undefined): string {
  const { id, type, time, payload, rest } = event;
  const objects = new Map(event.objects.map((ref) => [`${ref.type ?? ''}\n${ref.id}`, ref]));
  const [subject, ...also] = [...objects.values()].map(({ id: object, type: own }): Member[] => {
    const of = own ?? typeOf(object);
    return [...(of === undefined ? [] : [['subject_type', quoted(of)] as const]), ['subject_id', quoted(object)]];
  });
  const roles: Roles = {
    id,
    type,
    ...Object.fromEntries(subject ?? []),
    also: also.length === 0 ? undefined : `[${also.map(objectText).join(',')}]`,
    t_event: time,
    payload,
  };
  return madeRow(event.ours ? { ...roles, ...withOurs(roles, event.ours) } : roles, rest);
}

/** A framer around a log: `push` and `end` read the source, `cut` shows what waits. */
export function ocelFramer(log: OcelLog, source: Pick<Framer, 'push' | 'end'>): Framer {
  return {
    get lines() {
      return log.lines;
    },
    push: (chunk) => source.push(chunk),
    end() {
      source.end();
      log.end();
    },
    cut: () => log.objectsEnded(),
  };
}
