import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { durationMeant, lasting } from './retention.ts';

export const streamDeclaresRetention: Rule = {
  meta: {
    id: 'stream-declares-retention',
    title: 'A stream declares how long it is kept',
    clauses: ['HL-062'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { report }) {
    const at = pointer('streams', name);
    const { retention } = stream;
    if (retention === undefined)
      return report({
        pointer: at,
        message: `Stream \`${name}\` has no retention. A default that nobody chose either loses what a rebuild needs or keeps what should be gone: say how long, as 90d, P3M or forever.`,
        fix: { title: 'Add retention: 90d', insert: { into: at, key: 'retention', value: '90d' } },
      });
    if (lasting(retention) !== undefined) return;
    const meant = durationMeant(retention);
    report({
      pointer: `${at}/retention`,
      part: 'value',
      message: `The retention of stream \`${name}\`, \`${retention.slice(0, 60)}\`, is no duration, so nobody knows how long it is kept: write 90d, 12h, P3M or forever.`,
      ...(meant !== undefined && {
        fix: { title: `Change to ${meant}`, replace: { at: `${at}/retention`, value: meant } },
      }),
    });
  },
};
