/**
 * Rows by a plan, from bytes to a line of the contract without objects: the values that roles name are found in one pass, the line's
 * head is written from them, and payload and rest are copied. Rows that want judgement (a misfit, an escape where text is put together, a
 * repeated key) are left to the general reader, `mapped.ts`; both write the same lines (a test holds them to it).
 */
import { seen, skipSpace } from '../record/bytes.ts';
import { CLASSIFICATIONS, FIELD_KINDS, FIELD_NAMES, type FieldKind, KINDS, MAX_VERSION } from '../record/fields.ts';
import { offsetMinutes, parseEpoch, zoneText } from '../record/time.ts';
import { microsAt } from '../record/time-bytes.ts';
import type { MadeLine } from './made-line.ts';
import { membersReader } from './mapped-members.ts';
import type { Role, TimeSpec } from './mapping.ts';
import type { Plan } from './plan.ts';

/** The line of the row `u[from .. to)`; undefined: let the general reader read it. */
export type MapBytes = (u: Uint8Array, from: number, to: number, line: number) => MadeLine | undefined;

/** Keys whose values are joined; one whose value is a name, of which one half counts; one that only the general reader can tell. */
type Source =
  | readonly number[]
  | { readonly name: readonly number[]; readonly as: 'type' | 'id' }
  | { readonly left: number };

interface FlatRole {
  readonly role: Role;
  readonly kind: FieldKind | 'process';
  /** `,"name":`, or without the comma for the first. */
  readonly label: Uint8Array;
  /** Of several the first that is there. */
  readonly sources: readonly Source[];
  readonly constant: Uint8Array | undefined;
  readonly time: TimeSpec;
  readonly zoneMinutes: number;
  readonly zone: Uint8Array;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();
const SLASH = utf8.encode('/');
const HASH = utf8.encode('#');
const QUOTE = utf8.encode('"');
const T = utf8.encode('T');
const LINE = utf8.encode('line:');
const NULL = utf8.encode('null');
const PAYLOAD = utf8.encode(',"payload":');
const META = utf8.encode(',"meta":{');
const ID_MADE = utf8.encode('"id_made":true');
const COMMA = utf8.encode(',');
const COLON = utf8.encode(':');
const CLOSE = utf8.encode('}');

/** A reader of rows in bytes; undefined for a plan that takes rows apart: text to open, or what a nested path leaves of an object. */
export function mappedBytes(plan: Plan): MapBytes | undefined {
  const sources = plan.roles.flatMap(({ role, from }) => from.map((source) => ({ role, source })));
  const namesPayload = sources.some(({ role }) => role === 'payload');
  const canRead =
    plan.unwrap.length === 0 &&
    sources.every(
      ({ role, source }) =>
        role !== 'meta' &&
        role !== 'also' &&
        source.when === undefined &&
        (source.cut === undefined || (source.cut === '/' && source.paths.length === 1)) &&
        (role !== 'payload' || source.paths.length === 1) &&
        (!namesPayload || source.paths.every((path) => path.length === 1)),
    );
  if (!canRead) return undefined;

  const members = membersReader(
    sources.flatMap(({ source }) => source.paths),
    namesPayload,
  );
  const { starts, ends } = members;
  const taken = new Uint8Array(starts.length);
  const keyOf = members.numberOf;
  const roleOf = (role: Role, field: FieldKind | 'process'): FlatRole => {
    const time = role === 't_event' || role === 't_log' || role === 't_process' ? plan.times[role] : {};
    const constant = plan.constants.find((c) => c.role === role)?.json;
    const zoneMinutes = time.zone === undefined ? Number.NaN : (offsetMinutes(time.zone) ?? Number.NaN);
    return {
      role,
      kind: field,
      label: utf8.encode(`${role === 'id' ? '{' : ','}"${role}":`),
      sources: (plan.roles.find((r) => r.role === role)?.from ?? []).map(({ paths, as, cut }): Source => {
        const keys = paths.map(keyOf);
        if (cut !== undefined && (as === 'type' || as === 'id')) return { name: keys, as };
        return as === undefined ? keys : { left: keys[0] ?? 0 };
      }),
      constant: constant === undefined ? undefined : utf8.encode(constant),
      time,
      zoneMinutes,
      zone: utf8.encode(Number.isNaN(zoneMinutes) ? '' : zoneText(zoneMinutes)),
    };
  };
  const fields = FIELD_NAMES.flatMap((name) =>
    name === 'id' || name === 'payload' || name === 'meta' || name === 'also' || name === 'hash' || name === 'prev_hash'
      ? []
      : [roleOf(name, FIELD_KINDS[name])],
  ).filter(({ sources: from, constant }) => from.length > 0 || constant !== undefined);
  const idRole = roleOf('id', 'text');
  const payloadRole = roleOf('payload', 'any');
  const processRole = roleOf('t_process', 'process');
  const field = (role: Role) => fields.find((f) => f.role === role);
  const subjectType = field('subject_type');
  const subjectId = field('subject_id');
  const sequence = field('sequence');
  const partition = field('partition');
  const perPartition = plan.per === 'partition' || plan.per === 'stream';
  // Made ids take text and sequences apart; those of a constant are the general reader's.
  if (idRole.constant || sequence?.constant || fields.some(({ constant }) => constant?.includes(92))) return undefined;

  let u: Uint8Array = new Uint8Array(0);
  let w: Uint8Array = new Uint8Array(1 << 12);
  let n = 0;

  const put = (bytes: Uint8Array, from = 0, to = bytes.length) => {
    const size = to - from;
    if (n + size > w.length) {
      const grown = new Uint8Array(2 * (w.length + size));
      grown.set(w.subarray(0, n));
      w = grown;
    }
    if (size > 48) w.set(bytes.subarray(from, to), n);
    else for (let i = 0; i < size; i++) w[n + i] = bytes[from + i] as number;
    n += size;
  };

  /** Where the name at a key is cut: its last slash, unless it begins or ends with it; -1: nowhere. */
  const cutIn = (key: number): number => {
    const from = (starts[key] as number) + 1;
    const last = (ends[key] as number) - 2;
    if (u[from - 1] !== 34) return -1;
    let at = last;
    while (at > from && u[at] !== 47) at--;
    return at > from && at < last ? at : -1;
  };

  /** The keys that a role's value comes from: 1 found, 0 absent, -1 leave. They are then in `chosen`. */
  let chosen: readonly number[] = [];
  /** Of a chosen name the half that counts. */
  let half: 'type' | 'id' | undefined;
  const choose = ({ sources: from, kind }: FlatRole): number => {
    half = undefined;
    for (const one of from) {
      if ('left' in one) {
        if (starts[one.left] !== 0) return -1;
        continue;
      }
      const source = 'name' in one ? one.name : one;
      let found = 0;
      for (const key of source) {
        const at = starts[key] as number;
        if (at === 0) continue;
        if (u[at] === 110 || (u[at] === 34 && u[at + 1] === 34 && kind !== 'any')) taken[key] = 1;
        else found++;
      }
      if (found === 0) continue;
      for (const key of source) taken[key] = 1;
      if ('name' in one) {
        if (one.as === 'type' && cutIn(source[0] as number) < 0) continue;
        half = one.as;
      }
      chosen = source;
      return 1;
    }
    return 0;
  };
  const isThere = (key: number) => {
    const at = starts[key] as number;
    return at !== 0 && u[at] !== 110 && !(u[at] === 34 && u[at + 1] === 34);
  };
  /** The inside of a text role, without quotes, where no escape is in the way: 1 put, 0 absent, -1 leave. */
  const putInner = (role: FlatRole): number => {
    const found = choose(role);
    if (found === 0 && role.constant) put(role.constant, 1, role.constant.length - 1);
    if (found <= 0) return found < 0 ? -1 : role.constant ? 1 : 0;
    let first = true;
    for (const key of chosen) {
      if (!isThere(key)) continue;
      if (!first) put(SLASH);
      first = false;
      const from = starts[key] as number;
      const to = ends[key] as number;
      if (u[from] === 123 || u[from] === 91) return -1;
      if (u[from] !== 34) put(u, from, to);
      else {
        for (let i = from; i < to; i++) if (u[i] === 92) return -1;
        const cut = half === undefined ? -1 : cutIn(key);
        put(u, half === 'id' && cut > 0 ? cut + 1 : from + 1, half === 'type' && cut > 0 ? cut : to - 1);
      }
    }
    return 1;
  };

  /** A field: 1 put, 0 absent, -1 leave. */
  const putField = (role: FlatRole): number => {
    const { kind, label } = role;
    const before = n;
    put(label);
    if (kind === 'text') {
      put(QUOTE);
      const found = putInner(role);
      if (found <= 0) n = before;
      else put(QUOTE);
      return found;
    }
    const found = choose(role);
    if (found === 0 && role.constant) {
      put(role.constant);
      return 1;
    }
    if (found <= 0) {
      n = before;
      return found;
    }
    if (chosen.length > 1) return -1;
    const key = chosen[0] as number;
    let from = starts[key] as number;
    let to = ends[key] as number;
    if (kind === 'time') {
      put(QUOTE);
      if (!putTime(role, from, to)) return -1;
      put(QUOTE);
      return 1;
    }
    if (kind === 'kind' || kind === 'classification') {
      const word = text.decode(u.subarray(from + 1, to - 1));
      if (!(kind === 'kind' ? KINDS : CLASSIFICATIONS).includes(word)) return -1;
      put(u, from, to);
      return 1;
    }
    if (u[from] === 34) {
      from++;
      to--;
    }
    if (to - from > 15 || (u[from] === 48 && to - from > 1)) return -1;
    let value = 0;
    for (let i = from; i < to; i++) {
      const digit = (u[i] as number) - 48;
      if (!(digit >= 0 && digit <= 9)) return -1;
      value = value * 10 + digit;
    }
    if (kind === 'version' && (value < 1 || value > MAX_VERSION)) return -1;
    put(u, from, to);
    return 1;
  };
  let timeMicros = Number.NaN;
  const putTime = ({ time, zone, zoneMinutes }: FlatRole, from: number, to: number): boolean => {
    const quoted = u[from] === 34;
    const start = quoted ? from + 1 : from;
    const end = quoted ? to - 1 : to;
    if (time.unit !== undefined && time.unit !== 'iso') {
      const digits = text.decode(u.subarray(start, end));
      const read = parseEpoch(digits, time.unit);
      if (!read) return false;
      timeMicros = read.micros;
      put(utf8.encode(read.text));
      return true;
    }
    if (!quoted) return false;
    timeMicros = microsAt(u, start, end, zoneMinutes);
    if (Number.isNaN(timeMicros)) return false;
    const last = u[end - 1];
    const sign = u[end - 6];
    if (last === 90 || last === 122 || sign === 43 || sign === 45) put(u, start, end);
    else {
      put(u, start, start + 10);
      put(T);
      put(u, start + 11, end);
      put(zone);
    }
    return true;
  };
  /** An id for a row without one (§4); the same as `makeId`. */
  const putMadeId = (line: number): boolean => {
    const before = n;
    const counted = (role: FlatRole | undefined, by: Uint8Array): number => {
      if (!role || !sequence) return 0;
      const found = putInner(role);
      if (found <= 0) return found;
      put(by);
      const counts = choose(sequence);
      if (counts <= 0) return counts;
      const inner = u[starts[chosen[0] as number] as number] === 34 ? 1 : 0;
      put(u, (starts[chosen[0] as number] as number) + inner, (ends[chosen[0] as number] as number) - inner);
      return 1;
    };
    const bySubject = (): number => {
      if (!subjectId) return 0;
      if (subjectType) {
        const found = putInner(subjectType);
        if (found < 0) return -1;
        if (found > 0) put(SLASH);
      }
      return counted(subjectId, HASH);
    };
    const orders = perPartition
      ? [() => counted(partition, SLASH), bySubject]
      : [bySubject, () => counted(partition, SLASH)];
    for (const order of orders) {
      n = before;
      const found = order();
      if (found !== 0) return found > 0;
    }
    n = before;
    put(LINE);
    put(utf8.encode(String(line)));
    return true;
  };

  return (bytes, from, to, line) => {
    u = bytes;
    n = 0;
    seen.bigNumber = false;
    taken.fill(0);
    if (!members.read(u, from, to)) return undefined;
    let bigNumber = seen.bigNumber;
    let made = false;
    put(idRole.label);
    put(QUOTE);
    const id = putInner(idRole);
    if (id < 0) return undefined;
    if (id === 0) {
      made = true;
      if (!putMadeId(line)) return undefined;
    }
    put(QUOTE);
    let typed = false;
    for (const role of fields) {
      const found = putField(role);
      if (found < 0) return undefined;
      if (role.role === 'type') typed = found > 0;
    }
    if (!typed) return undefined;
    let tProcess: MadeLine['tProcess'];
    const processed = choose(processRole);
    if (processed < 0 || (processed > 0 && chosen.length > 1)) return undefined;
    if (processed > 0) {
      const before = n;
      const key = chosen[0] as number;
      if (!putTime(processRole, starts[key] as number, ends[key] as number)) return undefined;
      tProcess = { text: w.slice(before, n), micros: timeMicros };
      n = before;
    }
    put(PAYLOAD);
    if (!namesPayload) put(u, from, to);
    else {
      const found = choose(payloadRole);
      if (found < 0) return undefined;
      const key = found > 0 ? (chosen[0] as number) : -1;
      bigNumber = key >= 0 && members.big[key] === 1;
      if (key >= 0) put(u, starts[key] as number, ends[key] as number);
      else put(NULL);
    }
    const payloadEnd = n;
    let open = false;
    if (made) {
      put(META);
      put(ID_MADE);
      open = true;
    }
    for (let i = 0; i < members.count; i++) {
      const member = members.all[i];
      if (member === undefined || (member.number >= 0 && taken[member.number] === 1)) continue;
      put(open ? COMMA : META);
      open = true;
      put(u, member.from, member.keyEnd);
      put(COLON);
      put(u, skipSpace(u, skipSpace(u, member.keyEnd) + 1), member.to);
    }
    if (open) put(CLOSE);
    put(CLOSE);
    return { bytes: w, length: n, payloadEnd, bigNumber, tProcess };
  };
}
