/**
 * Rows whose roles a shape has found itself: they stand under `@` (`@.type`, `@.payload`), where the preset's roles read them; beside them
 * stands what is left, under the names that the source gives it.
 */
import { type JsonMember, type JsonNode, textOf } from '../../record/json-tree.ts';
import type { Role } from '../mapping.ts';

/** A name and JSON text. */
export type Member = readonly [name: string, json: string];
/** Roles and the JSON text of their values; what does not fit its field is kept in `meta.raw` as everywhere. */
export type Roles = Partial<Record<Role, string | undefined>>;

export function madeRow(roles: Roles, rest: readonly Member[]): string {
  const found = Object.entries(roles).flatMap(([role, json]): Member[] => (json === undefined ? [] : [[role, json]]));
  return objectText([['@', objectText(found)], ...rest]);
}

/** The text of an object; a name that comes again gets a count. */
export function objectText(members: readonly Member[]): string {
  const used = new Map<string, number>();
  const parts = members.map(([name, json]) => {
    let free = name;
    for (let n = (used.get(name) ?? 0) + 1; used.has(free); n++) {
      free = `${name}#${n}`;
      used.set(name, n);
    }
    if (!used.has(free)) used.set(free, 1);
    return `${JSON.stringify(free)}:${json}`;
  });
  return `{${parts.join(',')}}`;
}

/** The members of an object, the last of several with one key; empty for anything else. */
export function membersOf(node: JsonNode | undefined): ReadonlyMap<string, JsonNode> {
  if (node?.kind !== 'object') return new Map();
  return new Map(node.members.map(({ key, value }: JsonMember): [string, JsonNode] => [key, value]));
}

/** The members of an object that say something and are not taken. */
export function left(node: JsonNode | undefined, taken: readonly string[]): Member[] {
  return [...membersOf(node)].flatMap(([key, value]): Member[] =>
    value.kind === 'null' || taken.includes(key) ? [] : [[key, textOf(value)]],
  );
}

/** Text as JSON. */
export const quoted = (text: string): string => JSON.stringify(text);

/** The subject of a changed row of a table; where its key is not known, the table. */
export function tableRow(table: string, key: string | undefined): Roles {
  if (key !== undefined) return { subject_type: table === '' ? undefined : quoted(table), subject_id: quoted(key) };
  return table === '' ? {} : { subject_id: quoted(table) };
}
