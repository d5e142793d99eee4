import { wordsOf } from '../../words/split.ts';
import { elementOf, fieldsOfEvent } from '../fields.ts';
import type { Rule } from '../rule.ts';

const VAGUE = new Set([
  ...['data', 'misc', 'info', 'attributes', 'attrs', 'details', 'extra', 'extras', 'params', 'props', 'properties'],
  ...[
    'additional',
    'general',
    'generic',
    'more',
    'custom',
    'raw',
    'miscellaneous',
    'information',
    'various',
    'dict',
    'json',
  ],
  ...[
    'meta',
    'metadata',
    'payload',
    'body',
    'blob',
    'stuff',
    'object',
    'content',
    'context',
    'ctx',
    'bag',
    'options',
    'other',
  ],
]);

export const payloadIsExplicit: Rule = {
  meta: {
    id: 'payload-is-explicit',
    title: 'A payload has explicit fields, not a nested something',
    clauses: ['EM-048'],
    severity: { eventing: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  event(name, event, { report }) {
    for (const { name: field, field: one, at } of fieldsOfEvent(name, event)) {
      const { type, fields } = elementOf(one);
      const free = type === 'object' && fields === undefined;
      const vague = fields !== undefined && wordsOf(field).every((word) => VAGUE.has(word));
      if (!free && !vague) continue;
      report({
        pointer: at,
        message: free
          ? `\`${field}\` is an object of which nothing is said. Name the fields that \`${name}\` really carries, so that readers need not guess.`
          : `\`${field}\` says nothing about what stands in it. Lift its fields up, or name it after the thing that they describe.`,
      });
    }
  },
};
