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
