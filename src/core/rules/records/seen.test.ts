import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readText } from '../../journal/memory.ts';
import { seenIn, seenOf } from './seen.ts';

const utf8 = new TextEncoder();
const record = fc.record(
  {
    id: fc.uuid(),
    type: fc.constantFrom('Opened', 'Geöffnet', 'a\\"b', 'x'.repeat(50)),
    version: fc.integer({ min: 1, max: 9 }),
    stream: fc.constantFrom('orders', 'büro'),
    payload: fc.dictionary(
      fc.string({ maxLength: 4 }),
      fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.maxSafeInteger()),
    ),
  },
  { requiredKeys: ['id', 'type'] },
);

it('records of a block are those of its lines, one by one', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 30 }), (records) => {
      const text = records
        .map((one) => `${JSON.stringify(one)}\n`)
        .join('')
        .replaceAll(':0,', ':12345678901234567890,');
      const { block, columns, line } = readText(utf8.encode(text), { format: 'factline' });
      const decode = new TextDecoder();
      const expected = records.map((_, row) =>
        seenOf(decode.decode(line(row)), ((columns.flags[row] ?? 0) & 2) !== 0, columns.line[row] ?? 0),
      );
      expect([...seenIn(block(0), 0, columns)]).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
