import { pointer } from '../../json-pointer.ts';
import { named } from '../fields.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';

const firstPolicy = perModel((model) => Object.keys(model.policies)[0]);

export const aiConsumerHasPolicy: Rule = {
  meta: {
    id: 'ai-consumer-has-policy',
    title: 'An AI acts on an event only past a policy, whose check is recorded',
    clauses: ['EM-100'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, { kind, policy }, { model, report }) {
    if (kind !== 'ai') return;
    const at = pointer('consumers', name);
    const first = firstPolicy(model);
    if (policy === undefined || policy.trim() === '') {
      report({
        pointer: at,
        lacks: `${at}/policy`,
        message: `\`${name}\` is an AI and acts without a policy. Nobody could say afterwards who allowed what it did: name the policy that is asked first.`,
        ...(first !== undefined && {
          fix: { title: `Add policy: ${first}`, insert: { into: at, key: 'policy', value: first } },
        }),
      });
      return;
    }
    const known = named(model.policies, policy);
    if (!known)
      report({
        pointer: `${at}/policy`,
        part: 'value',
        message: `\`${name}\` is an AI behind the policy \`${policy}\`, which the model does not have: nothing is asked before it acts. Define it in \`policies\`, with the event that records it.`,
      });
    else if (known.recorded_by === undefined || !Object.hasOwn(model.events, known.recorded_by))
      report({
        pointer: pointer('policies', policy),
        message: `\`${policy}\` guards the AI \`${name}\`, but no event records that it was asked. Say with \`recorded_by\` which event does: it comes before the action, in the same thread.`,
      });
  },
};
