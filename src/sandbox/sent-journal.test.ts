import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SimRecord } from '../core/writepath/record.ts';
import { journalReceiver, journalSender } from './sent-journal.ts';

const recordOf = (n: number): SimRecord => ({ id: `r-${n}`, type: 'a.b', version: 1, payload: { n } });

it('arrives as it was given, whatever was sent before', () => {
  const pool = Array.from({ length: 4 }, (_, n) => recordOf(n));
  const journals = fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 6 }), { maxLength: 8 });
  fc.assert(
    fc.property(journals, fc.nat(8), (given, lost) => {
      const sender = journalSender();
      const receive = journalReceiver();
      for (const [i, journal] of given.entries()) {
        const sent = sender.of({ what: 'commands', journal, commands: [] });
        if (i === lost) {
          sender.forget();
          continue;
        }
        expect(receive(structuredClone(sent))).toEqual({ what: 'commands', journal, commands: [] });
      }
    }),
  );
});

it('crosses but once', () => {
  const sender = journalSender();
  const journal = Array.from({ length: 1000 }, (_, n) => recordOf(n));
  const crossing = (next: readonly SimRecord[]) => {
    const { request } = sender.of({ what: 'lab', journal: next });
    return 'journal' in request ? request.journal.length : 0;
  };
  expect(crossing(journal)).toBe(1000);
  expect(crossing([...journal, recordOf(1000)])).toBe(1);
  expect(crossing(journal)).toBe(0);
  expect(crossing(journal.map((record, i) => (i === 998 ? { ...record } : record)))).toBe(2);
  expect(sender.of({ what: 'apply' })).toEqual({ request: { what: 'apply' } });
});
