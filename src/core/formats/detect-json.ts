/** JSON that may be cut off: the head of a large file. What nests deeper than a record may is taken for none. */
import { deeperThan } from '../record/json.ts';
import { MAX_DEPTH as DEEPEST, JsonError } from '../record/json-tree.ts';
import { formatPath } from './path.ts';

/** Parses JSON text, or as much of it as is whole: `[{"a":1},{"a":` gives `[{"a":1}]`. Undefined where it is no JSON. */
export function parseHead(text: string): unknown {
  try {
    return parsePlain(text);
  } catch {
    const whole = closedHead(text);
    return whole === undefined ? undefined : parsePlain(whole);
  }
}

/** `JSON.parse`, but for text so deep that what walks the value would overflow. Throws. */
export function parsePlain(text: string): unknown {
  if (deeperThan(text, DEEPEST)) throw new JsonError(`nested deeper than ${DEEPEST} levels`, 0);
  return JSON.parse(text) as unknown;
}

/** The text up to the last value in it that is whole, closed there; undefined where it is no beginning of JSON. */
export function closedHead(text: string): string | undefined {
  try {
    const whole = closed(text);
    parsePlain(whole);
    return whole;
  } catch {
    return undefined;
  }
}

/** The objects and arrays that stand one after another, so many of them as are whole. */
export function valuesIn(text: string, most = 400): readonly unknown[] {
  const values: unknown[] = [];
  let start = 0;
  while (values.length < most) {
    const end = endOfValue(text, start);
    if (end < 0) break;
    try {
      values.push(parsePlain(text.slice(start, end)));
    } catch {
      break;
    }
    start = end;
  }
  return values;
}

/** Whether an object's end and another's beginning stand in one line: values without a line break between them. */
export function isConcatenated(text: string): boolean {
  if (!/^\s*\{/.test(text) || !/\}[ \t]*\{/.test(text)) return false;
  return text.split('\n', 50).some((line) => {
    const end = /^\s*\{/.test(line) ? endOfValue(line, 0) : -1;
    return end > 0 && /^[ \t]*\{/.test(line.slice(end));
  });
}

/** Where the object or array ends that begins there, after white space; -1 where none does or it is not whole. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      i = depth === 0 ? -1 : endOfString(text, i);
      if (i < 0) return -1;
    } else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') {
      if (--depth <= 0) return depth === 0 ? i + 1 : -1;
    } else if (depth === 0 && !/\s/.test(c ?? '')) return -1;
  }
  return -1;
}

/** The objects of the array at a path of keys (`*`: whatever the first key is); undefined where there is no array. */
export function rowsAt(value: unknown, path: readonly string[]): readonly object[] | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    const name = key === '*' ? Object.keys(at)[0] : key;
    at = name !== undefined && Object.hasOwn(at, name) ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  if (!Array.isArray(at)) return undefined;
  const objects = at.filter((v): v is object => typeof v === 'object' && v !== null && !Array.isArray(v));
  return objects.length === 0 && path.includes('*') ? undefined : objects;
}

/**
 * The text up to the last value that is whole, and the brackets that are open there closed. After the last comma or closing bracket only
 * opening ones can follow, so the open ones there are the outermost of those open at the end.
 */
function closed(text: string): string {
  const open: string[] = [];
  let safe = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      i = endOfString(text, i);
      if (i < 0) break;
    } else if (c === '{') open.push('}');
    else if (c === '[') open.push(']');
    else if (c === '}' || c === ']' || c === ',') {
      if (c !== ',') open.pop();
      safe = c === ',' ? i : i + 1;
      depth = open.length;
    }
  }
  return text.slice(0, safe) + open.slice(0, depth).toReversed().join('');
}

function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    let slash = end;
    while (text[slash - 1] === '\\') slash--;
    if ((end - slash) % 2 === 0) return end;
  } while (end >= 0);
  return -1;
}

export interface FoundArray {
  readonly path: string;
  readonly count: number;
}

const MAX_DEPTH = 3;

/** The arrays of objects under the keys of an object, the one with most elements first. */
export function arraysIn(value: object): readonly FoundArray[] {
  const found: FoundArray[] = [];
  const visit = (at: object, keys: readonly string[]) => {
    for (const [key, member] of Object.entries(at)) {
      const path = [...keys, key];
      if (Array.isArray(member)) {
        const count = member.filter((m) => typeof m === 'object' && m !== null && !Array.isArray(m)).length;
        if (count > 0 && key !== '') found.push({ path: formatPath(path), count });
      } else if (typeof member === 'object' && member !== null && path.length < MAX_DEPTH) visit(member, path);
    }
  };
  visit(value, []);
  return found.toSorted((a, b) => b.count - a.count);
}
