/** Names that JavaScript gives to all code, sorted by what reading them means for a replay. */

/** Always answer alike. `Math` and `Date` do too, but for the members below. */
export const PURE: ReadonlySet<string> = new Set(
  `undefined NaN Infinity Object Array String Number Boolean BigInt Math Date JSON Map Set Symbol RegExp Error TypeError RangeError
  parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI structuredClone console accept reject
  Reflect Promise Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array Float64Array ArrayBuffer DataView arguments
  WeakMap WeakSet URIError SyntaxError EvalError ReferenceError AggregateError Uint8ClampedArray BigInt64Array BigUint64Array Iterator`.split(
    /\s+/,
  ),
);

const KINDS: Readonly<Record<string, readonly string[]>> = {
  'the clock': ['performance', 'Temporal'],
  randomness: ['crypto'],
  'the network': ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator'],
  'a timer': ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
  storage: ['localStorage', 'sessionStorage', 'indexedDB', 'caches'],
  'its surroundings': [
    'process',
    'Deno',
    'Bun',
    'globalThis',
    'window',
    'self',
    'global',
    'document',
    'require',
    'eval',
  ],
};
const KIND = new Map(Object.entries(KINDS).flatMap(([kind, names]) => names.map((name) => [name, kind] as const)));

export const OUTSIDE_NAMES: readonly string[] = [...KIND.keys()];

/** What kind of outside a name is; undefined for one that nobody gives. */
export const outsideKind = (name: string): string | undefined => KIND.get(name);

const verbs = (words: string) => new RegExp(`^(?:${words})(?=$|[A-Z_\\d])`);
/** Methods that change what they are called on. */
export const CHANGES = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
);
export const APPENDS = verbs('append|emit|publish|dispatch|apply|journal|produce|record|log|commit|project|fold');
export const READS = verbs('get|find|read|list|query|select|load|has|count|lookup|search|peek');
export const TIME = /^(?:t_event|t_log|t_process|timestamp|time|occurred_?at|recorded_?at|created_?at|\w+_at)$/i;
export const VENDOR =
  /^(?:partition|partition_?key|offset|topic|broker|kafka|rabbitmq?|nats|sqs|sns|kinesis|pubsub|delivery_?tag|routing_?key|exchange|consumer_?group|ack|nack|commit_?offset|jetstream|redelivered|receipt_?handle|shard_?id|headers|(?:delivery|receive|redelivery)_?count|message_?group_?id)$/i;
export const ADAPTER = /^(?:adapter|transport|broker|vendor|driver)(?:_?(?:name|kind|type))?$/i;
export const BROKERS =
  /kafka|rabbit|amqp|nats|sqs|sns|kinesis|pubsub|pulsar|redis|bull|eventbridge|servicebus|zeromq|mqtt|kurrent|eventstore/i;
/** Words in a name that is a broker or a client of one. */
export const BROKER_WORDS: ReadonlySet<string> = new Set(
  `kafka kafkajs rabbit rabbitmq amqp amqplib nats jetstream sqs sns kinesis pubsub pulsar redis ioredis bullmq eventbridge servicebus zeromq mqtt
  kurrent kurrentdb eventstoredb broker`.split(/\s+/),
);
/** Calls that come back when something else has happened. */
export const WAITS = /^(?:wait|sleep|poll|await|block)(?=$|[A-Z_])/;
