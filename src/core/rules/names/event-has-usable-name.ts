import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { isUsable } from './usable.ts';

export const eventHasUsableName: Rule = {
  meta: {
    id: 'event-has-usable-name',
    title: 'An event has a name that says something',
    clauses: ['EM-041'],
    severity: { eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, _, { report }) {
    if (isUsable(name)) return;
    report({
      pointer: pointer('events', name),
      message: `${name.trim() === '' ? 'This event has no name' : `\`${name}\` is no name of an event`}. Producers and consumers find each other by nothing else: say what happened, and to what.`,
    });
  },
};
