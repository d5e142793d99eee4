import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SimRecord } from '../core/writepath/record.ts';
import type { SimulateRequest } from '../core/writepath/simulator.ts';
import { journalReceiver, journalSender } from './sent-journal.ts';

const recordOf = (n: number): SimRecord => ({ id: `r-${n}`, type: 'a.b', version: 1, payload: { n } });
const commands = (journal: readonly SimRecord[]): SimulateRequest => ({ what: 'commands', journal, commands: [] });

it('arrives as it was given, whatever was sent before, and stays what it was', () => {
  const pool = Array.from({ length: 4 }, (_, n) => recordOf(n));
  const journals = fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 6 }), { maxLength: 8 });
  fc.assert(
    fc.property(journals, fc.nat(8), (given, lost) => {
      const sender = journalSender();
      const receiver = journalReceiver();
      const arrived: SimulateRequest[] = [];
      for (const [i, journal] of given.entries()) {
        const { before, request } = structuredClone(sender.of(commands(journal)));
        if (i === lost) {
          sender.forget();
          continue;
        }
        for (const part of before) receiver.take(part);
        arrived.push(receiver.whole(request));
      }
      expect(arrived).toEqual(given.filter((_, i) => i !== lost).map(commands));
    }),
  );
});

it('crosses but once, in parts', () => {
  const sender = journalSender();
  const journal = Array.from({ length: 10_000 }, (_, n) => recordOf(n));
  const crossing = (next: readonly SimRecord[]) =>
    sender.of({ what: 'lab', journal: next }).before.map(({ records }) => records.length);
  expect(crossing(journal)).toEqual([4096, 4096, 1808]);
  expect(crossing(journal)).toEqual([]);
  expect(crossing([...journal, recordOf(10_000)])).toEqual([1]);
  expect(crossing(journal)).toEqual([0]);
  expect(crossing(journal.map((record, i) => (i === 9_998 ? { ...record } : record)))).toEqual([2]);
  expect(sender.of({ what: 'apply' })).toEqual({ before: [], request: { what: 'apply' } });
});
