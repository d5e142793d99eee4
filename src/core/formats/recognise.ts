/** Which known formats a file's beginning looks like. */
import type { Path } from './plan.ts';
import type { Signature, Test } from './presets.ts';
import { READERS } from './readers.ts';

/** The head of a file, as far as it is understood. */
export interface Look {
  readonly text: string;
  /** The JSON object that the file is (as much of it as was read). */
  readonly document?: object;
  /** The first rows at a path of it; at `[]` those of lines, of an array or of a table. */
  rows(path: Path): readonly object[];
  /** Of a dump: the first rows of each table. */
  readonly tables?: readonly (readonly object[])[];
}

export interface Recognised {
  readonly format: string;
  readonly title: string;
  readonly because: string;
}

const LOOKED_AT = 100;
type IsEvent = (row: object) => boolean;

/** The formats whose signature the file has, in the order of the list. */
export function recognise(look: Look): readonly Recognised[] {
  return READERS.flatMap(({ id, title, path, signature, beside }) => {
    const isEvent = (row: object) => !beside.some((tests) => tests.every((test) => passes(row, test)));
    for (const one of signature) {
      const because = sees(one, look, path, isEvent);
      if (because !== undefined) return [{ format: id, title, because }];
    }
    const kinds = signature.flatMap(({ rows, document, text }) => (rows && !document && !text ? [rows] : []));
    return kinds.length > 1 && areAll(kinds, look, path, isEvent)
      ? [{ format: id, title, because: 'Each row is of one of the kinds that this format has.' }]
      : [];
  });
}

/** Kinds of rows mixed, so that none is more than half of them. */
function areAll(kinds: readonly (readonly Test[])[], look: Look, path: Path, isEvent: IsEvent): boolean {
  const some = (look.tables?.[0] ?? look.rows(path)).slice(0, LOOKED_AT).filter(isEvent);
  return some.length > 1 && some.every((row) => kinds.some((tests) => tests.every((test) => passes(row, test))));
}

function sees({ rows, document, text }: Signature, look: Look, path: Path, isEvent: IsEvent): string | undefined {
  if (text && !text.test(look.text)) return undefined;
  const { document: whole } = look;
  if (document && !(whole && document.every((test) => passes(whole, test)))) return undefined;
  if (!rows) return document ? `The file has ${named(document)}.` : 'The text begins as that of this format does.';
  const fits = (all: readonly object[]) => {
    const some = all.slice(0, LOOKED_AT).filter(isEvent);
    return some.filter((row) => rows.every((test) => passes(row, test))).length * 2 > some.length;
  };
  return (look.tables ?? [look.rows(path)]).some(fits) ? `The rows have ${named(rows)}.` : undefined;
}

function named(tests: readonly Test[]): string {
  const names = tests
    .filter(({ is }) => is !== false)
    .slice(0, 5)
    .map(({ path }) => `\`${path.join('.')}\``);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/** Whether a value stands at the path (null and undefined do not count, except to say that the key is there). */
function passes(row: object, { path, is }: Test): boolean {
  let value: unknown = row;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return is === false;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return typeof is === 'string' ? String(value) === is : is;
}
