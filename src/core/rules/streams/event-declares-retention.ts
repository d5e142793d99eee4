import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { streamOf } from './look.ts';
import { durationMeant, lasting } from './retention.ts';

export const eventDeclaresRetention: Rule = {
  meta: {
    id: 'event-declares-retention',
    title: 'It is defined how long each type is kept',
    clauses: ['EM-113'],
    severity: { eventing: 'error', hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, profile, report }) {
    const at = pointer('events', name);
    const stream = streamOf(model, event);
    if (event.retention !== undefined) {
      if (lasting(event.retention) !== undefined) return;
      const meant = durationMeant(event.retention);
      return report({
        pointer: `${at}/retention`,
        part: 'value',
        message: `The retention of \`${name}\`, \`${event.retention.slice(0, 60)}\`, is no duration, so nobody knows how long it is kept: write 90d, 12h, P3M or forever.`,
        ...(meant !== undefined && {
          fix: { title: `Change to ${meant}`, replace: { at: `${at}/retention`, value: meant } },
        }),
      });
    }
    if (profile !== 'eventing' || (stream?.retention !== undefined && lasting(stream.retention) !== undefined)) return;
    report({
      pointer: at,
      message: `Nothing defines how long \`${name}\` is kept. One default for all keeps what should be gone, or drops what is still needed: add \`retention\` here, or at its stream.`,
      fix: { title: 'Add retention: 90d', insert: { into: at, key: 'retention', value: '90d' } },
    });
  },
};
