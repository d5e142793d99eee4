/** The field paths of a TypeShape (`a."b c"[].d`) as payload fields of the model language. */
import type { FieldShape, TypeShape } from '../journal/shape.ts';
import type { FieldModel } from './model.ts';

interface Tree {
  shape: FieldShape | undefined;
  readonly below: Map<string, Tree>;
}
export interface ShapedField extends FieldModel {
  /** As the records show it; absent for a part that only its own parts name. */
  readonly shape: FieldShape | undefined;
  readonly fields?: Readonly<Record<string, ShapedField>>;
  readonly items?: ShapedField;
}

/** `[]` stands for the items of an array. A part that cannot be read is left out with what is below it. */
function partsOf(path: string): readonly string[] | undefined {
  const parts: string[] = [];
  const part = /(?:^|\.)("(?:[^"\\]|\\.)*"|[^."[\]]+)|(\[\])/gy;
  while (part.lastIndex < path.length) {
    const match = part.exec(path);
    if (!match) return undefined;
    const [, key, items] = match;
    parts.push(items ?? (key?.startsWith('"') ? `.${String(JSON.parse(key))}` : `.${key ?? ''}`));
  }
  return parts;
}

const MOST_VALUES = 8;

/** An enum is few short words that come back often; one value alone is a constant that may change. */
function enumOf({ kinds, values, distinct, present }: FieldShape): readonly string[] | undefined {
  const words = values.filter((v): v is string => typeof v === 'string' && /^[A-Za-z_][\w-]{0,31}$/.test(v));
  const few = distinct >= 2 && distinct <= MOST_VALUES && present >= distinct * 5;
  return few && kinds.every((k) => k === 'string') && words.length === distinct ? words : undefined;
}

function typeOf(kinds: readonly string[]): string {
  const real = kinds.filter((kind) => kind !== 'null');
  const [only] = real;
  if (real.length === 1 && only !== undefined) return only === 'big integer' ? 'integer' : only;
  if (real.length > 0 && real.every((k) => k === 'integer' || k === 'big integer')) return 'integer';
  if (real.length > 0 && real.every((k) => k === 'integer' || k === 'big integer' || k === 'number')) return 'number';
  if (real.length > 0 && real.every((k) => k === 'string' || k === 'datetime' || k === 'uuid')) return 'string';
  return 'any';
}

function fieldOf({ shape, below }: Tree, ofParent: number): ShapedField {
  const optional = shape !== undefined && (shape.present < ofParent || shape.kinds.includes('null'));
  const words = shape && enumOf(shape);
  const type = words ? 'enum' : typeOf(shape?.kinds ?? ['object']);
  const items = below.get('[]');
  const inner = type === 'object' ? fieldsOf(below, shape?.present ?? ofParent) : {};
  return {
    type,
    shape,
    ...(optional && { optional }),
    ...(words && { values: words, open: true }),
    ...(Object.keys(inner).length > 0 && { fields: inner }),
    ...(type === 'array' && items && { items: { ...fieldOf(items, 0), optional: false } }),
  };
}

/** Own properties whatever their name, `__proto__` too. */
const fieldsOf = (below: ReadonlyMap<string, Tree>, present: number): Readonly<Record<string, ShapedField>> =>
  Object.fromEntries(
    [...below].flatMap(([part, tree]) => (part === '[]' ? [] : [[part.slice(1), fieldOf(tree, present)] as const])),
  );

export function fieldsOfShape({ fields, sampled }: TypeShape): Readonly<Record<string, ShapedField>> {
  const root: Tree = { shape: undefined, below: new Map() };
  for (const field of fields) {
    let at: Tree = root;
    for (const part of partsOf(field.path) ?? []) {
      const next: Tree = at.below.get(part) ?? { shape: undefined, below: new Map() };
      at.below.set(part, next);
      at = next;
    }
    if (at !== root) at.shape = field;
  }
  return fieldsOf(root.below, sampled);
}
