/** Declared payload as a function that says what of a value does not fit. Nothing is made where all fits. */
import type { FieldModel, Payload } from '../../../model/model.ts';
import { parseDuration } from '../../../record/duration.ts';
import { isRawNumber } from '../../../record/json.ts';
import { isInteger } from '../../../record/number-text.ts';
import type { ExactObject, ExactValue } from '../../../record/record.ts';
import { isRedacted } from './senses.ts';

export interface Misfit {
  /** Below the value asked about; '' is the value itself. */
  readonly path: string;
  /** Follows the name: `is text where an integer belongs`. */
  readonly says: string;
  /** Only that nobody declared it. */
  readonly undeclared?: true;
}
/** Undefined: it fits. */
export type Check = (value: ExactValue) => readonly Misfit[] | undefined;

export const misfit = (says: string): readonly Misfit[] => [{ path: '', says }];
export const under = (name: string, misfits: readonly Misfit[]): readonly Misfit[] =>
  misfits.map((m) => ({
    ...m,
    path: m.path === '' ? name : m.path.startsWith('[') ? name + m.path : `${name}.${m.path}`,
  }));

export function isPlainObject(value: ExactValue | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

/** What a value is, in words. */
export function kindOf(value: ExactValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return isRawNumber(value) ? 'a number' : 'an object';
  return { string: 'text', number: 'a number', boolean: 'true or false' }[typeof value as 'string'] ?? 'something else';
}
const instead = (value: ExactValue, wanted: string) => misfit(`is ${kindOf(value)} where ${wanted} belongs`);

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
export const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,18})?)?(?:[Zz]|[+-]\d\d:?\d\d)$/;
export const EMAIL = /^[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){0,8}$/;
export const URI = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/;

const text = (wanted: string, ok: (value: string) => boolean, otherwise: string): Check => {
  const wrong = misfit(otherwise);
  return (value) => (typeof value === 'string' ? (ok(value) ? undefined : wrong) : instead(value, wanted));
};

/** The short-form types. A type that nobody knows fits everything: the model is told. */
const TYPES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['string', (value) => (typeof value === 'string' ? undefined : instead(value, 'text'))],
  ['integer', (value) => (isWhole(value) ? undefined : instead(value, 'a whole number'))],
  ['number', (value) => (typeof value === 'number' || isRaw(value) ? undefined : instead(value, 'a number'))],
  ['boolean', (value) => (typeof value === 'boolean' ? undefined : instead(value, 'true or false'))],
  ['uuid', text('a UUID', (value) => value.length === 36 && UUID.test(value), 'is no UUID')],
  [
    'datetime',
    text('a time', (value) => value.length <= 64 && DATE_TIME.test(value), 'is no RFC 3339 time with an offset'),
  ],
  ['date', text('a date', (value) => DATE.test(value), 'is no date `YYYY-MM-DD`')],
  [
    'duration',
    text('a duration', (value) => value.length <= 64 && parseDuration(value) !== undefined, 'is no duration'),
  ],
  ['email', text('an e-mail address', (value) => value.length <= 320 && EMAIL.test(value), 'is no e-mail address')],
  ['uri', text('a URI', (value) => value.length <= 8192 && URI.test(value), 'is no URI')],
  ['object', (value) => (isPlainObject(value) ? undefined : instead(value, 'an object'))],
]);
const FITS: Check = () => undefined;

const isRaw = (value: ExactValue): boolean => typeof value === 'object' && isRawNumber(value);
export function isWhole(value: ExactValue): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  return typeof value === 'object' && isRawNumber(value) && isInteger(value.$digits);
}

export function compileField(field: FieldModel): Check {
  const inner = compileType(field);
  if (field.sensitive === undefined) return inner;
  // What was redacted no longer looks like what it was.
  return (value) => {
    const wrong = inner(value);
    return wrong === undefined || isRedacted(value) ? undefined : wrong;
  };
}

function compileType(field: FieldModel): Check {
  if (field.values) return compileEnum(field.values, field.open === true);
  if (field.fields) return compilePayload(field.fields);
  if (field.items) return compileItems(compileField(field.items));
  return TYPES.get(field.type) ?? FITS;
}

function compileEnum(values: readonly string[], open: boolean): Check {
  const allowed = new Set(values);
  const list = values
    .slice(0, 12)
    .map((v) => `\`${v}\``)
    .join(', ');
  return (value) => {
    if (typeof value === 'string' && (open || allowed.has(value))) return undefined;
    if ((typeof value === 'number' || typeof value === 'boolean') && allowed.has(String(value))) return undefined;
    if (typeof value !== 'string') return instead(value, `one of ${list}`);
    return misfit(`is \`${value.slice(0, 60)}\`, and the schema allows ${list} only`);
  };
}

export function compileItems(item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return instead(value, 'a list');
    for (const one of value as readonly ExactValue[]) {
      const wrong = item(one);
      if (wrong) return under('[]', wrong);
    }
    return undefined;
  };
}

interface Part {
  readonly name: string;
  readonly check: Check;
  readonly optional: boolean;
  /** What is said where it is not there. */
  readonly missing: readonly Misfit[];
  /** `constructor` and its like: every object seems to have it. */
  readonly inherited: boolean;
}

export function compilePayload(payload: Payload): Check {
  const parts: readonly Part[] = Object.entries(payload).map(([name, field]) => ({
    name,
    check: compileField(field),
    optional: field.optional === true || field.redact === 'drop',
    missing: [{ path: name, says: 'is missing' }],
    inherited: name in Object.prototype,
  }));
  const names = new Set(parts.map(({ name }) => name));
  return (value) => {
    if (!isPlainObject(value)) return instead(value, 'an object');
    let wrong: readonly Misfit[] | undefined;
    let seen = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as Part;
      const child = part.inherited && !Object.hasOwn(value, part.name) ? undefined : value[part.name];
      if (child === undefined) {
        if (!part.optional) wrong = wrong ? [...wrong, ...part.missing] : part.missing;
        continue;
      }
      seen++;
      if (child === null && part.optional) continue;
      const below = part.check(child);
      if (below) wrong = [...(wrong ?? []), ...under(part.name, below)];
    }
    for (const _ in value) seen--;
    if (seen < 0)
      for (const name of Object.keys(value))
        if (!names.has(name)) wrong = [...(wrong ?? []), { path: name, says: 'is not declared', undeclared: true }];
    return wrong;
  };
}
