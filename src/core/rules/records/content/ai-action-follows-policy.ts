import { wordsOf } from '../../../words/split.ts';
import type { RecordRule } from '../record-rule.ts';
import { createEarlier } from './earlier.ts';
import { planOf } from './plan.ts';

/** `agent` alone, `ai` in any company; a `travel_agent` is a person. */
const isAi = (actor: string): boolean => {
  const words = wordsOf(actor);
  return words.join() === 'agent' || words.some((word) => word === 'ai' || word === 'llm' || word === 'genai');
};

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
    const actors = new Map<string, boolean>();
    const byAi = (actor: string): boolean => {
      const known = actors.get(actor) ?? isAi(actor);
      if (actors.size < 10_000) actors.set(actor, known);
      return known;
    };
    const isCheck = (type: string) => recorded.has(type) || recorded.has(plans.get(type)?.name ?? type);
    return {
      record(at) {
        const { actor_type: actor, correlation_id: thread, type } = at.record;
        const keys = thread === undefined ? [] : [thread];
        if (recorded.size > 0 && isCheck(type)) earlier.came(keys, at);
        else if (actor !== undefined && byAi(actor)) earlier.needs(keys, at);
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
