/**
 * JSON Schema 2020-12 as a function: the keywords that event schemas use. What it does not know (`if`, `unevaluatedProperties`, `$dynamicRef`)
 * constrains nothing, as the standard has it for unknown keywords. No code is made from text.
 */
import { keyOf } from '../../../json-pointer.ts';
import type { ExactValue, JsonValue } from '../../../record/record.ts';
import { formatCheck } from './json-schema-formats.ts';
import { type Check, isPlainObject, isWhole, kindOf, type Misfit, misfit, under } from './misfit.ts';

type Node = { readonly [key: string]: JsonValue | undefined };

export interface CompiledSchema {
  readonly check: Check;
  /** What of the schema could not be used, once each: a reference to elsewhere, a pattern that is none. */
  readonly problems: readonly string[];
}

/** References are followed no deeper, and no more of them for one payload, than this: a schema may refer to itself in many ways. */
const MAX_DEPTH = 100;
const MAX_STEPS = 20_000;

export function compileSchema(root: JsonValue): CompiledSchema {
  const problems: string[] = [];
  const made = new Map<JsonValue, { check: Check }>();
  let depth = 0;
  let steps = 0;

  const compile = (schema: JsonValue): Check => {
    if (schema === false) return () => misfit('is not allowed');
    if (!isNode(schema)) return () => undefined;
    const before = made.get(schema);
    if (before) return (value) => before.check(value);
    const slot: { check: Check } = { check: () => undefined };
    made.set(schema, slot);
    slot.check = all(checksOf(schema));
    return slot.check;
  };

  const checksOf = (node: Node): readonly Check[] => {
    const checks: (Check | undefined)[] = [
      typeCheck(node['type']),
      node['enum'] !== undefined && Array.isArray(node['enum'])
        ? oneOfValues(node['enum'] as readonly JsonValue[])
        : undefined,
      Object.hasOwn(node, 'const') ? oneOfValues([node['const'] ?? null]) : undefined,
      numberCheck(node),
      textCheck(node, problems),
      listCheck(node),
      objectCheck(node),
      refCheck(node['$ref']),
    ];
    for (const part of list(node['allOf'])) checks.push(compile(part));
    const any = list(node['anyOf']).map(compile);
    if (any.length > 0)
      checks.push((v) => (any.some((c) => fits(c, v)) ? undefined : misfit('fits none of the allowed forms')));
    const one = list(node['oneOf']).map(compile);
    if (one.length > 0)
      checks.push((v) => {
        const count = one.filter((c) => fits(c, v)).length;
        return count === 1
          ? undefined
          : misfit(
              count === 0 ? 'fits none of the allowed forms' : 'fits several of the forms of which one is allowed',
            );
      });
    if (node['not'] !== undefined) {
      const not = compile(node['not']);
      checks.push((v) => (fits(not, v) ? misfit('has the form that is not allowed') : undefined));
    }
    return checks.filter((check) => check !== undefined);
  };

  const refCheck = (ref: JsonValue | undefined): Check | undefined => {
    if (typeof ref !== 'string') return undefined;
    const target = ref === '#' ? root : ref.startsWith('#/') ? resolve(root, ref) : undefined;
    if (target === undefined) {
      problems.push(
        `\`$ref: ${ref}\` leads nowhere within the schema, so what it stands for is not checked; put it under \`$defs\``,
      );
      return undefined;
    }
    // A reference may lead back here: it is followed when a value is there, and no deeper than a value can be.
    let check: Check | undefined;
    const within = new Set<ExactValue>();
    return (value) => {
      if (depth > MAX_DEPTH || ++steps > MAX_STEPS || within.has(value)) return undefined;
      check ??= compile(target);
      depth++;
      within.add(value);
      try {
        return check(value);
      } finally {
        within.delete(value);
        depth--;
      }
    };
  };

  const listCheck = (node: Node): Check | undefined => {
    const [least, most] = [count(node['minItems']), count(node['maxItems'])];
    const first = list(node['prefixItems']).map(compile);
    const rest = node['items'] === undefined ? undefined : compile(node['items']);
    if (least === undefined && most === undefined && first.length === 0 && !rest) return undefined;
    return (value) => {
      if (!Array.isArray(value)) return undefined;
      const items = value as readonly ExactValue[];
      if (least !== undefined && items.length < least)
        return misfit(`has ${items.length} entries, at least ${least} belong there`);
      if (most !== undefined && items.length > most)
        return misfit(`has ${items.length} entries, at most ${most} belong there`);
      for (let i = 0; i < items.length; i++) {
        const wrong = (first[i] ?? rest)?.(items[i] as ExactValue);
        if (wrong) return under('[]', wrong);
      }
      return undefined;
    };
  };

  const objectCheck = (node: Node): Check | undefined => {
    const declared = isNode(node['properties']) ? Object.entries(node['properties']) : [];
    const properties = new Map(declared.map(([name, child]) => [name, compile(child ?? true)]));
    const required = list(node['required']).filter((name) => typeof name === 'string');
    const extra = node['additionalProperties'];
    const extraCheck = extra === undefined || extra === true ? undefined : compile(extra);
    const closed = extra === false;
    // Where other keywords declare names as well, what is left over cannot be known.
    const whole = ['allOf', 'anyOf', 'oneOf', '$ref', 'patternProperties', 'if', 'dependentSchemas'].every(
      (key) => node[key] === undefined,
    );
    const tells = extra === undefined && whole && properties.size > 0;
    const patterns = node['patternProperties'] !== undefined;
    if (properties.size === 0 && required.length === 0 && !extraCheck) return undefined;
    return (value) => {
      if (!isPlainObject(value)) return undefined;
      let wrong: readonly Misfit[] | undefined;
      for (const name of required)
        if (!Object.hasOwn(value, name)) wrong = [...(wrong ?? []), { path: name, says: 'is missing' }];
      for (const name of Object.keys(value)) {
        const child = value[name] as ExactValue;
        const known = properties.get(name);
        const below = known ? known(child) : patterns ? undefined : extraCheck?.(child);
        if (below)
          wrong = [
            ...(wrong ?? []),
            ...(closed && !known ? [{ path: name, says: 'is not allowed by the schema' }] : under(name, below)),
          ];
        else if (!known && tells) wrong = [...(wrong ?? []), { path: name, says: 'is not declared', undeclared: true }];
      }
      return wrong;
    };
  };

  const whole = compile(root);
  return {
    check: (value) => {
      steps = 0;
      return whole(value);
    },
    problems,
  };
}

const isNode = (value: JsonValue | undefined): value is Node & JsonValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];
const count = (value: JsonValue | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
/** That a field is not declared does not make a form another. */
const fits = (check: Check, value: ExactValue): boolean => check(value)?.every(({ undeclared }) => undeclared) ?? true;

function all(checks: readonly Check[]): Check {
  const [only] = checks;
  if (checks.length === 0) return () => undefined;
  if (checks.length === 1 && only) return only;
  return (value) => {
    let wrong: readonly Misfit[] | undefined;
    for (const check of checks) {
      const more = check(value);
      if (more) wrong = wrong ? [...wrong, ...more] : more;
    }
    return wrong;
  };
}

function resolve(root: JsonValue, ref: string): JsonValue | undefined {
  let at: JsonValue | undefined = root;
  for (const part of ref.slice(2).split('/')) {
    const name = keyOf(decode(part));
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Node)[name];
  }
  return at;
}
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const IS: ReadonlyMap<JsonValue, (value: ExactValue) => boolean> = new Map<JsonValue, (value: ExactValue) => boolean>([
  ['string', (value) => typeof value === 'string'],
  ['integer', isWhole],
  ['number', (value) => kindOf(value) === 'a number'],
  ['boolean', (value) => typeof value === 'boolean'],
  ['null', (value) => value === null],
  ['array', (value) => Array.isArray(value)],
  ['object', isPlainObject],
]);

function typeCheck(type: JsonValue | undefined): Check | undefined {
  const names = typeof type === 'string' ? [type] : list(type);
  const tests = names.map((name) => IS.get(name)).filter((test) => test !== undefined);
  if (tests.length === 0 || tests.length < names.length) return undefined;
  const wanted = names.join(' or ');
  const [only] = tests;
  const wrong = (value: ExactValue) => misfit(`is ${kindOf(value)} where ${wanted} belongs`);
  if (tests.length === 1 && only) return (value) => (only(value) ? undefined : wrong(value));
  return (value) => (tests.some((test) => test(value)) ? undefined : wrong(value));
}

function oneOfValues(values: readonly JsonValue[]): Check {
  const simple = new Set(values.filter((v) => typeof v !== 'object' || v === null));
  const others = new Set(values.filter((v) => typeof v === 'object' && v !== null).map((v) => JSON.stringify(v)));
  const shown = values
    .slice(0, 12)
    .map((v) => `\`${JSON.stringify(v).slice(0, 60)}\``)
    .join(', ');
  return (value) =>
    simple.has(value as string | number | boolean | null) || (others.size > 0 && others.has(JSON.stringify(value)))
      ? undefined
      : misfit(`is none of ${shown}`);
}

function numberCheck(node: Node): Check | undefined {
  const [least, most] = [count(node['minimum']), count(node['maximum'])];
  const [above, below] = [count(node['exclusiveMinimum']), count(node['exclusiveMaximum'])];
  const step = count(node['multipleOf']);
  if ([least, most, above, below, step].every((bound) => bound === undefined)) return undefined;
  return (value) => {
    if (typeof value !== 'number') return undefined;
    if (least !== undefined && value < least) return misfit(`is below ${least}`);
    if (most !== undefined && value > most) return misfit(`is above ${most}`);
    if (above !== undefined && value <= above) return misfit(`is not above ${above}`);
    if (below !== undefined && value >= below) return misfit(`is not below ${below}`);
    if (step !== undefined && step > 0 && Math.abs(value / step - Math.round(value / step)) > 1e-9)
      return misfit(`is no multiple of ${step}`);
    return undefined;
  };
}

function textCheck(node: Node, problems: string[]): Check | undefined {
  const [least, most] = [count(node['minLength']), count(node['maxLength'])];
  const { ok, says, problem } = formatCheck(node['pattern'], node['format']);
  if (problem !== undefined) problems.push(problem);
  if (least === undefined && most === undefined && !ok) return undefined;
  return (value) => {
    if (typeof value !== 'string') return undefined;
    if (least !== undefined && value.length < least) return misfit(`is shorter than ${least} characters`);
    if (most !== undefined && value.length > most) return misfit(`is longer than ${most} characters`);
    return ok?.(value) === false ? misfit(says) : undefined;
  };
}
