/** A person's behavior as the engine uses it (contract §3): what the modules export, looked at before anything of it is run. */
import type { JsonValue } from '../record/record.ts';
import type { BehaviorEvent } from './event.ts';

export type FoldHandler = (state: JsonValue, event: BehaviorEvent) => unknown;
export type ProjectionHandler = (row: JsonValue, event: BehaviorEvent) => unknown;
export type Upcaster = (payload: JsonValue, event: BehaviorEvent) => unknown;

export interface Fold {
  readonly initial: JsonValue;
  readonly on: ReadonlyMap<string, FoldHandler>;
}
export interface Projection {
  readonly name: string;
  readonly initial: JsonValue;
  readonly on: ReadonlyMap<string, ProjectionHandler>;
  /** A payload path, `record.<field>`, or absent: one row. */
  readonly key: string | undefined;
  /** What the model says that it hears: bounds `*`. */
  readonly hears?: ReadonlySet<string>;
}
export interface Behavior {
  /** By subject type; `*` takes those without a fold of their own. */
  readonly folds: ReadonlyMap<string, Fold>;
  readonly projections: readonly Projection[];
  /** By type, then by the version that they read. */
  readonly upcasters: ReadonlyMap<string, ReadonlyMap<number, Upcaster>>;
}

/** What is exported is not what the contract asks for; the message names the place. */
export class BehaviorError extends Error {
  override readonly name = 'BehaviorError';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function handlers<H>(value: unknown, where: string): ReadonlyMap<string, H> {
  if (!isRecord(value)) throw new BehaviorError(`${where} must be an object of handlers by event type`);
  const map = new Map<string, H>();
  for (const [type, handler] of Object.entries(value)) {
    if (typeof handler !== 'function') throw new BehaviorError(`${where}['${type}'] must be a function`);
    map.set(type, handler as H);
  }
  return map;
}

const PARTS = ['folds', 'projections', 'upcasters', 'deciders', 'consumers', 'handlers', 'policies', 'invariants'];

/** `check` throws when an initial value is not plain JSON. */
export function parseBehavior(
  exported: Readonly<Record<string, unknown>>,
  check: (value: unknown, where: string) => JsonValue,
): Behavior {
  if (!PARTS.some((name) => Object.hasOwn(exported, name)))
    throw new BehaviorError(
      `nothing of behavior is exported: export const folds = { … } or projections = { … } (known are ${PARTS.join(', ')})`,
    );
  const part = (name: string) => {
    const value = exported[name];
    if (value === undefined) return [];
    if (!isRecord(value)) throw new BehaviorError(`\`${name}\` must be an object`);
    return Object.entries(value);
  };
  const folds = new Map<string, Fold>();
  for (const [subject, fold] of part('folds')) {
    if (!isRecord(fold)) throw new BehaviorError(`folds.${subject} must be { initial, on }`);
    if (!('initial' in fold)) throw new BehaviorError(`folds.${subject} has no \`initial\` state`);
    folds.set(subject, {
      initial: check(fold.initial, `folds.${subject}.initial`),
      on: handlers(fold.on, `folds.${subject}.on`),
    });
  }
  const projections = part('projections').map(([name, projection]): Projection => {
    if (!isRecord(projection)) throw new BehaviorError(`projections.${name} must be { initial, on }`);
    if (!('initial' in projection)) throw new BehaviorError(`projections.${name} has no \`initial\` row`);
    const { key } = projection;
    if (key !== undefined && typeof key !== 'string')
      throw new BehaviorError(`projections.${name}.key must be a payload path as text`);
    return {
      name,
      key,
      initial: check(projection.initial, `projections.${name}.initial`),
      on: handlers(projection.on, `projections.${name}.on`),
    };
  });
  const upcasters = new Map<string, Map<number, Upcaster>>();
  for (const [type, steps] of part('upcasters')) {
    const byVersion = new Map<number, Upcaster>();
    for (const [version, step] of handlers<Upcaster>(steps, `upcasters.${type}`)) {
      if (!/^\d+$/.test(version))
        throw new BehaviorError(`upcasters.${type}['${version}']: the key is the version that it reads`);
      byVersion.set(Number(version), step);
    }
    upcasters.set(type, byVersion);
  }
  return { folds, projections, upcasters };
}
