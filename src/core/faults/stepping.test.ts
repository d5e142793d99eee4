import { describe, expect, it } from 'vitest';
import { contextFor } from '../writepath/testing/plain.ts';
import { runLab } from './lab.ts';
import { runStepping } from './stepping.ts';
import { BENCH, benchBehavior, benchJournal, benchModel } from './testing/bench.ts';

describe('a schedule that was found, stepped through', () => {
  it.each(BENCH.map((pair) => [pair.title, pair] as const))('%s', async (_, { faulty, breaks }) => {
    const context = contextFor(benchModel(faulty), benchBehavior(faulty));
    const [target = '', property] = breaks.split(' ');
    const { verdicts } = await runLab(context, {
      what: 'lab',
      journal: benchJournal,
      schedules: 40,
      targets: [target],
    });
    const verdict = verdicts.find((one) => one.property === property);
    if (!verdict) throw new Error('no verdict');
    const {
      clean,
      faulty: run,
      difference,
    } = runStepping(context, { what: 'stepping', journal: benchJournal, verdict });
    // What it ends in is what the verdict says, and the faults stand where they happen.
    if (property !== 'version') expect(verdict.message).toContain(difference);
    const told = new Set(run.deliveries.flatMap(({ faults }) => faults));
    expect(told).toEqual(new Set(verdict.schedule));
    expect(clean.deliveries.every(({ faults, again }) => faults.length === 0 && !again)).toBe(true);
    const did = (list: typeof run) =>
      JSON.stringify(list.deliveries.map(({ record, again, faults: __, ...seen }) => seen));
    expect(did(run)).not.toBe(did(clean));
  });

  it('refuses what is not there', () => {
    const [pair] = BENCH;
    if (!pair) throw new Error('no bench');
    const context = contextFor(benchModel(pair.faulty), benchBehavior(pair.faulty));
    const verdict = { target: 'thing/x', property: 'order', schedule: [] } as const;
    expect(() => runStepping(context, { what: 'stepping', journal: benchJournal, verdict })).toThrow(/nothing/);
  });
});
