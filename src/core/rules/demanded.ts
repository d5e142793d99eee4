/**
 * Which keys the rules would demand at a place of a model. Nothing is listed here: each key that may stand there is put in, and where a
 * complaint of a rule falls silent, the rule had demanded it.
 */
import type { Severity } from '../finding.ts';
import { pointer } from '../json-pointer.ts';
import type { Model, ProfileName } from '../model/model.ts';
import type { Key, SectionName, Shape } from '../model/schema.ts';
import { RULES } from './index.ts';
import { SETTINGS, severityOf, worse } from './profiles.ts';
import type { Report, Rule } from './rule.ts';

export interface Demand {
  readonly key: string;
  readonly severity: Exclude<Severity, 'off'>;
  /** The rules that ask for it. */
  readonly rules: readonly string[];
}

const HOOK = {
  services: 'service',
  systems: 'system',
  subjects: 'subject',
  policies: 'policy',
  streams: 'stream',
  events: 'event',
  commands: 'command',
  projections: 'projection',
  consumers: 'consumer',
  screens: 'screen',
  precedence: 'precedence',
  migrations: 'migration',
  scenarios: 'scenario',
} as const satisfies Readonly<Record<SectionName, keyof Rule>>;

interface Heard {
  readonly rule: string;
  readonly severity: Exclude<Severity, 'off'>;
  readonly said: string;
}

type Values = Readonly<Record<string, unknown>>;
export interface Asking {
  readonly model: Model;
  readonly profiles: readonly ProfileName[];
  /** Keys from the section down: `['events', 'OrderPlaced', 'payload', 'email']`. */
  readonly path: readonly string[];
  /** Keys that stand there, though the model may not have understood them yet. */
  readonly siblings: readonly string[];
  /** Keys that may stand there. */
  readonly keys: Readonly<Record<string, Key>>;
}

/** The keys that are missing, the most severe first, then in the order of the language. */
export function demandedKeys(asking: Asking): readonly Demand[] {
  const demanding = demandedBySteps(asking);
  for (;;) {
    const { done, value } = demanding.next();
    if (done) return value;
  }
}

/** The same in steps, key by key: in a big model somebody else may want his turn meanwhile, or the answer be wanted no more. */
export function* demandedBySteps({
  model,
  profiles,
  path,
  siblings,
  keys,
}: Asking): Generator<undefined, readonly Demand[], void> {
  const [section, name, ...inner] = path;
  if (name === undefined || !isSection(section)) return [];
  const known = (model[section] as Values)[name];
  let item: Values = isMap(known) ? known : {};
  for (const key of siblings) {
    const shape = keys[key]?.shape;
    if (shape && !isMap(at(item, [...inner, key])) && at(item, [...inner, key]) === undefined)
      item = put(item, [...inner, key], samplesOf(shape, model)[0]);
  }
  const before = hear(model, profiles, section, name, item);
  if (before.length === 0) return [];
  const found: Demand[] = [];
  for (const [key, { shape }] of Object.entries(keys)) {
    if (siblings.includes(key)) continue;
    yield;
    const quieted = samplesOf(shape, model)
      .map((sample) => {
        const after = hear(model, profiles, section, name, put(item, [...inner, key], sample));
        const left = new Set(after.map(({ said }) => said));
        return after.length > before.length ? [] : before.filter(({ said }) => !left.has(said));
      })
      .reduce((most, some) => (some.length > most.length ? some : most), []);
    if (quieted.length === 0) continue;
    found.push({
      key,
      severity: quieted.map(({ severity }) => severity).reduce(worse),
      rules: [...new Set(quieted.map(({ rule }) => rule))],
    });
  }
  const rank = { error: 0, warning: 1, info: 2 };
  return found.sort((a, b) => rank[a.severity] - rank[b.severity]);
}

const isSection = (word: string | undefined): word is SectionName => word !== undefined && Object.hasOwn(HOOK, word);
const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((v, key) => (isMap(v) && Object.hasOwn(v, key) ? v[key] : undefined), value);

function put(value: Values, [key, ...rest]: readonly string[], leaf: unknown): Values {
  if (key === undefined) return value;
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return { ...value, [key]: rest.length === 0 ? leaf : put(isMap(inner) ? inner : {}, rest, leaf) };
}

/** What the rules say of one definition, and of nothing else. */
function hear(
  model: Model,
  profiles: readonly ProfileName[],
  section: SectionName,
  name: string,
  item: Values,
): readonly Heard[] {
  const changed = withItem(model, section, name, item);
  const heard = new Map<string, Heard>();
  const own = pointer(section, name);
  for (const profile of profiles)
    for (const rule of RULES) {
      const severity = severityOf(rule.meta, profile, model.rules);
      const look = rule[HOOK[section]] as ((name: string, item: unknown, visit: unknown) => void) | undefined;
      if (!look || severity === 'off') continue;
      const report = ({ pointer: place, message, severity: milder }: Report) => {
        if (place !== own && !place.startsWith(`${own}/`)) return;
        const said = `${rule.meta.id}\n${place}\n${message}`;
        heard.set(said, { rule: rule.meta.id, severity: milder ?? severity, said });
      };
      try {
        look(name, item, { model: changed, profile, settings: SETTINGS[profile], behavior: undefined, report });
      } catch {
        // A rule that fails is reported by the check; here it demands nothing.
      }
    }
  return [...heard.values()];
}

/** A model in which another definition stands in place of one. Its section may hold ten thousand, and is not copied for each. */
function withItem(model: Model, section: SectionName, name: string, item: Values): Model {
  const items = model[section] as Values;
  const changed = Object.hasOwn(items, name)
    ? new Proxy(items, { get: (of, key) => (key === name ? item : Reflect.get(of, key)) })
    : { ...items, [name]: item };
  return { ...model, [section]: changed };
}

/** Values that may stand at a key: enough of them that one will do. */
function samplesOf(shape: Shape, model: Model): readonly unknown[] {
  switch (shape.kind) {
    case 'text': {
      const names = shape.refs ? Object.keys(model[shape.refs]).slice(0, 3) : [];
      const all = [...(shape.values ?? []), ...names];
      return all.length > 0 ? all : shape.refs ? ['name'] : ['90d', 'record', 'id'];
    }
    case 'integer':
      return [1];
    case 'boolean':
      return [true, false];
    case 'list':
      return [samplesOf(shape.of, model)];
    case 'namedOrList':
      return [
        { [samplesOf({ kind: 'text', ...(shape.refs && { refs: shape.refs }) }, model)[0] as string]: undefined },
      ];
    case 'map': {
      const whole = Object.entries(shape.keys).map(([key, of]) => [key, samplesOf(of.shape, model)[0]]);
      return [Object.fromEntries(whole)];
    }
    case 'payload':
      return [{ id: { type: 'string' } }];
    default:
      return [];
  }
}
