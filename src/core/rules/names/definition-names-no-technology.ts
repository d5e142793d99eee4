import { wordsOf } from '../../words/split.ts';
import { pointer, type Report, type Rule } from '../rule.ts';

/** Products and their settings; words that a business may use too (topic, queue, exchange) only as `kafka topic` would be. */
const PRODUCTS: ReadonlySet<string> = new Set(
  'kafka rabbitmq activemq zeromq sqs kinesis pulsar jetstream eventbridge servicebus eventhub eventhubs pubsub mqtt amqp redpanda celery zookeeper debezium'.split(
    ' ',
  ),
);
const LONGEST = 2000;

function productIn(text: unknown): string | undefined {
  return typeof text !== 'string' ? undefined : wordsOf(text.slice(0, LONGEST)).find((word) => PRODUCTS.has(word));
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
    for (const field of Object.keys(event.payload ?? {})) {
      const held = productIn(field);
      if (held !== undefined)
        report({
          ...about(at + pointer('payload', field), held, `The field \`${field}\` of \`${name}\``),
          part: 'key',
        });
    }
  },
};
