/** A mapping made ready to run: paths parsed, what it leaves open filled in. Presets of known formats are plans too. */
import { type Mapping, ROLES, type Role, type TimeRole, type TimeSpec } from './mapping.ts';
import { parsePath } from './path.ts';
import { ReadError } from './read-error.ts';

/** Where a role's value comes from: the values at these paths, joined. */
export interface RoleSource {
  readonly paths: readonly (readonly string[])[];
  /** `bytes`: the text is base64 and becomes `{ "$bytes": … }`. `trace`: the trace id of a W3C traceparent. */
  readonly as?: 'bytes' | 'trace';
}
export interface Plan {
  /** Of several sources the first that is there. */
  readonly roles: readonly { readonly role: Role; readonly from: readonly RoleSource[] }[];
  readonly constants: readonly { readonly role: Role; readonly json: string }[];
  readonly times: Readonly<Record<TimeRole, TimeSpec>>;
  readonly unwrap: readonly (readonly string[])[];
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
  const constants = ROLES.flatMap((role) => {
    const value = mapping.constants?.[role];
    return value === undefined ? [] : [{ role, json: JSON.stringify(value) }];
  });
  return {
    roles,
    constants,
    times: timesOf(mapping.times),
    unwrap: (mapping.unwrap ?? []).map((path) => keys(path, '`unwrap`')),
    per: mapping.sequence?.per ?? 'subject',
  };
}

export function timesOf(times: Mapping['times']): Plan['times'] {
  const of = (role: TimeRole): TimeSpec => ({ ...DEFAULT_TIME, ...times?.[role] });
  return { t_event: of('t_event'), t_log: of('t_log'), t_process: of('t_process') };
}
