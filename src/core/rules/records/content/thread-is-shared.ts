import type { RecordRule, SeenRecord } from '../record-rule.ts';
import { Known, threadTable } from './thread-table.ts';

/** Of a journal whose causes are elsewhere, this many are remembered. */
const MOST_AWAITED = 10_000;

export const threadIsShared: RecordRule = {
  meta: {
    id: 'thread-is-shared',
    title: 'A record has the correlation id of its cause',
    clauses: ['ES-017', 'FA-016', 'FA-017', 'EM-120'],
    severity: { envelope: 'error', evidence: 'error', eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ report }) {
    const table = threadTable();
    let named = false;
    /** Causes that come later than what they caused, with the first of that: where a ring begins. */
    const awaited = new Map<string, string>();
    const other = (at: SeenRecord, says: string) =>
      report({
        at,
        field: 'correlation_id',
        clauses: ['ES-017', 'FA-017', 'EM-120'],
        message: `\`${at.record.id}\` (\`${at.record.type}\`) has the correlation id \`${at.record.correlation_id}\`, ${says} has another. A thread that changes its name cannot be followed: copy the correlation id from what caused the record.`,
      });

    const arrive = (at: SeenRecord) => {
      const { id, correlation_id: thread } = at.record;
      const place = table.place(id);
      const kind = table.kind(place);
      if (thread !== undefined) {
        if (!table.hasThread(place)) table.setThread(place, thread);
        else if (!table.same(place, thread)) {
          // Its children came first, with another thread; or the id is not unique, which is another rule's.
          if (kind === Known.record || kind === Known.request) table.setAmbiguous(place);
          else other(at, 'and what it caused');
          table.setThread(place, thread);
        }
      }
      table.setKind(place, Known.record);
    };

    return {
      record(at) {
        const { causation_id: cause, correlation_id: thread, request_id: request, id } = at.record;
        if (!named) {
          if (cause === undefined && (request === undefined || request === id)) {
            table.note(id, thread);
            return;
          }
          named = true;
          table.settle();
        }
        arrive(at);
        if (request !== undefined && request !== id) {
          const place = table.place(request);
          if (table.kind(place) !== Known.record) {
            if (thread !== undefined && !table.hasThread(place)) table.setThread(place, thread);
            else if (thread !== undefined && request !== cause && !table.same(place, thread))
              other(at, `and another record of the request \`${request}\``);
            table.setKind(place, Known.request);
          }
        }
        if (cause === undefined) return;
        if (cause === id) {
          report({
            at,
            field: 'causation_id',
            clauses: ['FA-016', 'FA-017'],
            message: `\`${id}\` (\`${at.record.type}\`) names itself as its cause. The causation id is what came immediately before: the id of that record, or of the request.`,
          });
          return;
        }
        if (awaited.size > 0 && awaited.get(id) === cause)
          report({
            at,
            field: 'causation_id',
            clauses: ['FA-017'],
            message: `\`${id}\` (\`${at.record.type}\`) was caused by \`${cause}\`, and that by \`${id}\`: causes that go round explain nothing. Name what came immediately before, so that they form a tree.`,
          });
        const place = table.place(cause);
        const kind = table.kind(place);
        if (kind === 0) {
          table.setKind(place, Known.named);
          if (awaited.size < MOST_AWAITED) awaited.set(cause, id);
        }
        if (thread === undefined || table.isAmbiguous(place)) return;
        if (!table.hasThread(place)) table.setThread(place, thread);
        else if (!table.same(place, thread))
          other(
            at,
            kind === Known.record ? `and its cause \`${cause}\`` : `and something else that \`${cause}\` caused`,
          );
      },
    };
  },
};
