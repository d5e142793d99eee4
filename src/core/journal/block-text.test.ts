import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blockText } from './block-text.ts';

it('gives the lines of a block, whatever they are written in', () => {
  const line = fc.string({
    unit: fc.constantFrom('a', '"', 'é', '–', '漢', '😀', '\u007f', '\u0080', 'ÿ'),
    maxLength: 9,
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const utf8 = new TextEncoder();
      const offsets = [0];
      for (const one of lines) offsets.push((offsets.at(-1) ?? 0) + utf8.encode(one).length + 1);
      // Of a larger buffer, from an odd place.
      const whole = utf8.encode(`xyz${lines.map((one) => `${one}\n`).join('')}`);
      const text = blockText({ bytes: whole.subarray(3), offsets: Uint32Array.from(offsets) });
      expect(lines.map((_, i) => text(i))).toEqual(lines);
    }),
  );
});

const utf8 = new TextEncoder();
const kept = new TextDecoder('utf-8', { ignoreBOM: true });
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
      const text = blockText({ bytes: whole.subarray(2 * shift), offsets }, (bytes) => kept.decode(bytes));
      expect(lines.map((_, i) => text(i))).toEqual(lines);
    }),
    { numRuns: 500 },
  );
});
