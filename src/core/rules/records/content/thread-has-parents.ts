import type { RecordRule, SeenRecord } from '../record-rule.ts';

export const threadHasParents: RecordRule = {
  meta: {
    id: 'thread-has-parents',
    title: 'The causation id is the parent, not the thread once more',
    clauses: ['FA-016'],
    severity: { evidence: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ report }) {
    let caused = 0;
    let first: SeenRecord | undefined;
    /** Once a cause differs from its thread, or is a record's own id, the two are told apart. */
    let apart = false;
    const copied = new Set<string>();
    const ids: string[] = [];
    return {
      record(at) {
        if (apart) return;
        const { id, causation_id: cause, correlation_id: thread } = at.record;
        if (ids.length < 100_000) ids.push(id);
        if (cause === undefined) return;
        if (cause !== thread) {
          apart = true;
          copied.clear();
          ids.length = 0;
          return;
        }
        caused++;
        first ??= at;
        if (copied.size < 100_000) copied.add(cause);
      },
      end() {
        if (apart || caused < 2 || !first || ids.some((id) => copied.has(id))) return;
        report({
          at: first,
          field: 'causation_id',
          message: `In all ${caused} records that have a cause, \`causation_id\` is the same as \`correlation_id\`. So nobody can see what led to what: \`correlation_id\` is the thread, and \`causation_id\` the id of the record or request immediately before.`,
        });
      },
    };
  },
};
