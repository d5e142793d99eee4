import { eventsOf } from '../events-of.ts';
import type { RecordRule, SeenRecord } from '../record-rule.ts';

interface Derived {
  readonly sources: ReadonlySet<string>;
  /** The first record that came before any of its sources. */
  first?: SeenRecord;
  count: number;
}

/** By log order: what is derived from nothing that stands before it was not computed from the log. */
export const derivationFollowsItsSources: RecordRule = {
  meta: {
    id: 'derivation-follows-its-sources',
    title: 'A derived record stands after records of its sources',
    clauses: ['HL-056'],
    severity: { hless: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.3',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const events = eventsOf(model);
    const derived = new Map<string, Derived>();
    for (const [name, { record_kind, derives_from }] of Object.entries(model.streams))
      if (record_kind === 'DERIVATION' && derives_from !== undefined && derives_from.length > 0)
        derived.set(name, { sources: new Set(derives_from), count: 0 });
    if (derived.size === 0) return undefined;
    const seen = new Set<string>();
    const streams = new Map<string, string | undefined>();
    const streamOf = (type: string) => {
      if (!streams.has(type)) streams.set(type, events.get(type)?.event.stream);
      return streams.get(type);
    };
    return {
      record(at) {
        const stream = streamOf(at.record.type) ?? at.record.stream;
        if (stream === undefined) return;
        seen.add(stream);
        const own = derived.get(stream);
        if (own === undefined) return;
        for (const source of own.sources) if (seen.has(source)) return;
        own.first ??= at;
        own.count++;
      },
      end() {
        for (const [stream, { sources, first, count }] of derived) {
          if (!first) continue;
          const named = [...sources].map((source) => `\`${source}\``).join(' or ');
          // A journal of the derivations alone may have its sources elsewhere.
          const elsewhere = [...sources].every((source) => !seen.has(source));
          report({
            at: first,
            field: 'stream',
            ...(elsewhere && { severity: 'info' }),
            message: `\`${first.record.id}\` (\`${first.record.type}\`) of the stream \`${stream}\` is derived from ${named}, and no record of ${sources.size > 1 ? 'these' : 'that'} stands before it${count > 1 ? `; ${count} records are so` : ''}: it was computed from something that the log does not hold. ${elsewhere ? 'Import the sources too' : 'Record the sources first'}, or name what it was really made of.`,
          });
        }
      },
    };
  },
};
