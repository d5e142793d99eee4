import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { lacking, some } from './look.ts';
import { durationMeant, lasting } from './retention.ts';

export const streamRecognisesRepeats: Rule = {
  meta: {
    id: 'stream-recognises-repeats',
    title: 'A stream says how a repeat is recognised',
    clauses: [],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, report }) {
    const at = pointer('streams', name);
    const { idempotency } = stream;
    const into = idempotency === undefined ? at : `${at}/idempotency`;
    if (idempotency?.strategy === undefined)
      return report({
        pointer: into,
        severity: 'warning',
        message: `Stream \`${name}\` does not say how a repeat is recognised. Networks, crashes and replays all repeat records, and each must end in one effect: set \`idempotency.strategy\`.`,
        fix: {
          title: 'Recognise repeats by the record’s id',
          insert:
            idempotency === undefined
              ? { into: at, key: 'idempotency', value: '{ strategy: record_id }' }
              : { into, key: 'strategy', value: 'record_id' },
        },
      });
    const { strategy, fields = [], window } = idempotency;
    if (strategy === 'external_key' && fields.length === 0)
      report({
        pointer: into,
        lacks: `${into}/fields`,
        message: `Stream \`${name}\` recognises repeats by an external key, but names no field that holds it: list them in \`idempotency.fields\`.`,
      });
    if (strategy === 'window' && window === undefined)
      report({
        pointer: into,
        message: `Stream \`${name}\` looks for repeats in a window, but does not say how long it is. Without a length every repeat or none is found: add \`idempotency.window\`.`,
        fix: { title: 'Add window: 1h', insert: { into, key: 'window', value: '1h' } },
      });
    if (window !== undefined && lasting(window) === undefined) {
      const meant = durationMeant(window);
      report({
        pointer: `${into}/window`,
        part: 'value',
        message: `The window of stream \`${name}\`, \`${window.slice(0, 60)}\`, is no duration: write 30s, 5min, 1h or P1D.`,
        ...(meant !== undefined && {
          fix: { title: `Change to ${meant}`, replace: { at: `${into}/window`, value: meant } },
        }),
      });
    }
    for (const [i, field] of fields.entries()) {
      const without = field === 'subject_id' ? [] : lacking(model, name, field);
      if (without.length === 0) continue;
      report({
        pointer: `${into}/fields/${i}`,
        part: 'value',
        message: `Stream \`${name}\` recognises repeats by \`${field}\`, but not every record has that field: ${some(without)}. Without it two records look alike, or the same one twice: add the field, or choose another.`,
      });
    }
  },
};
