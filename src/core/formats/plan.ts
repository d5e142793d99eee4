/** A mapping made ready to run: paths parsed, what it leaves open filled in. Presets of known formats are plans too. */

import { FIELD_KINDS } from '../record/fields.ts';
import { parseTree } from '../record/json-tree.ts';
import { fitValue } from './fit.ts';
import { type Mapping, ROLES, type Role, type TimeRole, type TimeSpec } from './mapping.ts';
import { parsePath } from './path.ts';
import { ReadError } from './read-error.ts';

export type Path = readonly string[];

/** Where a role's value comes from: the values at these paths, joined. */
export interface RoleSource {
  readonly paths: readonly Path[];
  /**
   * `bytes`: the text is base64 and becomes `{ "$bytes": … }`. `trace`: the trace id of a W3C traceparent. `type` and `id`: the two halves
   * of a stream's name, cut at `cut`; where it is not cut, all of it is the id.
   */
  readonly as?: 'bytes' | 'trace' | 'type' | 'id';
  /** `-` and `|`: at the first; `/`: at the last. */
  readonly cut?: '-' | '|' | '/';
  /** The source counts only in rows where this path holds that text (`true`: anything at all; `false`: nothing), or text of that pattern. */
  readonly when?: { readonly path: Path; readonly is: string | boolean | RegExp };
}
/**
 * How text at a path is opened. `json`: JSON text, base64 of it, or PostgreSQL's `\\x…` of it or of other text. `ruby`: besides, YAML with Ruby's symbols.
 * `base64`: that, whatever is in it. `either`: as it looks. `value`: JSON text of any value, one layer.
 */
export type Wrapping = 'json' | 'ruby' | 'base64' | 'either' | 'value';

export interface Plan {
  /** Of several sources the first that is there. */
  readonly roles: readonly { readonly role: Role; readonly from: readonly RoleSource[] }[];
  /** As JSON text that fits its field. */
  readonly constants: readonly {
    readonly role: Exclude<Role, 'payload' | 'meta' | 't_process'>;
    readonly json: string;
  }[];
  readonly times: Readonly<Record<TimeRole, TimeSpec>>;
  readonly unwrap: readonly { readonly path: Path; readonly how: Wrapping }[];
  readonly per: 'subject' | 'partition' | 'stream' | 'log' | 'none';
}

/** Times of foreign rows that say no zone and whose mapping says none are UTC. */
const DEFAULT_TIME: TimeSpec = { unit: 'iso', zone: 'Z' };

/** Compiles a mapping. Throws a ReadError that names a path which cannot be read. */
export function planOf(mapping: Mapping): Plan {
  const keys = (path: string, where: string) => {
    const parsed = parsePath(path);
    if (!parsed) {
      throw new ReadError(
        `The mapping's ${where} holds the path \`${path}\`, which cannot be read. Write keys with dots between them; quote a key that holds a dot.`,
      );
    }
    return parsed;
  };
  const roles = ROLES.flatMap((role) => {
    const paths = mapping.roles[role];
    if (paths === undefined) return [];
    const list = typeof paths === 'string' ? [paths] : paths;
    return list.length === 0 ? [] : [{ role, from: [{ paths: list.map((path) => keys(path, `role \`${role}\``)) }] }];
  });
  const times = timesOf(mapping.times);
  const constants = ROLES.flatMap((role) => {
    const value = mapping.constants?.[role];
    return value === undefined || value === '' ? [] : [constantOf(role, value, times)];
  });
  return {
    roles,
    constants,
    times,
    // What holds others is opened first, in whatever order they are written.
    unwrap: (mapping.unwrap ?? [])
      .map((path) => ({ path: keys(path, '`unwrap`'), how: 'either' as const }))
      .sort((a, b) => a.path.length - b.path.length),
    per: mapping.sequence?.per ?? 'subject',
  };
}

/** A constant as it is written in its field. Throws a ReadError where it does not fit. */
export function constantOf(role: Role, value: string | number, times: Plan['times']): Plan['constants'][number] {
  if (role !== 'payload' && role !== 'meta' && role !== 't_process') {
    const time = role === 't_event' || role === 't_log' ? times[role] : {};
    const json = fitValue(FIELD_KINDS[role], parseTree(JSON.stringify(value)), { strict: false, ...time });
    if (json !== undefined) return { role, json };
  }
  throw new ReadError(
    `The mapping's constant \`${role}\` cannot be ${JSON.stringify(value)}: that does not fit the field. Correct it or leave it out.`,
  );
}

export function timesOf(times: Mapping['times']): Plan['times'] {
  const of = (role: TimeRole): TimeSpec => ({ ...DEFAULT_TIME, ...times?.[role] });
  return { t_event: of('t_event'), t_log: of('t_log'), t_process: of('t_process') };
}
