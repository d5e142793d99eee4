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
