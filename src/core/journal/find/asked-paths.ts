/** What a query asks for that a journal may not have at all: a field or path in which no record holds a value. */
import { fieldNamed } from './fields.ts';
import type { Find } from './find.types.ts';
import { parseFind } from './parse-find.ts';

export interface AskedPath {
  readonly path: string;
  /** The query for every record that has a value there. */
  readonly any: string;
}

const written = (keys: readonly string[]): string =>
  keys.map((key, i) => (/^[\w$@-]+$/.test(key) && (i > 0 || /^\D/.test(key)) ? key : JSON.stringify(key))).join('.');

function* pathsIn(find: Find): Generator<string> {
  if (find.kind === 'and' || find.kind === 'or') for (const part of find.of) yield* pathsIn(part);
  else if (find.kind === 'not') yield* pathsIn(find.of);
  else if (find.kind === 'test' && fieldNamed(find.field)?.columns !== true) yield written(find.keys);
}

/** Each path once; what columns answer has no need of it. */
export function askedPaths(line: string): readonly AskedPath[] {
  const parsed = parseFind(line);
  if (parsed.kind !== 'find' || !parsed.find) return [];
  return [...new Set(pathsIn(parsed.find))].map((path) => ({ path, any: `${path}:*,null` }));
}

function* typesIn(find: Find): Generator<string> {
  if (find.kind === 'and' || find.kind === 'or') for (const part of find.of) yield* typesIn(part);
  else if (find.kind === 'test' && find.field === 'type' && (find.op === ':' || find.op === '='))
    for (const value of find.values) if (value.kind === 'text' && !value.text.includes('*')) yield value.text;
}

/** The types that a query asks for by their whole names. */
export function askedTypes(line: string): readonly string[] {
  const parsed = parseFind(line);
  return parsed.kind === 'find' && parsed.find ? [...new Set(typesIn(parsed.find))] : [];
}
