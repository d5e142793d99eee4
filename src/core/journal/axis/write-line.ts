/** A record's line as it stands in a journal of several: the same bytes, but for its times, its partition, and where it comes from. */
import { skipSpace, skipString, skipValue } from '../../record/bytes.ts';
import { shiftTime } from './shift-time.ts';

export interface LineChange {
  readonly journal: string;
  /** Of the source. */
  readonly line: number;
  readonly tEvent: number;
  readonly tLog: number;
  /** Undefined: what it has is kept; '' takes it away. */
  readonly partition: string | undefined;
  /** Its id was made by the reader: of such a one `line:N` is told apart by its journal. */
  readonly made: boolean;
}

export interface LineWriter {
  /** `u[from .. to)`, a line of the contract without its newline, and one is added. */
  add(u: Uint8Array, from: number, to: number, change: LineChange): void;
  take(): Uint8Array<ArrayBuffer>;
  readonly length: number;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Members of an object as positions: of the key's opening quote, of the value, and after it. */
function members(
  u: Uint8Array,
  at: number,
): readonly { readonly key: string; readonly from: number; readonly to: number }[] {
  const found: { key: string; from: number; to: number }[] = [];
  let p = skipSpace(u, at + 1);
  while (u[p] === 34) {
    const keyEnd = skipString(u, p);
    const key = String(JSON.parse(text.decode(u.subarray(p, keyEnd))));
    const from = skipSpace(u, skipSpace(u, keyEnd) + 1);
    const to = skipValue(u, from, 1);
    if (keyEnd < 0 || to < 0) throw new Error('A stored line is no JSON: the journal is damaged. Import it again.');
    found.push({ key, from, to });
    p = skipSpace(u, to);
    if (u[p] === 44) p = skipSpace(u, p + 1);
  }
  return found;
}

/** Fields that a record loses: they say where it stood in its own log. What they said is kept in `meta.merged`. */
const MADE = /^"line:\d+"$/;
const OWN = new Set(['position', 'hash', 'prev_hash']);

export function createLineWriter(): LineWriter {
  let out = new Uint8Array(1 << 16);
  let length = 0;
  const bytes = (u: Uint8Array, from: number, to: number) => {
    if (length + to - from > out.length) {
      const grown = new Uint8Array(2 * (length + to - from));
      grown.set(out.subarray(0, length));
      out = grown;
    }
    out.set(u.subarray(from, to), length);
    length += to - from;
  };
  const put = (written: string) => {
    const encoded = utf8.encode(written);
    bytes(encoded, 0, encoded.length);
  };
  return {
    get length() {
      return length;
    },
    add(u, from, _to, change) {
      const all = members(u, skipSpace(u, from));
      const raw = (member: { readonly from: number; readonly to: number }) =>
        text.decode(u.subarray(member.from, member.to));
      const meta = all.find(({ key }) => key === 'meta');
      const inMeta = meta ? members(u, meta.from) : [];
      const partition = all.find(({ key }) => key === 'partition');
      const kept = [
        `"journal":${JSON.stringify(change.journal)}`,
        `"line":${change.line}`,
        ...all.filter(({ key }) => OWN.has(key)).map((member) => `"${member.key}":${raw(member)}`),
        ...(change.partition !== undefined && partition ? [`"partition":${raw(partition)}`] : []),
        ...inMeta.filter(({ key }) => key === 'merged').map((member) => `"merged":${raw(member)}`),
      ];
      let first = true;
      const member = (key: string, write: () => void) => {
        put(`${first ? '{' : ','}${JSON.stringify(key)}:`);
        first = false;
        write();
      };
      for (const one of all) {
        const { key } = one;
        if (OWN.has(key) || key === 'meta' || (key === 'partition' && change.partition !== undefined)) continue;
        const shift = key === 't_event' ? change.tEvent : key === 't_log' ? change.tLog : 0;
        const replaced =
          shift !== 0
            ? JSON.stringify(shiftTime(String(JSON.parse(raw(one))), shift))
            : key === 'id' && change.made && MADE.test(raw(one))
              ? JSON.stringify(`${change.journal}/${String(JSON.parse(raw(one)))}`)
              : undefined;
        member(key, () => (replaced === undefined ? bytes(u, one.from, one.to) : put(replaced)));
      }
      if (change.partition !== undefined && change.partition !== '')
        member('partition', () => put(JSON.stringify(change.partition)));
      member('meta', () => {
        put(`{"merged":{${kept.join(',')}}`);
        for (const one of inMeta) {
          if (one.key === 'merged') continue;
          put(`,${JSON.stringify(one.key)}:`);
          bytes(u, one.from, one.to);
        }
        put('}');
      });
      put('}\n');
    },
    take() {
      const taken = out.slice(0, length);
      length = 0;
      return taken;
    },
  };
}
