import type { RecordRule } from '../record-rule.ts';
import { holds } from './fields.ts';

const hasId = holds('id');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const idIsUuid: RecordRule = {
  meta: {
    id: 'id-is-uuid',
    title: 'The id of a record is a UUID',
    clauses: ['ES-012'],
    severity: { envelope: 'error' },
    targets: 'records',
    since: '0.1',
  },
  start: ({ settings, report }) =>
    settings.fields.includes('id:uuid')
      ? {
          record(at) {
            if (UUID.test(at.record.id) || !hasId(at)) return;
            report({
              at,
              field: 'id',
              message: `The id \`${at.record.id.slice(0, 80)}\` is no UUID: another producer may well make the same one. Make ids with a UUID generator.`,
            });
          },
        }
      : undefined,
};
