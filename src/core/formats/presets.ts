/**
 * Presets: known formats as data, one JSON file each in `presets/`. What such a file may hold is PresetJson; a mapping (contract §4) with
 * a signature, sources in order of preference, and conditions. They are ours, so a mistake in one is a thrown Error at start (and in a test).
 */
import { ROLES, type Role, type SequenceSpec, type TimeRole, type TimeSpec } from './mapping.ts';
import { parsePath } from './path.ts';
import { constantOf, type Path, type Plan, type RoleSource, timesOf, type Wrapping } from './plan.ts';
import type { Shape } from './readers.ts';

type SourceJson =
  | string
  | readonly string[]
  | {
      /** Several are joined with `/`. */
      readonly path: string | readonly string[];
      readonly as?: string;
      readonly cut?: string;
      readonly when?: { readonly path: string; readonly is?: string | boolean; readonly matches?: string };
    };

/**
 * What tells a format: all the tests of one of these. A test is a path that is there (`meta.id`), `!path` that is not, or `path=text`.
 * `rows`: of more than half of the first rows. `document`: of the JSON object that the file is. `text`: a pattern at the file's beginning.
 */
interface SignatureJson {
  readonly rows?: readonly string[];
  readonly document?: readonly string[];
  readonly text?: string;
}
export interface PresetJson {
  readonly id: string;
  readonly title: string;
  readonly shape: string;
  /** Where the array of rows is, in a file that is one object. */
  readonly rows?: string;
  readonly signature: readonly SignatureJson[];
  /** Rows that stand among the events and are none (a heartbeat), all the tests of one of these: they count for nothing when the format is told. */
  readonly beside?: readonly (readonly string[])[];
  readonly unwrap?: readonly (string | { readonly path: string; readonly as: string })[];
  /** `{ "first": [...] }`: the first source that is there. */
  readonly roles: Readonly<Record<string, SourceJson | { readonly first: readonly SourceJson[] }>>;
  readonly constants?: Readonly<Record<string, string | number>>;
  readonly times?: Readonly<Record<string, { readonly unit?: string; readonly zone?: string }>>;
  readonly sequence: { readonly per: string; readonly base?: number };
  readonly identity?: readonly string[];
  /** Sentences that a preview shows: what this format does not say, what looks wrong in it and is not. */
  readonly notes?: readonly string[];
}

export interface Test {
  readonly path: Path;
  readonly is: string | boolean;
}
export interface Signature {
  readonly rows?: readonly Test[];
  readonly document?: readonly Test[];
  readonly text?: RegExp;
}
export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly shape: Shape;
  readonly path: Path;
  readonly signature: readonly Signature[];
  readonly beside: readonly (readonly Test[])[];
  readonly sequence: SequenceSpec;
  readonly identity: readonly string[];
  readonly plan: Plan;
  readonly notes: readonly string[];
}

export function presetOf(json: PresetJson): Preset {
  const keys = (path: string): Path => {
    const parsed = parsePath(path);
    if (!parsed) throw new Error(`preset ${json.id}: the path ${path} cannot be read`);
    return parsed;
  };
  const source = (from: SourceJson): RoleSource => {
    if (typeof from === 'string') return { paths: [keys(from)] };
    if (!('path' in from)) return { paths: from.map(keys) };
    const { path, as, cut, when } = from;
    return {
      paths: (typeof path === 'string' ? [path] : path).map(keys),
      ...(as !== undefined && { as: as as NonNullable<RoleSource['as']> }),
      ...(cut !== undefined && { cut: cut as NonNullable<RoleSource['cut']> }),
      ...(when && {
        when: { path: keys(when.path), is: when.matches === undefined ? (when.is ?? true) : new RegExp(when.matches) },
      }),
    };
  };
  const test = (text: string): Test => {
    if (text.startsWith('!')) return { path: keys(text.slice(1)), is: false };
    const [path = '', is] = text.split('=');
    return { path: keys(path), is: is ?? true };
  };
  for (const role of [...Object.keys(json.roles), ...Object.keys(json.constants ?? {})])
    if (!ROLES.includes(role as Role)) throw new Error(`preset ${json.id}: there is no role ${role}`);
  const times = timesOf(json.times as Partial<Record<TimeRole, TimeSpec>> | undefined);
  const sequence = { base: 1, ...json.sequence } as SequenceSpec;
  return {
    id: json.id,
    title: json.title,
    shape: json.shape as Shape,
    path: json.rows === undefined ? [] : keys(json.rows),
    signature: json.signature.map(({ rows, document, text }) => ({
      ...(rows && { rows: rows.map(test) }),
      ...(document && { document: document.map(test) }),
      ...(text !== undefined && { text: new RegExp(text) }),
    })),
    beside: (json.beside ?? []).map((tests) => tests.map(test)),
    sequence,
    identity: json.identity ?? ['id'],
    notes: json.notes ?? [],
    plan: {
      roles: ROLES.flatMap((role) => {
        const from = json.roles[role];
        if (from === undefined) return [];
        return [{ role, from: typeof from === 'object' && 'first' in from ? from.first.map(source) : [source(from)] }];
      }),
      constants: Object.entries(json.constants ?? {}).map(([role, value]) => constantOf(role as Role, value, times)),
      times,
      unwrap: (json.unwrap ?? []).map((one) =>
        typeof one === 'string'
          ? { path: keys(one), how: 'json' as const }
          : { path: keys(one.path), how: one.as as Wrapping },
      ),
      per: sequence.per,
    },
  };
}
