import { pointer } from '../../json-pointer.ts';
import { heardTypes } from '../fields.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';

/** What a policy, a rejection or an order in time rests on: somebody asks whether it happened. */
const needed = perModel((model): ReadonlySet<string | undefined> => {
  const made = new Set<string | undefined>();
  for (const { recorded_by } of Object.values(model.policies)) made.add(recorded_by);
  for (const { rejects = {} } of Object.values(model.commands))
    for (const type of Object.values(rejects)) made.add(type);
  for (const { needs } of Object.values(model.precedence)) made.add(needs);
  return made;
});

export const eventHasConsumer: Rule = {
  meta: {
    id: 'event-has-consumer',
    title: 'An event exists for a reason: somebody hears it, or it is for audit',
    clauses: ['ES-080'],
    severity: { envelope: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    const heard = heardTypes(model);
    if (heard.has(name) || heard.has('*')) return;
    if (event.purpose === 'audit' || event.purpose === 'evaluation' || event.replay_intent === 'audit_only') return;
    if (needed(model).has(name)) return;
    const at = pointer('events', name);
    report({
      pointer: at,
      message: `Nobody hears \`${name}\`, and it is not said to be for audit. An event exists because another service cares, a workflow goes on from it, or an audit gains: name the consumer or projection, say \`purpose: audit\`, or leave it out.`,
      fix:
        event.purpose === undefined
          ? { title: 'Add purpose: audit', insert: { into: at, key: 'purpose', value: 'audit' } }
          : { title: 'Change purpose to audit', replace: { at: `${at}/purpose`, value: 'audit' } },
    });
  },
};
