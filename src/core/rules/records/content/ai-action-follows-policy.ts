import type { RecordRule } from '../record-rule.ts';
import { createEarlier } from './earlier.ts';
import { planOf } from './plan.ts';

const AI: ReadonlySet<string> = new Set(['agent', 'ai', 'ai_agent', 'ai-agent', 'llm']);

export const aiActionFollowsPolicy: RecordRule = {
  meta: {
    id: 'ai-action-follows-policy',
    title: 'What an AI did, a policy allowed before',
    clauses: ['EM-100'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, header, report }) {
    if (!model) return undefined;
    const plans = planOf(model);
    const recorded = new Set(
      Object.values(model.policies).flatMap(({ recorded_by }) => (recorded_by === undefined ? [] : [recorded_by])),
    );
    const earlier = createEarlier(header?.sequence.per === 'subject');
    const isCheck = (type: string) => recorded.has(type) || recorded.has(plans.get(type)?.name ?? type);
    return {
      record(at) {
        const { actor_type: actor, correlation_id: thread, type } = at.record;
        const keys = thread === undefined ? [] : [thread];
        if (recorded.size > 0 && isCheck(type)) earlier.came(keys, at);
        else if (actor !== undefined && (AI.has(actor) || AI.has(actor.toLowerCase()))) earlier.needs(keys, at);
      },
      end() {
        const names = [...recorded].map((name) => `\`${name}\``).join(' or ');
        for (const at of earlier.missing())
          report({
            at,
            field: 'actor_type',
            message: `\`${at.record.id}\` (\`${at.record.type}\`) was done by an AI, and ${
              names === ''
                ? 'the model has no policy whose check is recorded'
                : `no ${names} with its correlation id came before it`
            }. An AI never acts on its own: have a policy decide first, and record that it did.`,
          });
      },
    };
  },
};
