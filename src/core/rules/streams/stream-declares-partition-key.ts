import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { commonKey, lacking, some, yaml } from './look.ts';

export const streamDeclaresPartitionKey: Rule = {
  meta: {
    id: 'stream-declares-partition-key',
    title: 'A stream declares by which field it is spread',
    clauses: ['HL-061'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, report }) {
    const at = pointer('streams', name);
    const key = stream.partition_key;
    const guess = commonKey(model, name);
    if (key === undefined || key.trim() === '')
      return report({
        pointer: key === undefined ? at : `${at}/partition_key`,
        lacks: `${at}/partition_key`,
        message: `Stream \`${name}\` has no partition_key. Records that belong together stay in order only if one field keeps them together: name a field of every payload, or subject_id.`,
        ...(guess !== undefined &&
          key === undefined && {
            fix: {
              title: `Add partition_key: ${guess}`,
              insert: { into: at, key: 'partition_key', value: yaml(guess) },
            },
          }),
      });
    if (key === 'subject_id') return;
    const without = lacking(model, name, key);
    if (without.length === 0) return;
    report({
      pointer: `${at}/partition_key`,
      part: 'value',
      message: `Stream \`${name}\` is spread by \`${key}\`, but not every record has that field: ${some(without)}. A record without its key belongs to no partition: add the field there, or choose one that every payload has.`,
      ...(guess !== undefined && {
        fix: { title: `Change to ${guess}`, replace: { at: `${at}/partition_key`, value: yaml(guess) } },
      }),
    });
  },
};
