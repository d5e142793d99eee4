import { pointer } from '../../json-pointer.ts';
import type { StreamModel } from '../../model/model.ts';
import type { Rule } from '../rule.ts';
import { eventsOf } from './look.ts';

const PARTS: readonly (keyof StreamModel)[] = [
  'record_kind',
  'partition_key',
  'ordering_scope',
  'retention',
  'time',
  'idempotency',
  'requires',
  'derives_from',
];

export const streamIsDefined: Rule = {
  meta: {
    id: 'stream-is-defined',
    title: 'A stream is more than prose',
    clauses: ['HL-001'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, profile, report }) {
    const at = pointer('streams', name);
    if (stream.description !== undefined && PARTS.every((part) => stream[part] === undefined))
      return report({
        pointer: at,
        message: `Stream \`${name}\` is only described. Prose cannot be checked, and two readers understand two things: give it record_kind, partition_key, ordering_scope, retention and time, and name it in the events that stand in it.`,
      });
    const events = eventsOf(model, name);
    if (
      profile === 'unified' ||
      events.some(([, { payload, schema }]) => payload !== undefined || schema !== undefined)
    )
      return;
    report({
      pointer: at,
      severity: 'warning',
      message: `Nothing says what a record of stream \`${name}\` holds: ${events.length === 0 ? 'no event names it' : 'none of its events has a payload'}. A log without a schema cannot be validated: declare the events of this stream, each with a payload.`,
    });
  },
};
