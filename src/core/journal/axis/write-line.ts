/** A record's line as it stands in a journal of several: the same bytes, but for its times, its partition, and where it comes from. */
import { skipSpace } from '../../record/bytes.ts';
import { eachMember, nameIndex } from '../../record/members.ts';
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

/** A member of an object as positions: of its key's opening quote, of its value, and after it. */
interface Member {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** One of TOUCHED; undefined for all others, which are copied as they stand. */
  readonly key: Touched | undefined;
}

const TOUCHED = ['id', 't_event', 't_log', 'partition', 'meta', 'position', 'hash', 'prev_hash', 'merged'] as const;
type Touched = (typeof TOUCHED)[number];
const KEYS = TOUCHED.map((name) => utf8.encode(name));

/** Stored lines write their own names without escapes. */
function members(u: Uint8Array, start: number): readonly Member[] {
  const found: Member[] = [];
  const whole = eachMember(u, start, (at, keyEnd, from, to) => {
    found.push({ at, from, to, key: TOUCHED[nameIndex(KEYS, u, at + 1, keyEnd - 1)] });
  });
  if (!whole) throw new Error('A stored line is no JSON: the journal is damaged. Import it again.');
  return found;
}

const MADE = /^"line:\d+"$/;

/** Fields that a record loses: they say where it stood in its own log. What they said is kept in `meta.merged`. */
const isOwn = ({ key }: Member) => key === 'position' || key === 'hash' || key === 'prev_hash';

export function createLineWriter(): LineWriter {
  let out = new Uint8Array(1 << 16);
  let length = 0;
  const reserve = (size: number) => {
    if (length + size <= out.length) return;
    const grown = new Uint8Array(2 * (length + size));
    grown.set(out.subarray(0, length));
    out = grown;
  };
  const copy = (u: Uint8Array, from: number, to: number) => {
    reserve(to - from);
    out.set(u.subarray(from, to), length);
    length += to - from;
  };
  // Nearly all that is written is short and ASCII, for which a call of the encoder each takes longer than the rest of the line.
  const put = (written: string) => {
    reserve(3 * written.length);
    for (let i = 0; i < written.length; i++) {
      const code = written.charCodeAt(i);
      if (code >= 0x80) {
        length += utf8.encodeInto(written, out.subarray(length)).written;
        return;
      }
      out[length + i] = code;
    }
    length += written.length;
  };
  return {
    get length() {
      return length;
    },
    add(u, from, _to, change) {
      const all = members(u, skipSpace(u, from));
      const raw = (member: Member) => text.decode(u.subarray(member.from, member.to));
      const meta = all.find(({ key }) => key === 'meta');
      const inMeta = meta ? members(u, meta.from) : [];
      const replaced = (member: Member): string | undefined => {
        const shift = member.key === 't_event' ? change.tEvent : member.key === 't_log' ? change.tLog : 0;
        if (shift !== 0) return shiftTime(String(JSON.parse(raw(member))), shift);
        if (member.key !== 'id' || !change.made || !MADE.test(raw(member))) return undefined;
        return `${change.journal}/${String(JSON.parse(raw(member)))}`;
      };
      const moved: string[] = [];
      put('{');
      for (const member of all) {
        const { key } = member;
        if (isOwn(member) || (key === 'partition' && change.partition !== undefined))
          moved.push(`,"${key}":${raw(member)}`);
        else if (key !== 'meta') {
          const value = key && replaced(member);
          if (value === undefined) copy(u, member.at, member.to);
          else put(`"${key}":${JSON.stringify(value)}`);
          put(',');
        }
      }
      if (change.partition !== undefined && change.partition !== '')
        put(`"partition":${JSON.stringify(change.partition)},`);
      for (const member of inMeta) if (member.key === 'merged') moved.push(`,"merged":${raw(member)}`);
      put(`"meta":{"merged":{"journal":${JSON.stringify(change.journal)},"line":${change.line}${moved.join('')}}`);
      for (const member of inMeta) {
        if (member.key === 'merged') continue;
        put(',');
        copy(u, member.at, member.to);
      }
      put('}}\n');
    },
    take() {
      const taken = out.slice(0, length);
      length = 0;
      return taken;
    },
  };
}
