import type { RecordRule } from '../record-rule.ts';

export const recordKeepsOneSpelling: RecordRule = {
  meta: {
    id: 'record-keeps-one-spelling',
    title: 'All records of a journal name their fields alike',
    clauses: ['ES-001'],
    severity: { envelope: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.3',
  },
  start: ({ report }) => ({
    record(at) {
      const spelled = at.record.meta?.spelled;
      if (typeof spelled !== 'object' || spelled === null) return;
      for (const [field, name] of Object.entries(spelled))
        report({
          at,
          field,
          message: `This record of \`${at.record.type}\` calls \`${String(name)}\` what the records before it call otherwise. All events share one structure, or each reader must know the habits of each producer: let every producer write the same names.`,
        });
    },
  }),
};
