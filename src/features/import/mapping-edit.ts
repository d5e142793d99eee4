/** Changes of a mapping, one a control of the editor: a mapping in, a mapping out. What becomes empty is left out of the file. */
import type { Mapping, Role, SequenceSpec, TimeRole, TimeSpec } from '../../core/formats/mapping.ts';
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
  return withUnwrap(withConstant({ ...mapping, roles }, role, undefined), fields);
}

function withUnwrap(mapping: Mapping, fields: readonly SourceField[]): Mapping {
  const used = Object.values(mapping.roles).flat();
  const texts = fields
    .filter(({ kinds }) => kinds.includes('JSON text') || kinds.includes('base64 JSON'))
    .map((f) => f.path);
  const unwrap = texts.filter((path) => used.some((u) => u === path || u?.startsWith(`${path}.`)));
  const { unwrap: before = [], ...rest } = mapping;
  const all = [...new Set([...before.filter((path) => !texts.includes(path)), ...unwrap])];
  return all.length > 0 ? { ...rest, unwrap: all } : rest;
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
