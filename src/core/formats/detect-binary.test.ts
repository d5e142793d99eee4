import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from './detect.ts';
import { binaryKind } from './detect-binary.ts';

const said = (bytes: Uint8Array, complete = true) => {
  const found = detect({ name: 'a.bin', bytes, totalBytes: bytes.length, complete });
  return 'refused' in found ? `${found.refused.recognised} ${found.refused.advice}` : found;
};

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
/** Fields 1 to n: numbers, doubles, texts, messages. */
const message = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => i + 1).flatMap((field) => {
    const tag = (wire: number) => varint(field * 8 + wire);
    if (field % 4 === 1) return [...tag(0), ...varint(field * 1000)];
    if (field % 4 === 2) return [...tag(1), 1, 2, 3, 4, 5, 6, 7, 8];
    if (field % 4 === 3) return [...tag(2), 3, 0xe2, 0x82, 0xac];
    return [...tag(2), 4, 8, 1, 16, 2];
  });
const batch = [
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  9,
  0,
  0,
  1,
  0,
  0,
  0,
  0,
  0,
  2,
  ...Array.from({ length: 280 }, (_, i) => (i * 91) % 256),
];

describe('binary files without a signature', () => {
  it('are told by their shape, with what to do instead', () => {
    expect(said(Uint8Array.from(message(8)))).toMatch(/Protocol Buffers.*schema/);
    expect(said(Uint8Array.from([8, 3, 12, 40].flatMap((n) => [...varint(message(n).length), ...message(n)])))).toMatch(
      /Protocol Buffers/,
    );
    expect(said(Uint8Array.from(batch))).toMatch(/Kafka log.*kcat/);
    expect(said(Uint8Array.from([0, 0, 0, 0, 7, 2, 200, 1, 0, 255, 254, 129, 4, 8]))).toMatch(/Avro.*registry/);
    expect(said(Uint8Array.from([0xc3, 1, 9, 8, 7, 6, 5, 4, 3, 2, 255, 200]))).toMatch(/Avro/);
    expect(said(Buffer.from('ORC\u0008\u0003\u0010\u0000\u0001\u0002\u0003\u0000\u0000\u0001'))).toMatch(/ORC/);
  });
  it('a head that was cut is told as well', () => {
    const whole = Uint8Array.from(Array.from({ length: 200 }, () => message(40)).flat());
    for (let cut = 300; cut < 600; cut += 7)
      expect(binaryKind(whole.subarray(0, cut), false)?.what, String(cut)).toMatch(/Protocol/);
  });
  it('bytes by chance are none of these', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 200, maxLength: 400 }), (bytes) => {
        if (binaryKind(bytes, true)) taken++;
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(taken).toBe(0);
  });
  it('a table whose first column has the name of a format stays a table', () => {
    for (const name of ['PAR1', 'PARENT_ID', 'ORC', 'ARROW1', 'Obj'])
      expect(said(new TextEncoder().encode(`${name},b\n1,2\n3,4\n`)), name).toMatchObject({
        shapes: [{ shape: 'csv' }],
      });
  });
});
