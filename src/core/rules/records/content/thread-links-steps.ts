import { subjectName } from '../../../record/record.ts';
import type { RecordRule, SeenRecord } from '../record-rule.ts';
import { isPlainObject } from './misfit.ts';

/** So many records about one thing, and no two of the journal in one thread. */
const STEPS = 3;
const MOST = 20_000;

export const threadLinksSteps: RecordRule = {
  meta: {
    id: 'thread-links-steps',
    title: 'Steps of one workflow share their correlation id',
    clauses: ['ES-017'],
    severity: { envelope: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ report }) {
    /** Undefined once two records share a thread: then the ids do link. */
    let threads: Map<string, string> | undefined = new Map();
    const things = new Map<string, { count: number; first: SeenRecord }>();
    const stop = () => {
      threads = undefined;
      things.clear();
    };
    return {
      record(at) {
        if (threads === undefined) return;
        const { id, correlation_id: thread } = at.record;
        if (thread === undefined || thread === '') return;
        const holder = threads.get(thread);
        // The same record again is no second step.
        if (holder === id) return;
        if (holder !== undefined || threads.size >= MOST) return stop();
        threads.set(thread, id);
        for (const thing of thingsOf(at)) {
          const known = things.get(thing);
          if (known) known.count++;
          else things.set(thing, { count: 1, first: at });
        }
      },
      end() {
        for (const [thing, { count, first }] of things) {
          if (count < STEPS) continue;
          report({
            at: first,
            field: 'correlation_id',
            message: `Each of ${count} records about \`${thing}\` has a correlation id of its own, and no two records of the journal share one. So it links nothing: the first step makes it, and the next steps copy it.`,
          });
          return;
        }
      },
    };
  },
};

/** What a record is about: its subject, and what payload fields that end in `id` name. */
function thingsOf({ record }: SeenRecord): ReadonlySet<string> {
  const things = new Set<string>();
  const subject = subjectName(record.subject_type, record.subject_id);
  if (subject !== undefined) things.add(subject);
  if (isPlainObject(record.payload))
    for (const [name, value] of Object.entries(record.payload))
      if (/(?:_id|Id|ID)$/.test(name) && typeof value === 'string' && !/tenant|user|account|space|org/i.test(name))
        things.add(`${name} ${value}`);
  return things;
}
