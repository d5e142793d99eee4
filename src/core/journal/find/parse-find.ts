/** The query line's grammar; every mistake with its place and what to write instead. */
import { parsePath } from '../../formats/path.ts';
import { nearest } from '../../model/schema.ts';
import { isNumberToken } from '../../record/number-text.ts';
import { FIELDS, type FindField, fieldNamed, ROOTS } from './fields.ts';
import type { Find, FindError, FindOp, FindTerm, FindTest, FindValue, ParsedFind, Precedence } from './find.types.ts';
import { durationOf, timeSpan } from './values.ts';

const NAME = /(?:[A-Za-z_$@][\w$@-]*|"(?:[^"\\]|\\.)*")(?:\.(?:[\w$@-]+|"(?:[^"\\]|\\.)*"))*(?=:|!=|>|<|=)/y;
const OP = /:(?:>=|<=|>|<|=)?|!=|>=|<=|>|<|=/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const WORD = /[^\s()",]+/y;
const MOST = 10_000;

class Wrong extends Error {
  readonly error: FindError;
  constructor(message: string, start: number, end: number) {
    super(message);
    this.error = { message, start, end };
  }
}

/** Parses a query line. An empty one asks for everything. */
export function parseFind(line: string): ParsedFind {
  try {
    if (line.length > MOST) throw new Wrong(`This is longer than ${MOST} characters.`, MOST, line.length);
    if (/^\s*every\s/i.test(line)) return { kind: 'precedence', precedence: precedence(line) };
    return { kind: 'find', ...createParser(line).whole() };
  } catch (error) {
    if (error instanceof Wrong) return { kind: 'error', error: error.error };
    throw error;
  }
}

const EVERY =
  /^\s*every\s+(\S+)\s+needs\s+(\S+)(?:\s+within\s+(subject|correlation|thread))?(?:\s*,?\s*(?:show\s+)?(evidence|exceptions))?\s*$/i;

function precedence(line: string): Precedence {
  const match = EVERY.exec(line);
  // The last word before `evidence` or `exceptions` that says within what.
  const where = match ? null : /^\s*every\s+\S+\s+needs\s+\S+\s+within\s+(\S+)/di.exec(line);
  const [start, end] = where?.indices?.[1] ?? [0, 0];
  if (where && !/^(?:subject|correlation|thread),?$/i.test(where[1] ?? ''))
    throw new Wrong(
      `\`within ${where[1]}\` cannot be asked: it is \`within subject\` (the same subject) or \`within correlation\` (the same thread). There is no limit of time.`,
      start,
      end,
    );
  if (!match)
    throw new Wrong(
      'Such a question reads: every CreditPulled needs ConsentGiven within subject (or correlation), then, if you like: evidence.',
      0,
      line.length,
    );
  const [, every = '', needs = '', within = 'subject', show = 'exceptions'] = match;
  return {
    every,
    needs,
    within: within.toLowerCase() === 'subject' ? 'subject' : 'correlation',
    show: show.toLowerCase() === 'evidence' ? 'evidence' : 'exceptions',
  };
}

function createParser(line: string) {
  let at = 0;
  const terms: FindTerm[] = [];
  const space = () => {
    while (/\s/.test(line[at] ?? '')) at++;
  };
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(line) ?? undefined;
    if (found) at = pattern.lastIndex;
    return found;
  };
  const isWord = (word: string) =>
    line.slice(at, at + word.length).toLowerCase() === word && /^[\s(]/.test(`${line[at + word.length] ?? ' '}`);

  const any = (depth: number): Find => {
    if (depth > 100) throw new Wrong('The parentheses are nested too deep.', at, at + 1);
    const of = [all(depth)];
    for (space(); isWord('or'); space()) {
      at += 2;
      space();
      if (at >= line.length || line[at] === ')') throw new Wrong('After `or` something must follow.', at - 2, at);
      of.push(all(depth));
    }
    return of.length === 1 && of[0] ? of[0] : { kind: 'or', of };
  };
  const all = (depth: number): Find => {
    const of: Find[] = [];
    for (space(); at < line.length && line[at] !== ')' && !isWord('or'); space()) {
      if (isWord('and')) {
        at += 3;
        continue;
      }
      const start = at;
      const find = one(depth);
      of.push(find);
      if (depth === 0) terms.push({ find, start, end: at });
    }
    if (of.length === 0)
      throw new Wrong(
        at >= line.length ? 'The line ends where a condition belongs.' : 'Here a condition belongs.',
        Math.max(0, Math.min(at, line.length - 1)),
        at + 1,
      );
    return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
  };
  const one = (depth: number): Find => {
    if (line[at] === '-' && /[^\s]/.test(line[at + 1] ?? ' ')) {
      at++;
      return { kind: 'not', of: one(depth) };
    }
    if (isWord('not')) {
      at += 3;
      space();
      if (at >= line.length) throw new Wrong('After `not` something must follow.', at - 3, at);
      return { kind: 'not', of: one(depth) };
    }
    if (line[at] === '(') {
      const open = at++;
      const inner = any(depth + 1);
      space();
      if (line[at] !== ')') throw new Wrong('This parenthesis is not closed.', open, open + 1);
      at++;
      return inner;
    }
    const start = at;
    const name = match(NAME);
    if (name) return test(name[0], start);
    return { kind: 'text', text: text() };
  };
  const text = (): string => {
    const start = at;
    if (line[at] === '"') {
      const quoted = match(QUOTED);
      if (!quoted) throw new Wrong('This quote is not closed.', start, line.length);
      return quoted[1]?.replace(/\\(.)/g, '$1') ?? '';
    }
    const word = match(WORD);
    if (!word)
      throw new Wrong(
        `\`${line[at] ?? ''}\` has no meaning here; put text with spaces or signs in quotes.`,
        at,
        at + 1,
      );
    return word[0];
  };
  const test = (name: string, start: number): FindTest => {
    const nameEnd = at;
    const field = fieldNamed(name);
    const keys = field ? [field.name] : parsePath(name);
    const root = keys?.[0];
    if (!keys || (!field && !(ROOTS.some((known) => known === root) && keys.length > 1)))
      throw new Wrong(unknown(name), start, nameEnd);
    const opAt = at;
    const written = match(OP)?.[0] ?? ':';
    const op = (written.length > 1 && written.startsWith(':') ? written.slice(1) : written) as FindOp;
    const values: FindValue[] = [];
    do {
      if (values.length > 0) at++;
      const valueAt = at;
      if (at >= line.length || /[\s(),]/.test(line[at] ?? ''))
        throw new Wrong(missing(name, written, op, field), start, opAt + written.length);
      const quoted = line[at] === '"';
      const value = text();
      values.push(parseValue(value, quoted, field, op, valueAt, at));
    } while (line[at] === ',');
    return { kind: 'test', field: field?.name ?? keys.join('.'), keys, op, values };
  };
  return {
    whole(): { readonly find: Find | undefined; readonly terms: readonly FindTerm[] | undefined } {
      space();
      if (at >= line.length) return { find: undefined, terms };
      const found = any(0);
      space();
      if (at < line.length) throw new Wrong('This parenthesis closes nothing.', at, at + 1);
      return { find: found, terms: found.kind === 'or' && terms.length > 1 ? undefined : terms };
    },
  };
}

/** Of values that are compared by size, one of each kind. */
const SIZES: Readonly<Record<FindField['value'], string>> = {
  number: 'a number must follow, such as `100`',
  time: 'a time must follow, such as `2026-01-31`',
  duration: 'a duration must follow, such as `1h`',
  text: 'a number or a time must follow, such as `100` or `2026-01-31`',
  name: '',
  mark: '',
};

/** What must follow an operator that nothing follows. */
function missing(name: string, written: string, op: FindOp, field: FindField | undefined): string {
  const ordered = isOrder(op);
  if (ordered && field?.value === 'mark') return `\`${name}\` is not compared by size: write \`${name}:yes\`.`;
  if (ordered && field && isText(field)) return comparedAsText(field);
  if (ordered) return `After \`${name}${written}\` ${SIZES[field?.value ?? 'text']}.`;
  const example = field?.examples.find((one) => /^\w/.test(one)) ?? (field?.value === 'number' ? '1' : 'abc*');
  return `After \`${name}${written}\` a value must follow, such as \`${example}\`.`;
}

const isOrder = (op: FindOp): boolean => op !== ':' && op !== '=' && op !== '!=';
/** Columns of words have no order. */
const isText = ({ columns, value }: FindField): boolean => columns && value === 'name';
const comparedAsText = ({ name }: FindField): string => `\`${name}\` is text: compare it with \`:\`, \`=\` or \`!=\`.`;

function unknown(name: string): string {
  const [root = ''] = name.split('.');
  const near = nearest(
    root,
    FIELDS.flatMap((field) => [field.name, ...(field.also ?? [])]),
  );
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `There is no field \`${name}\`.${hint} A field of the payload is written \`payload.${name}\`; text with a colon in it stands in quotes.`;
}

function parseValue(
  text: string,
  quoted: boolean,
  field: FindField | undefined,
  op: FindOp,
  start: number,
  end: number,
): FindValue {
  const range = quoted ? undefined : /^(.*?)\.\.(.*)$/.exec(text);
  const ends = range ? [range[1] ?? '', range[2] ?? ''] : [text];
  if (range && op !== ':' && op !== '!=' && op !== '=')
    throw new Wrong(`A range \`a..b\` goes with \`:\`, not with \`${op}\`.`, start, end);
  if (range && ends.every((part) => part === ''))
    throw new Wrong('A range needs at least one end: `a..b`, `a..` or `..b`.', start, end);
  for (const part of ends) if (part !== '' || !range) check(part, field, op, start, end);
  if (!range) return { kind: 'text', text, quoted };
  const [from, to] = ends;
  return { kind: 'range', from: from === '' ? undefined : from, to: to === '' ? undefined : to };
}

function check(text: string, field: FindField | undefined, op: FindOp, start: number, end: number): void {
  const wrong = (what: string) => new Wrong(`\`${text}\` is ${what}`, start, end);
  const ordered = isOrder(op);
  switch (field?.value) {
    case 'number':
      if (!isNumberToken(text)) throw wrong(`no number, which \`${field.name}\` is.`);
      return;
    case 'time':
      if (!timeSpan(text))
        throw wrong('no time. Write 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00, with Z or +01:00 if you like.');
      return;
    case 'duration':
      if (/^(?:yes|no)$/i.test(text) && !ordered) return;
      if (durationOf(text) === undefined) throw wrong('no duration. Write 250ms, 30s, 5m, 1h, 2d or PT1H30M.');
      return;
    case 'mark': {
      const words = ['yes', 'no', ...field.examples.filter((word) => word !== 'yes')];
      if (ordered || !words.includes(text.toLowerCase())) throw wrong(`not one of ${words.join(', ')}.`);
      return;
    }
    default:
      if (ordered && field && isText(field)) throw new Wrong(comparedAsText(field), start, end);
  }
}
