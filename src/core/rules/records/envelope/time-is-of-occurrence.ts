import { parseTime } from '../../../record/time.ts';
import type { RecordRule, SeenRecord } from '../record-rule.ts';

/** Alone two equal times say nothing. */
const ENOUGH = 2;
/** Seconds of this century read as milliseconds fall in the first month of 1970. */
const SECONDS = /^1970-01-/;

export const timeIsOfOccurrence: RecordRule = {
  meta: {
    id: 'time-is-of-occurrence',
    title: '`t_event` says when it happened, not when it was sent or logged',
    clauses: ['ES-015', 'FA-014'],
    severity: { envelope: 'warning', evidence: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ report }) {
    let first: SeenRecord | undefined;
    let equal = 0;
    let copied = true;
    return {
      record(at) {
        const { t_event, t_log } = at.record;
        if (t_event === undefined) return;
        if (SECONDS.test(t_event))
          report({
            at,
            field: 't_event',
            message:
              '`t_event` is in January 1970: seconds were written where milliseconds or an ISO 8601 time are read. Write the time as `2026-02-12T22:15:45Z`.',
            clauses: ['ES-015'],
          });
        if (!copied) return;
        if (t_log === undefined) return;
        if (t_event !== t_log && parseTime(t_event)?.micros !== parseTime(t_log)?.micros) copied = false;
        else {
          first ??= at;
          equal++;
        }
      },
      end() {
        if (!copied || !first || equal < ENOUGH) return;
        report({
          at: first,
          field: 't_log',
          message: `In all ${equal} records \`t_event\` equals \`t_log\`: one was copied from the other, and when it really happened is lost. Keep both: when it happened, and when the log learned it.`,
        });
      },
    };
  },
};
