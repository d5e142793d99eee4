import type { RecordRule, SeenRecord } from '../record-rule.ts';
import { type EventPlan, ownOf, planOf } from './plan.ts';

interface Use {
  count: number;
  last: SeenRecord;
  /** Optional fields that no record had so far. */
  unfilled: readonly string[];
}

export const definitionIsUsed: RecordRule = {
  meta: {
    id: 'definition-is-used',
    title: 'What the model defines is recorded somewhere',
    clauses: [],
    severity: { hless: 'info', game: 'info', envelope: 'info', evidence: 'info', eventing: 'info', unified: 'info' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const plans = planOf(model);
    const uses = new Map<EventPlan, Use>();
    let last: SeenRecord | undefined;
    let records = 0;
    return {
      record(at) {
        last = at;
        records++;
        const plan = plans.get(at.record.type);
        if (!plan) return;
        let use = uses.get(plan);
        if (!use) {
          use = { count: 0, last: at, unfilled: optionalOf(plan) };
          uses.set(plan, use);
        }
        use.count++;
        use.last = at;
        if (use.unfilled.length === 0) return;
        const { payload } = at.record;
        const left = use.unfilled.filter((name) => isEmpty(payload, name));
        if (left.length < use.unfilled.length) use.unfilled = left;
      },
      end() {
        if (!last) return;
        for (const [name] of Object.entries(model.events)) {
          const plan = plans.get(name);
          const use = plan && uses.get(plan);
          if (!use) {
            report({
              at: last,
              field: name,
              message: `\`${name}\` is defined, and none of the ${records} records is one. Either it does not happen yet, or it is recorded under another name: list that under \`formerly\`.`,
            });
            continue;
          }
          for (const field of use.unfilled)
            report({
              at: use.last,
              field,
              message: `\`${field}\` of \`${name}\` is optional, and none of its ${use.count} records fills it. Leave it out of the model, or have it recorded.`,
            });
        }
      },
    };
  },
};

const optionalOf = (plan: EventPlan): readonly string[] =>
  Object.entries(plan.event.payload ?? {}).flatMap(([name, field]) => (field.optional ? [name] : []));

function isEmpty(payload: Parameters<typeof ownOf>[0], name: string): boolean {
  const value = ownOf(payload, name);
  return value === undefined || value === null || value === '';
}
