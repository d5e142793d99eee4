import type { Model } from '../../../model/model.ts';
import { eventsOf } from '../events-of.ts';
import type { RecordRule } from '../record-rule.ts';

/** Who may emit a type: its declared producer, else the services that own its subject. */
function ownersOf(model: Model, type: string): readonly string[] {
  const event = eventsOf(model).get(type)?.event;
  if (event?.producer !== undefined) return [event.producer];
  const subject = event?.subject;
  if (subject === undefined) return [];
  return Object.entries(model.services).flatMap(([name, { owns }]) => (owns?.includes(subject) ? [name] : []));
}

export const producerOwnsRecord: RecordRule = {
  meta: {
    id: 'producer-owns-record',
    title: 'A record is produced by the one service that owns its type',
    clauses: ['EM-021', 'EM-013'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const owners = new Map<string, readonly string[]>();
    const first = new Map<string, string>();
    return {
      record(at) {
        const { type, producer } = at.record;
        if (producer === undefined || producer === '') return;
        let allowed = owners.get(type);
        if (!allowed) {
          allowed = model ? ownersOf(model, type) : [];
          owners.set(type, allowed);
          first.set(type, producer);
        }
        const before = first.get(type);
        const second = before !== producer;
        const other = allowed.length > 0 && !allowed.includes(producer);
        if (other)
          report({
            at,
            field: 'producer',
            message: `\`${producer}\` produced \`${type}\`, which belongs to \`${allowed.join('`, `')}\`: nobody emits for another service. Let the owner emit it, or give \`${producer}\` an event of its own.`,
            clauses: second ? ['EM-021', 'EM-013'] : ['EM-021'],
          });
        else if (second)
          report({
            at,
            field: 'producer',
            message: `\`${type}\` comes from \`${before}\` and from \`${producer}\`: nobody knows whom to ask what it means. Give it one producer.`,
            clauses: ['EM-013'],
          });
      },
    };
  },
};
