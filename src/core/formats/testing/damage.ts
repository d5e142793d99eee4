/** Damage to bytes, as data: what a disk, a cut-off download, a clumsy editor or a broken pipe does to a file. */
import fc from 'fast-check';

/** Places and sizes are shares of the file (`0 … 1`), so that one damage can be done to any file, and shrinks. */
export type Damage = { readonly at: number } & (
  | { readonly kind: 'cut' }
  | { readonly kind: 'take out' | 'double' | 'blank'; readonly size: number }
  | { readonly kind: 'flip'; readonly bit: number }
  | { readonly kind: 'set'; readonly byte: number }
  | { readonly kind: 'put in'; readonly bytes: Uint8Array }
  | { readonly kind: 'shuffle bytes' | 'swap chunks'; readonly size: number; readonly to: number }
  | { readonly kind: 'double line' }
  | { readonly kind: 'take line' }
  | { readonly kind: 'swap lines'; readonly to: number }
);

const FINE = 1 << 20;
const upTo = (most: number) => fc.noBias(fc.nat(FINE)).map((n) => (n / FINE) * most);
const share = () => upTo(1);
/** Mostly a few bytes, now and then a tenth of the file. */
const size = () => fc.oneof({ arbitrary: upTo(0.004), weight: 3 }, upTo(0.1));
/** Bytes that mean something in some format. */
const MARKS = [...'"\\{}[],:\n\r\t;|<>&/=\'-+.0123456789eEnN\u0000 ']
  .map((c) => c.charCodeAt(0))
  .concat(0xff, 0xc3, 0xed, 0xf0, 0xef, 0x80);
const byte = () => fc.oneof(fc.constantFrom(...MARKS), fc.integer({ min: 0, max: 255 }));

const one: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: share() }),
  fc.record({
    kind: fc.constantFrom('take out' as const, 'double' as const, 'blank' as const),
    at: share(),
    size: size(),
  }),
  { arbitrary: fc.record({ kind: fc.constant('flip' as const), at: share(), bit: fc.nat(7) }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant('set' as const), at: share(), byte: byte() }), weight: 3 },
  fc.record({
    kind: fc.constant('put in' as const),
    at: share(),
    bytes: fc.array(byte(), { minLength: 1, maxLength: 8 }).map((list) => Uint8Array.from(list)),
  }),
  fc.record({
    kind: fc.constantFrom('shuffle bytes' as const, 'swap chunks' as const),
    at: share(),
    size: size(),
    to: share(),
  }),
  fc.record({ kind: fc.constant('double line' as const), at: share() }),
  fc.record({ kind: fc.constant('take line' as const), at: share() }),
  fc.record({ kind: fc.constant('swap lines' as const), at: share(), to: share() }),
);
export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(one, { minLength: 1, maxLength: 4 });

export function damaged(bytes: Uint8Array, all: readonly Damage[]): Uint8Array {
  return all.reduce(apply, bytes);
}

function apply(bytes: Uint8Array, damage: Damage): Uint8Array {
  const place = (at: number) => Math.min(bytes.length, Math.floor(at * bytes.length));
  const from = place(damage.at);
  const long = (part: number) => Math.min(bytes.length, from + Math.ceil(part * bytes.length));
  const copy = bytes.slice();
  switch (damage.kind) {
    case 'cut':
      return copy.subarray(0, from);
    case 'take out':
      return joined(bytes.subarray(0, from), bytes.subarray(long(damage.size)));
    case 'double':
      return joined(bytes.subarray(0, long(damage.size)), bytes.subarray(from));
    case 'blank':
      return copy.fill(0, from, long(damage.size));
    case 'flip':
      copy[from] = (copy[from] ?? 0) ^ (1 << damage.bit);
      return copy;
    case 'set':
      copy[from] = damage.byte;
      return copy;
    case 'put in':
      return joined(bytes.subarray(0, from), damage.bytes, bytes.subarray(from));
    case 'shuffle bytes': {
      const end = long(damage.size);
      // A fixed permutation of the stretch, chosen by `to`.
      for (let i = from; i < end; i++)
        copy[i] = bytes[from + (((i - from + 1) * (1 + 2 * Math.floor(damage.to * 50)) + 3) % (end - from))] ?? 0;
      return copy;
    }
    case 'swap chunks': {
      const width = Math.ceil(damage.size * bytes.length);
      const [a, b] = [from, place(damage.to)].toSorted((x, y) => x - y) as [number, number];
      const end = Math.min(bytes.length, b + width);
      const middle = Math.min(a + width, b);
      return joined(
        bytes.subarray(0, a),
        bytes.subarray(b, end),
        bytes.subarray(middle, b),
        bytes.subarray(a, middle),
        bytes.subarray(end),
      );
    }
    default: {
      const lines = cutLines(bytes);
      const nth = (at: number) => Math.min(lines.length - 1, Math.floor(at * lines.length));
      const a = nth(damage.at);
      if (damage.kind === 'double line') lines.splice(a, 0, lines[a] ?? bytes);
      else if (damage.kind === 'take line') lines.splice(a, 1);
      else {
        const b = nth(damage.to);
        [lines[a], lines[b]] = [lines[b] ?? bytes, lines[a] ?? bytes];
      }
      return joined(...lines);
    }
  }
}

/** Lines with their ends. */
function cutLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    const next = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(at, next));
    at = next;
  }
  return lines;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
