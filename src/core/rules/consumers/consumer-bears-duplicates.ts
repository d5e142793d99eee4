import { pointer, type Rule } from '../rule.ts';

/** Contract §7: a consumer without `guard` on an effect needs `dedupe_by`. */
export const consumerBearsDuplicates: Rule = {
  meta: {
    id: 'consumer-bears-duplicates',
    title: 'A consumer bears being handed a record twice',
    clauses: ['ES-040', 'ES-041', 'ES-042', 'ES-051', 'EM-031', 'EM-082', 'EM-083'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, consumer, { report }) {
    const { effects = [], issues = [], dedupe_by } = consumer;
    const deduped = dedupe_by !== undefined && dedupe_by !== 'none';
    if (deduped) return;
    const at = pointer('consumers', name);
    const open = effects.filter(({ guard }) => guard === undefined);
    if (open.length === 0 && issues.length === 0) return;
    const what = open.length > 0 ? `does \`${open[0]?.name ?? 'its effect'}\`` : `issues \`${issues[0]}\``;
    report({
      pointer: at,
      message: `\`${name}\` ${what} again when a record is delivered again, and delivery is at least once. Say \`dedupe_by: id\`${open.length > 0 ? ', or guard the effect by the id or a key' : ''}.`,
      fix:
        dedupe_by === undefined
          ? { title: 'Add dedupe_by: id', insert: { into: at, key: 'dedupe_by', value: 'id' } }
          : { title: 'Change dedupe_by to id', replace: { at: `${at}/dedupe_by`, value: 'id' } },
    });
  },
};
