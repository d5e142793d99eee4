/** A bench without a sandbox: behavior is made by a function, so that each evaluation has closures of its own. */
import type { Model } from '../../model/model.ts';
import { parseBehavior } from '../../replay/behavior.ts';
import { openReplayJournal } from '../../replay/journal.ts';
import { plainChecker } from '../../replay/plain.ts';
import { plainHost, sourceOf } from '../../replay/testing/plain-host.ts';
import type { Bench } from '../prove.ts';
import type { Reach } from '../prove.types.ts';

export type Exported = Record<string, unknown>;

export async function benchOf(records: readonly object[], make: () => Exported, model?: Model): Promise<Bench> {
  const plain = plainChecker();
  const reaches: Reach[] = [];
  const source = await sourceOf(records);
  return {
    source,
    journal: await openReplayJournal(source),
    model,
    host: plainHost(plain),
    fresh: () => parseBehavior(make(), plain),
    takeReaches: () => reaches.splice(0),
    progress: () => undefined,
  };
}

/** `order/a: A B A` as records with numbers as payload. */
export function recordsOf(text: string): readonly Record<string, unknown>[] {
  const counts = new Map<string, number>();
  let all = 0;
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, subject = '', type = '', version] = /^([^:]+):([^@]+)(?:@(\d+))?$/.exec(word) ?? [];
      const [subject_type, subject_id] = subject.split('/');
      const sequence = (counts.get(subject) ?? 0) + 1;
      counts.set(subject, sequence);
      all++;
      return {
        id: `r-${all}`,
        type,
        ...(version && { version: Number(version) }),
        subject_type,
        subject_id,
        sequence,
        t_event: new Date(Date.UTC(2026, 0, all)).toISOString(),
        t_log: new Date(Date.UTC(2026, 0, all, 1)).toISOString(),
        payload: { n: all, place: `p${all % 3}` },
      };
    });
}
