/** Facets and the query line: which values the line asks for, and the line with one more or less of them. */
import type { FacetField } from './facets.ts';
import { fieldNamed } from './fields.ts';
import type { Find, FindTerm, FindTest } from './find.types.ts';
import { parseFind } from './parse-find.ts';

/** Undefined: records without a value. */
export type FacetChoice = string | undefined;

/** A value that the line names. `loose`: without quotes, so that case does not count. */
interface Named {
  readonly value: FacetChoice;
  readonly loose: boolean;
}
export interface Chosen {
  readonly only: readonly Named[];
  readonly not: readonly Named[];
}

const names = ({ value, loose }: Named, asked: FacetChoice) =>
  value === asked || (loose && value !== undefined && value.toLowerCase() === asked?.toLowerCase());

/** How the line chose a value. */
export function choiceOf({ only, not }: Chosen, value: FacetChoice): 'only' | 'not' | undefined {
  if (only.some((named) => names(named, value))) return 'only';
  return not.some((named) => names(named, value)) ? 'not' : undefined;
}

/** The values that are named in full, to be counted wherever they stand. */
export const namedIn = ({ only, not }: Chosen): readonly string[] =>
  [...only, ...not].flatMap(({ value, loose }) => (value === undefined || loose ? [] : [value]));

/** Texts are written in quotes, in which nothing has another meaning and case counts; hours as they are. */
const written = (field: FacetField, { value = '', loose }: Named) =>
  field === 'hour' || loose ? value : `"${value.replace(/["\\]/g, (c) => `\\${c}`)}"`;

function testOf(find: Find, field: FacetField): FindTest | undefined {
  return find.kind === 'test' && fieldNamed(find.field)?.name === field && (find.op === ':' || find.op === '=')
    ? find
    : undefined;
}

/** The whole values that a test names; undefined where it asks for ranges or parts of names. */
function valuesOf({ values, op }: FindTest, field: FacetField): readonly Named[] | undefined {
  const named = values.map((value): Named | undefined => {
    if (value.kind !== 'text') return undefined;
    const loose = !value.quoted && op === ':' && field !== 'hour';
    return loose && value.text.includes('*') ? undefined : { value: value.text, loose };
  });
  return named.every((one) => one !== undefined) ? named : undefined;
}

const isAny = ({ values }: FindTest) => {
  const [only, ...more] = values;
  return more.length === 0 && only?.kind === 'text' && !only.quoted && only.text === '*';
};

const NOTHING: Named = { value: undefined, loose: false };

interface Part {
  readonly term: FindTerm;
  readonly negated: boolean;
  readonly values: readonly Named[];
}

/** The terms of the line that are choices of this facet. */
function partsOf(terms: readonly FindTerm[], field: FacetField): readonly Part[] {
  return terms.flatMap((term): Part[] => {
    const negated = term.find.kind === 'not';
    const test = testOf(term.find.kind === 'not' ? term.find.of : term.find, field);
    if (!test) return [];
    // `-producer:*` asks for those without one.
    if (isAny(test)) return [{ term, negated: !negated, values: [NOTHING] }];
    const values = valuesOf(test, field);
    return values ? [{ term, negated, values }] : [];
  });
}

/** What of a facet the line asks for, or leaves out. Nothing of a question or of a line that cannot be read. */
export function chosenIn(line: string, field: FacetField): Chosen {
  const parsed = parseFind(line);
  const parts = parsed.kind === 'find' && parsed.terms ? partsOf(parsed.terms, field) : [];
  return {
    only: parts.filter(({ negated }) => !negated).flatMap(({ values }) => values),
    not: parts.filter(({ negated }) => negated).flatMap(({ values }) => values),
  };
}

/** Whether facets can be put into a line: not into `every A needs B`, nor into one with a mistake. */
export function takesFacets(line: string): boolean {
  return parseFind(line).kind === 'find';
}

function term(field: FacetField, values: readonly Named[], negated: boolean): string {
  if (values.some(({ value }) => value === undefined)) return `${negated ? '' : '-'}${field}:*`;
  return `${negated ? '-' : ''}${field}:${values.map((value) => written(field, value)).join(',')}`;
}

/** The line with a term written anew, or without it and an `and` beside it. */
function rewritten(line: string, { term: { start, end } }: Part, text: string): string {
  const [before, after] = [line.slice(0, start), line.slice(end)];
  if (text !== '') return `${before}${text}${after}`;
  const left = before.replace(/(^|\s)and\s+$/i, '$1').trimEnd();
  const right = left.length < before.trimEnd().length ? after : after.replace(/^\s+and(?=\s|$)/i, '');
  const joined = `${left} ${right.trimStart()}`.trim();
  return left === '' ? joined.replace(/^(?:and(?:\s+|$))+/i, '') : joined;
}

/**
 * The line with a value asked for (or, `negated`, left out), or without it where it was: `type:"A"`, a further one of the same facet
 * `type:"A","B"`. The rest of the line stays as it was written. `takesFacets(line)` must hold.
 */
export function toggleFacet(line: string, field: FacetField, value: FacetChoice, negated = false): string {
  const parsed = parseFind(line);
  if (parsed.kind !== 'find') return line;
  const one: Named = { value, loose: false };
  const { terms } = parsed;
  if (!terms) return `(${line.trim()}) ${term(field, [one], negated)}`;
  const parts = partsOf(terms, field);
  const holding = parts.find((part) => part.values.some((named) => names(named, value)));
  if (holding) {
    const rest = holding.values.filter((named) => !names(named, value));
    const without = rewritten(line, holding, rest.length > 0 ? term(field, rest, holding.negated) : '');
    return holding.negated === negated ? without : toggleFacet(without, field, value, negated);
  }
  const joins = value !== undefined && parts.find((part) => part.negated === negated && !part.values.includes(NOTHING));
  if (joins) return rewritten(line, joins, term(field, [...joins.values, one], negated));
  return `${line.trim()} ${term(field, [one], negated)}`.trim();
}
