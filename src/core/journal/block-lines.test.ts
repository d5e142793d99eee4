import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blockLines } from './block-lines.ts';

const utf8 = new TextEncoder();
const ascii = fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', ' '));
const line = fc.oneof(
  { weight: 4, arbitrary: ascii },
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\n', ' ')),
  // Longer than a stretch, and a line that begins with what a decoder takes for a mark.
  fc.constantFrom('x'.repeat(70_000), 'x'.repeat(9000), `${'y'.repeat(20_000)}é`, '\ufeff{}', 'é', ''),
);

it('cuts a block into the lines that were put into it', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.nat(7), (lines, shift) => {
      const offsets = new Uint32Array(lines.length + 1);
      for (const [i, text] of lines.entries()) offsets[i + 1] = (offsets[i] ?? 0) + utf8.encode(text).length + 1;
      // Blocks may be views that begin anywhere in their buffer.
      const whole = utf8.encode('é'.repeat(shift) + lines.map((text) => `${text}\n`).join(''));
      expect(blockLines({ bytes: whole.subarray(2 * shift), offsets })).toEqual(lines);
    }),
    { numRuns: 500 },
  );
});
