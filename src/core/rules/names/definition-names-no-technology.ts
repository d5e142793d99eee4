import { pointer } from '../../json-pointer.ts';
import { wordsOf } from '../../words/split.ts';
import { fieldsOfEvent } from '../fields.ts';
import type { Report, Rule, Visit } from '../rule.ts';

/** Products and their settings; words that a business may use too (topic, queue, exchange) only as `kafka topic` would be. */
const PRODUCTS: ReadonlySet<string> = new Set(
  'kafka rabbitmq zeromq sqs kinesis pulsar jetstream eventbridge servicebus eventhub eventhubs pubsub mqtt amqp redpanda zookeeper debezium nats rocketmq activemq sns pubsubplus kurrentdb eventstoredb dynamodb mongodb mongo postgres postgresql mysql redis cassandra elasticsearch memcached'.split(
    ' ',
  ),
);
/** Settings that brokers alone have. */
const SETTINGS =
  /\b(?:replication factor|consumer groups?|routing key|dead letter queue|partition count|broker url|bootstrap servers?|in ?sync replicas?|\d+ replicas|isr|(?:azure )?service bus|event hubs?|pub sub|event store db|dynamo (?:db|streams?)|solace (?:queue|broker|topic)|fanout|(?:retention|linger|poll|session) ms|(?:retention|segment|batch|fetch) bytes|acks (?:all|0|1))\b/;
const LONGEST = 2000;

function productIn(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const read = text.slice(0, LONGEST);
  const words = wordsOf(read);
  // `RocketMQ` is one word to people, and two to its capitals.
  const asWritten = read.toLowerCase().split(/[^a-z]+/);
  return [...words, ...asWritten].find((word) => PRODUCTS.has(word)) ?? SETTINGS.exec(words.join(' '))?.[0];
}

function about(at: string, product: string, where: string): Report {
  return {
    pointer: at,
    message: `${where} names a technology ("${product}"). What a record means stays when the broker goes: say here what holds in any of them, and keep the product's settings with its deployment.`,
  };
}

export const definitionNamesNoTechnology: Rule = {
  meta: {
    id: 'definition-names-no-technology',
    title: 'A definition names no broker',
    clauses: ['HL-003'],
    severity: { hless: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { report }) {
    const at = pointer('streams', name);
    const named = productIn(name);
    if (named !== undefined) report({ ...about(at, named, `The name of the stream \`${name}\``), part: 'key' });
    const told = productIn(stream.description);
    if (told !== undefined) report(about(`${at}/description`, told, `The description of \`${name}\``));
    for (const [i, { says }] of (stream.invariants ?? []).entries()) {
      const said = productIn(says);
      if (said !== undefined) report(about(at + pointer('invariants', i, 'says'), said, `An invariant of \`${name}\``));
    }
  },
  event(name, event, { report }) {
    const at = pointer('events', name);
    const named = productIn(name);
    if (named !== undefined) report({ ...about(at, named, `The name of the event \`${name}\``), part: 'key' });
    const told = productIn(event.description);
    if (told !== undefined) report(about(`${at}/description`, told, `The description of \`${name}\``));
    for (const { name: field, at: here } of fieldsOfEvent(name, event)) {
      const held = productIn(field);
      if (held !== undefined) report({ ...about(here, held, `The field \`${field}\` of \`${name}\``), part: 'key' });
    }
  },
  consumer: (name, { description }, { report }) => look('consumers', name, description, report),
  projection: (name, { description }, { report }) => look('projections', name, description, report),
  command: (name, { description }, { report }) => look('commands', name, description, report),
};

function look(section: string, name: string, description: string | undefined, report: Visit['report']): void {
  const at = pointer(section, name);
  const named = productIn(name);
  if (named !== undefined) report({ ...about(at, named, `The name \`${name}\``), part: 'key' });
  const told = productIn(description);
  if (told !== undefined) report(about(`${at}/description`, told, `The description of \`${name}\``));
}
