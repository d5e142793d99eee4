import { describe, expect, it } from 'vitest';
import { FLEET_RECORDS, fleetJournal } from './fleet-journal.ts';

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Counts the planted faults anew from the text alone, by other means than the generator's. */
describe('the fleet journal', () => {
  const { text, expected } = fleetJournal();
  const records = text.slice(1).map((line, index) => ({ line: index + 2, ...JSON.parse(line) }));

  it('is the same each time', () => {
    expect(fleetJournal().text).toEqual(text);
    expect(records).toHaveLength(FLEET_RECORDS);
    expect(expected.records).toBe(FLEET_RECORDS);
  });

  it('has exactly the listed holes and starts', () => {
    const bySubject = groupBy(records, (r) => `${r.subject_type}/${r.subject_id}`);
    expect(bySubject.size).toBe(expected.subjects);
    const gaps: unknown[] = [];
    const starts: unknown[] = [];
    for (const [subject, list] of bySubject) {
      const sequences = [...new Set(list.map((r) => r.sequence as number))].sort((a, b) => a - b);
      if ((sequences[0] ?? 0) > 1) starts.push({ subject, sequence: sequences[0] });
      sequences.forEach((s, i) => {
        const after = sequences[i - 1];
        if (after !== undefined && s > after + 1) gaps.push({ subject, after, before: s, missing: s - after - 1 });
      });
    }
    const key = (g: unknown) => JSON.stringify(g);
    expect(gaps.map(key).sort()).toEqual(expected.gaps.map(key).sort());
    expect(starts).toEqual(expected.starts);
    expect(gaps).toHaveLength(37);
  });

  it('has exactly the listed repeats, order faults, skews, late records and orphans', () => {
    const sequenceKeys = groupBy(records, (r) => `${r.subject_id}#${r.sequence}`);
    const repeated = [...sequenceKeys.values()].filter((list) => list.length > 1);
    expect(repeated.map((list) => list.map((r) => r.line)).sort()).toEqual(
      expected.duplicates.map((d) => d.lines).sort(),
    );
    const skewed = records.filter(
      (r) => Date.parse(r.t_event) - Date.parse(r.t_log) > 1000 || Date.parse(r.t_log) - Date.parse(r.t_process) > 1000,
    );
    expect(skewed.map((r) => r.line)).toEqual(expected.clock_skew.map((s) => s.line));
    const late = records.filter((r) => Date.parse(r.t_log) - Date.parse(r.t_event) > 3_600_000);
    expect(late.map((r) => r.line)).toEqual(expected.late.map((l) => l.line));
    const ids = new Set(records.map((r) => r.id));
    const orphans = records.filter((r) => r.causation_id !== undefined && !ids.has(r.causation_id));
    expect(orphans.map((r) => r.line)).toEqual(expected.orphans.map((o) => o.line));
    const highest = new Map<string, number>();
    const back: number[] = [];
    for (const r of records) {
      const top = highest.get(r.subject_id) ?? 0;
      const repeat = (sequenceKeys.get(`${r.subject_id}#${r.sequence}`) ?? []).length > 1;
      if (r.sequence < top && !repeat) back.push(r.line);
      highest.set(r.subject_id, Math.max(top, r.sequence));
    }
    expect(back).toEqual(expected.out_of_order.map((o) => o.line));
    expect([skewed.length, late.length, orphans.length, back.length]).toEqual([37, 26, 8, 40]);
  });
});
