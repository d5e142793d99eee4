/**
 * Regular expressions that a model brings (`pattern` of JSON Schema), run so that they cannot take for ever: by the host's own matcher where it
 * has few ways to go, else by an automaton that goes them all at once.
 *
 * A backtracking matcher tries at most as many ways as the pattern has choices: `a?` two, `a{1,5}` five, `a*` as many as the text is long, one after
 * another multiplied. Of these a bound is counted; a choice within an unbounded repeat is without bound.
 */
import { automaton } from './pattern-automaton.ts';

const LONGEST_PATTERN = 500;
const LONGEST_TEXT = 2_000;
/** A pattern that is safe for shorter texts only is of no use. */
const SHORTEST_TEXT = 40;
const MOST_STEPS = 2e7;
/** Of the automaton, which is slower by the step. */
const MOST_STATE_STEPS = 1e6;

export interface SafePattern {
  readonly test: (text: string) => boolean;
  /** Longer texts are not tried. */
  readonly longest: number;
}

/** Ways to match: `factor × length ^ degree`. */
interface Ways {
  readonly factor: number;
  readonly degree: number;
}
const ONE: Ways = { factor: 1, degree: 0 };
const ENDLESS: Ways = { factor: Number.POSITIVE_INFINITY, degree: 0 };
const both = (a: Ways, b: Ways): Ways => ({ factor: a.factor * b.factor, degree: a.degree + b.degree });
const either = (a: Ways, b: Ways): Ways => ({ factor: a.factor + b.factor, degree: Math.max(a.degree, b.degree) });

/** How often the part before may stand, and how long that is written. */
function repeatAt(
  pattern: string,
  at: number,
): { readonly least: number; readonly most: number; readonly length: number } | undefined {
  const [written, sign, least, comma, most] =
    /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(pattern.slice(at, at + 24)) ?? [];
  if (written === undefined) return undefined;
  const length = written.length;
  if (sign === '?') return { least: 0, most: 1, length };
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: Number.POSITIVE_INFINITY, length };
  const from = Number(least);
  return { least: from, most: comma === undefined ? from : most ? Number(most) : Number.POSITIVE_INFINITY, length };
}

function repeated(part: Ways, least: number, most: number): Ways {
  const single = part.factor === 1 && part.degree === 0;
  if (most === Number.POSITIVE_INFINITY) return single ? { factor: 1, degree: 1 } : ENDLESS;
  if (single) return { factor: most - least + 1, degree: 0 };
  // Each number of times multiplies the choices of the part anew.
  return { factor: part.factor ** most * (most - least + 1), degree: part.degree * most };
}

/** Ways to match a pattern that is a regular expression; back references are without bound. */
function waysOf(pattern: string): Ways {
  let at = 0;
  const alternatives = (): Ways => {
    let all: Ways | undefined;
    let branch = ONE;
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        all = all ? either(all, branch) : branch;
        branch = ONE;
        at++;
        continue;
      }
      let part = ONE;
      if (pattern[at] === '(') {
        at += /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/.exec(pattern.slice(at))?.[0].length ?? 1;
        part = alternatives();
        at++;
      } else if (pattern[at] === '[') at += /^\[(?:[^\]\\]|\\.)*\]?/s.exec(pattern.slice(at))?.[0].length ?? 1;
      else if (pattern[at] === '\\') {
        if (/[1-9k]/.test(pattern[at + 1] ?? '')) part = ENDLESS;
        at += /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)/s.exec(pattern.slice(at))?.[0].length ?? 1;
      } else at++;
      const repeat = repeatAt(pattern, at);
      if (repeat) {
        part = repeated(part, repeat.least, repeat.most);
        at += repeat.length;
      }
      branch = both(branch, part);
    }
    return all ? either(all, branch) : branch;
  };
  return alternatives();
}

/** The pattern, or why it is not used: the end of a sentence that begins with it. */
export function safePattern(pattern: string): SafePattern | string {
  if (pattern.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters`;
  let regex: RegExp;
  try {
    regex = new RegExp(pattern, 'u');
  } catch (error) {
    const why = error instanceof Error ? /: ([^:]*)$/.exec(error.message)?.[1] : undefined;
    return `is no regular expression${why === undefined ? '' : ` (${why})`}`;
  }
  const { factor, degree } = waysOf(pattern);
  // Without `^` it is tried at every place of the text; each way takes at most a step a character.
  const steps = degree + 1 + (/^\^(?!.*\|)/s.test(pattern) ? 0 : 1);
  if (factor * LONGEST_TEXT ** steps <= MOST_STEPS) return { test: (text) => regex.test(text), longest: LONGEST_TEXT };
  const walked = automaton(pattern);
  if (walked) return { test: walked.test, longest: Math.min(LONGEST_TEXT, Math.floor(MOST_STATE_STEPS / walked.cost)) };
  // It looks around: of use for what is as short as a password.
  const longest = Math.floor((MOST_STEPS / factor) ** (1 / steps));
  return longest >= SHORTEST_TEXT
    ? { test: (text) => regex.test(text), longest }
    : 'looks around, refers back or repeats too much, and could take for ever';
}
