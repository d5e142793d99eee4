import type { Model } from '../../../model/model.ts';
import { eventsOf } from '../events-of.ts';
import type { RecordRule } from '../record-rule.ts';
import { isBlank } from './fields.ts';

/** Whether the model says that records of that type are requests. */
function isIntent(model: Model, type: string): boolean {
  const event = eventsOf(model).get(type)?.event;
  const stream = event?.stream ?? '';
  const kind = event?.kind ?? (Object.hasOwn(model.streams, stream) ? model.streams[stream]?.record_kind : undefined);
  return kind === 'INTENT';
}

export const intentHasActor: RecordRule = {
  meta: {
    id: 'intent-has-actor',
    title: 'A recorded request says who asked',
    clauses: ['HL-052'],
    severity: { hless: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const intents = new Map<string, boolean>();
    return {
      record(at) {
        const { type, kind, actor_id } = at.record;
        if (actor_id !== undefined && !isBlank(actor_id)) return;
        let intent = kind === 'INTENT';
        if (kind === undefined && model) {
          if (!intents.has(type)) intents.set(type, isIntent(model, type));
          intent = intents.get(type) === true;
        }
        if (!intent) return;
        report({
          at,
          field: 'actor_id',
          message:
            'This request has no `actor_id`: nobody can tell who asked, or answer them. Record the person, service or system that asked.',
        });
      },
    };
  },
};
