/** The part of a large state that is looked at: what is unfolded of it, or what a search found. Small states are whole. */
import { pointer as pointerTo } from '../json-pointer.ts';
import type { JsonValue } from '../record/record.ts';
import type { Change } from './changes.ts';
import { shortJson } from './short.ts';

/** What a person unfolded, by JSON pointer. */
export interface PartWanted {
  readonly open?: readonly string[];
  /** How many children are shown, where it is more than at first. */
  readonly shown?: readonly (readonly [pointer: string, count: number])[];
  readonly find?: string;
}

export interface Part {
  /** Containers that are folded are empty, long ones end early, long texts too. */
  readonly value: JsonValue;
  /** How many children the folded ones have, and those that end early. */
  readonly folded: readonly (readonly [pointer: string, size: number])[];
  readonly longer: readonly (readonly [pointer: string, size: number])[];
  /** What a search found: the pointers to what matches and what leads there are all that `value` holds. */
  readonly found?: { readonly pointers: readonly string[]; readonly matches: number; readonly cut: boolean };
}

/** What is smaller is sent whole: so many values, so many characters. */
const SMALL_VALUES = 2000;
const SMALL_TEXT = 100_000;
/** Lines unfolded at first. */
const LINES = 200;
const CHILDREN = 100;
const LONG_TEXT = 1000;
const SEARCHED = 400_000;
const MOST_FOUND = 1000;

type Container = readonly JsonValue[] | Readonly<Record<string, JsonValue>>;
const isContainer = (value: JsonValue | undefined): value is Container & JsonValue =>
  typeof value === 'object' && value !== null;
const sizeOf = (value: Container): number => (Array.isArray(value) ? value.length : Object.keys(value).length);

export function isSmall(value: JsonValue): boolean {
  let values = 0;
  let text = 0;
  const walk = (part: JsonValue): boolean => {
    if (++values > SMALL_VALUES) return false;
    if (typeof part === 'string') text += part.length;
    if (text > SMALL_TEXT) return false;
    if (Array.isArray(part)) return (part as readonly JsonValue[]).every(walk);
    if (!isContainer(part)) return true;
    for (const key in part) {
      text += key.length;
      if (!walk((part as Readonly<Record<string, JsonValue>>)[key] ?? null)) return false;
    }
    return true;
  };
  return walk(value);
}

interface Unfolding {
  readonly from: Container;
  readonly to: JsonValue;
  readonly pointer: string;
  readonly size: number;
  /** All above it is unfolded by itself. */
  readonly byItself: boolean;
}

/** Undefined where the whole is small enough. */
export function partOf(value: JsonValue, { open = [], shown = [], find = '' }: PartWanted = {}): Part | undefined {
  if (isSmall(value)) return undefined;
  if (find !== '') return found(value, find);
  const opened = new Set(open);
  const most = new Map(shown);
  const folded: [string, number][] = [];
  const longer: [string, number][] = [];
  let lines = LINES;
  const root = hollow(value);
  // By levels: what is unfolded by itself is near the top, and of one level all or none. What a person unfolds changes nothing of that.
  let level: readonly Unfolding[] = isContainer(value)
    ? [{ from: value, to: root, pointer: '', size: sizeOf(value), byItself: true }]
    : [];
  while (level.length > 0) {
    const showsOf = ({ pointer, size }: Unfolding) => Math.min(size, most.get(pointer) ?? CHILDREN);
    const needed = level.reduce((sum, one) => sum + (one.byItself ? Math.min(one.size, CHILDREN) : 0), 0);
    const fits = needed <= lines;
    lines = fits ? lines - needed : 0;
    const next: Unfolding[] = [];
    for (const one of level) {
      const { from, to, pointer, size } = one;
      const byItself = pointer === '' || (one.byItself && fits);
      if (!byItself && !opened.has(pointer)) {
        folded.push([pointer, size]);
        continue;
      }
      const shows = showsOf(one);
      if (shows < size) longer.push([pointer, size]);
      for (const [key, child] of firstOf(from, shows)) {
        const copy = hollow(child);
        put(to, key, copy);
        const inner = isContainer(child) ? sizeOf(child) : 0;
        if (isContainer(child) && inner > 0)
          next.push({ from: child, to: copy, pointer: pointer + pointerTo(key), size: inner, byItself });
      }
    }
    level = next;
  }
  return { value: root, folded, longer };
}

/** What leads to keys and leaves that hold a text, without regard to case. */
function found(root: JsonValue, text: string): Part {
  const needle = text.toLowerCase();
  const pointers: string[] = [];
  let matches = 0;
  let walked = 0;
  const walk = (key: string, value: JsonValue, pointer: string): JsonValue | undefined => {
    if (++walked > SEARCHED) return undefined;
    const holds = isContainer(value)
      ? sizeOf(value) === 0 && shortJson(value).includes(needle)
      : (typeof value === 'string' ? value : String(value)).toLowerCase().includes(needle);
    let kept: JsonValue | undefined;
    if (key.toLowerCase().includes(needle) || holds) {
      matches++;
      if (pointers.length < MOST_FOUND) kept = isContainer(value) ? {} : hollow(value);
    }
    if (isContainer(value))
      for (const name in value as object) {
        const child = walk(
          name,
          (value as Readonly<Record<string, JsonValue>>)[name] ?? null,
          pointer + pointerTo(name),
        );
        if (child === undefined) continue;
        // Places of a list keep their numbers as keys.
        kept ??= {};
        put(kept, name, child);
      }
    if (kept !== undefined) pointers.push(pointer);
    return kept;
  };
  const value = walk('', root, '') ?? {};
  return {
    value,
    folded: [],
    longer: [],
    found: { pointers, matches, cut: walked > SEARCHED || matches > MOST_FOUND },
  };
}

const hollow = (value: JsonValue): JsonValue =>
  Array.isArray(value)
    ? []
    : isContainer(value)
      ? {}
      : typeof value === 'string' && value.length > LONG_TEXT
        ? value.slice(0, LONG_TEXT)
        : value;

function put(to: JsonValue, key: string, value: JsonValue): void {
  if (Array.isArray(to)) (to as JsonValue[]).push(value);
  // `__proto__` is a key like any other.
  else Object.defineProperty(to, key, { value, enumerable: true, configurable: true, writable: true });
}

function firstOf(value: Container, count: number): readonly (readonly [string, JsonValue])[] {
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).slice(0, count).map((item, i): [string, JsonValue] => [String(i), item]);
  return Object.keys(value)
    .slice(0, count)
    .map((key): [string, JsonValue] => [key, (value as Readonly<Record<string, JsonValue>>)[key] ?? null]);
}

const CHANGE_TEXT = 300;

/** Changes as they are shown: a large value is the beginning of it. */
export function shownChanges(changes: readonly Change[]): readonly Change[] {
  return changes.map(({ before, after, ...change }) => ({
    ...change,
    ...(before !== undefined && { before: beginning(before) }),
    ...(after !== undefined && { after: beginning(after) }),
  }));
}

/** Its JSON begins like that of the whole. */
function beginning(value: JsonValue): JsonValue {
  let room = CHANGE_TEXT;
  const copy = (part: JsonValue): JsonValue => {
    room -= 1;
    if (typeof part === 'string') {
      const kept = part.length > room ? part.slice(0, Math.max(0, room) + 1) : part;
      room -= kept.length;
      return kept;
    }
    if (!isContainer(part)) return part;
    const to = hollow(part);
    for (const key in part as object) {
      if (room <= 0) break;
      room -= Array.isArray(part) ? 1 : key.length;
      put(to, key, copy((part as Readonly<Record<string, JsonValue>>)[key] ?? null));
    }
    return to;
  };
  return copy(value);
}
