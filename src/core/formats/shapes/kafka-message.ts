/** What a Kafka message says, whoever wrote it down: its type, subject and thread, from headers and value as they conventionally say it. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { type Change, changeIn, tombstoneOf } from './debezium.ts';
import { type Member, quoted, type Roles } from './made-row.ts';
import { keyText, opened, wordIn } from './opened.ts';

export interface KafkaMessage {
  readonly topic: string | undefined;
  /** As it is written down; JSON in text is opened here. */
  readonly key: JsonNode | undefined;
  /** Undefined or null: a tombstone. */
  readonly value: JsonNode | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
}
export interface UnderstoodMessage {
  readonly roles: Roles;
  /** What is left of a value that was taken apart. */
  readonly rest: readonly Member[];
}

/** Names of headers, without case, dashes and underscores. */
const TYPES = ['cetype', 'eventtype', 'eventname', 'messagetype', 'xeventtype', 'typeid', 'type'];
const IDS = ['ceid', 'eventid', 'messageid', 'xeventid'];
const THREADS = ['correlationid', 'cecorrelationid', 'xcorrelationid', 'kafkacorrelationid'];
const TIMES = ['cetime'];
const PRODUCERS = ['cesource'];
const CAUSES = ['causationid', 'cecausationid', 'xcausationid'];
/** Members of a value. */
const TYPE_MEMBERS = [
  'eventType',
  'event_type',
  'eventName',
  'event_name',
  'messageType',
  'message_type',
  'type',
  '@type',
  '$type',
];
const LONGEST_TYPE = 200;
const MOST_TOPICS = 1000;

/** A reader of messages in the order in which they stand: a tombstone in a topic of Debezium is one of the table whose changes were there. */
export function messageReader(): (message: KafkaMessage) => UnderstoodMessage {
  const changes = new Map<string, Change>();
  return ({ topic = '', key, value: written, headers }) => {
    const value = written === undefined || written.kind === 'null' ? undefined : opened(written);
    const change = value?.kind === 'object' ? changeIn(value, key) : undefined;
    if (change) {
      if (changes.size < MOST_TOPICS || changes.has(topic)) changes.set(topic, change);
      return { roles: change.roles, rest: change.rest };
    }
    const subject = keyText(key);
    const before = value === undefined ? changes.get(topic) : undefined;
    if (before && subject !== undefined) return { roles: tombstoneOf(before, subject), rest: [] };
    const header = (names: readonly string[]): string | undefined => {
      for (const name of names) {
        const found = headers.find(([key]) => key.toLowerCase().replace(/[^a-z0-9]/g, '') === name)?.[1];
        const word = found === undefined ? undefined : unquoted(found);
        if (word) return quoted(word);
      }
      return undefined;
    };
    const trace = headers.find(([name]) => name.toLowerCase() === 'traceparent')?.[1];
    const traceId = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(trace ?? '')?.[1];
    return {
      roles: {
        id: header(IDS),
        type: header(TYPES) ?? typeIn(value) ?? quoted(topic || 'message'),
        subject_id: subject === undefined ? undefined : quoted(subject),
        t_event: header(TIMES),
        producer: header(PRODUCERS),
        correlation_id: header(THREADS) ?? (traceId === undefined ? undefined : quoted(traceId)),
        causation_id: header(CAUSES),
        payload: value ? textOf(value) : 'null',
      },
      rest: [],
    };
  };
}

function typeIn(value: JsonNode | undefined): string | undefined {
  for (const name of TYPE_MEMBERS) {
    const member = memberOf(value, name);
    const word = member?.kind === 'string' || member?.kind === 'object' ? wordIn(member) : undefined;
    if (word !== undefined && word.trim() !== '' && word.length <= LONGEST_TYPE) return quoted(word);
  }
  return undefined;
}

/** Some write the value of a header as JSON. */
function unquoted(text: string): string {
  return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text;
}

/** A broker's time of a message, unless the message itself says that time. */
export const stampUnsaid = (stamp: Roles, said: Roles): Roles =>
  Object.keys(stamp).every((role) => said[role as keyof Roles] === undefined) ? stamp : {};
