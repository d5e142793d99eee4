/** Changes of a mapping, one a control of the editor: a mapping in, a mapping out. What becomes empty is left out of the file. */
import {
  type Mapping,
  ROLES,
  type Role,
  type SequenceSpec,
  TIME_ROLES,
  type TimeRole,
  type TimeSpec,
} from '../../core/formats/mapping.ts';
import type { SourceField } from '../../core/formats/preview.ts';

export function pathsOf(mapping: Mapping, role: Role): readonly string[] {
  const paths = mapping.roles[role];
  return paths === undefined ? [] : typeof paths === 'string' ? [paths] : paths;
}

/** Sets the paths of a role; a constant of that role goes. JSON text that a path reaches into is unwrapped. */
export function withPaths(
  mapping: Mapping,
  role: Role,
  paths: readonly string[],
  fields: readonly SourceField[],
): Mapping {
  const { [role]: _, ...others } = mapping.roles;
  const [first] = paths;
  const roles = first === undefined ? others : { ...others, [role]: paths.length === 1 ? first : paths };
  return withUnwrap(mapping, withConstant({ ...mapping, roles }, role, undefined), fields);
}

/** Roles whose value is text, or an object, can be put together from several fields. */
export const takesMany = (role: Role): boolean =>
  !(TIME_ROLES as readonly Role[]).includes(role) && !['sequence', 'position', 'version', 'meta'].includes(role);

/** A field put into a role: beside what is there, where the role takes several, else in its place. */
export function withPut(mapping: Mapping, role: Role, path: string, fields: readonly SourceField[]): Mapping {
  const before = pathsOf(mapping, role).filter((other) => other !== path);
  return withPaths(mapping, role, takesMany(role) ? [...before, path] : [path], fields);
}

export const rolesOf = (mapping: Mapping, path: string): readonly Role[] =>
  ROLES.filter((role) => pathsOf(mapping, role).includes(path));
/** Roles made of what lies in the field. */
export const rolesInside = (mapping: Mapping, path: string): readonly Role[] =>
  ROLES.filter((role) => pathsOf(mapping, role).some((other) => other.startsWith(`${path}.`)));

/** What a field's values look like and can be opened as: JSON as text, base64, hex. */
export const wrappingOf = (kinds: readonly string[]): string | undefined =>
  kinds.find((kind) => kind.endsWith('JSON') || kind === 'JSON text') ?? kinds.find((kind) => kind === 'base64');

export const isOpened = (mapping: Mapping, path: string): boolean => mapping.unwrap?.includes(path) ?? false;

/** Opens a packed field, or leaves it as the text it is. */
export function withOpened(mapping: Mapping, path: string, open: boolean): Mapping {
  const { unwrap = [], ...rest } = mapping;
  const others = unwrap.filter((other) => other !== path);
  const all = open ? [...others, path] : others;
  return all.length > 0 ? { ...rest, unwrap: all } : rest;
}

/** What roles newly reach into is opened, what they no longer reach into is left closed; what a person opened stays. */
function withUnwrap(before: Mapping, after: Mapping, fields: readonly SourceField[]): Mapping {
  const packed = fields.filter(({ kinds }) => (wrappingOf(kinds) ?? 'base64') !== 'base64').map((f) => f.path);
  const reached = (mapping: Mapping) =>
    packed.filter((path) => rolesOf(mapping, path).length + rolesInside(mapping, path).length > 0);
  const [was, is] = [reached(before), reached(after)];
  let next = after;
  for (const path of was) if (!is.includes(path)) next = withOpened(next, path, false);
  for (const path of is) if (!was.includes(path)) next = withOpened(next, path, true);
  return next;
}

export function withConstant(mapping: Mapping, role: Role, value: string | undefined): Mapping {
  const { constants, ...rest } = mapping;
  const { [role]: _, ...others } = constants ?? {};
  const all = value === undefined || value === '' ? others : { ...others, [role]: value };
  return Object.keys(all).length > 0 ? { ...rest, constants: all } : rest;
}

export function withTime(mapping: Mapping, role: TimeRole, { unit, zone }: TimeSpec): Mapping {
  const { times, ...rest } = mapping;
  const { [role]: _, ...others } = times ?? {};
  const spec: TimeSpec = {
    ...(unit !== undefined && unit !== 'iso' && { unit }),
    ...(zone !== undefined && zone !== '' && { zone }),
  };
  const all = Object.keys(spec).length > 0 ? { ...others, [role]: spec } : others;
  return Object.keys(all).length > 0 ? { ...rest, times: all } : rest;
}

export function withSequence(mapping: Mapping, change: Partial<SequenceSpec>): Mapping {
  return { ...mapping, sequence: { per: 'subject', base: 1, ...mapping.sequence, ...change } };
}

export function withIdentity(mapping: Mapping, identity: readonly string[]): Mapping {
  const { identity: _, ...rest } = mapping;
  return identity.length === 1 && identity[0] === 'id' ? rest : { ...rest, identity };
}
