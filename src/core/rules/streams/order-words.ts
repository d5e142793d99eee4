/** Whether a sentence needs order, where that order holds, and what it denies. */

const ORDER =
  /\b(before|after|afterwards|follows?|followed by|precedes?|preceded|preceding|succeeds|first|then|earlier than|later than|subsequent(ly)?|previous(ly)?|prior to|chronological(ly)?|in sequence|sequentially|monotonic(?:ally)?|(?<=\w\s)once(?=\s+(?:the|an?|all|it|they|both|this)\b(?!\s+(?:second|minute|hour|day|week|month|quarter|year|time)\b)(?!\s+\w+\s*(?:[,.;]|$)))|in order(?=\s+of\b|\s*[,.;]|\s*$)|(?:strictly|totally) ordered|(?:strictly|steadily|always) (?:in|de)creasing|in(?: the)? order (?:they|in which|of)|ahead of|fifo|(?<!\bthe )following|alternates?|last(?=\s*[,.;]|\s*$)|(?:last|latest|newest|newer|later|most recent) (?:\w+ )?(?:wins?|counts?|prevails?|decides?|determines?|overrides?|replaces?|overwrites?|takes? precedence))\b/gi;
const NEGATION =
  /\b(not|never|no|none|nothing|nobody|cannot|without|neither|nor|regardless|irrespective|whether|any order)\b|n['’]t\b/i;
/** A denial that itself is an order in time: `no key is issued until the deposit is paid`. */
const UNTIL =
  /\b(?:no|not|never|nothing|nobody|cannot|only)\b[^,]*\b(until|unless \w+(?: \w+)? already|unless [^,]*\b(?:earlier|previously|beforehand|before))\b|n['’]t\b[^,]*\b(until)\b/i;
/** `keeps its price once it is confirmed`: one thing that lasts, not two in a row. */
const LASTING = /\b(?:keeps?|stays?|remains?|lasts?|final|fixed|frozen|immutable)\b/i;
/** What these words also say: `first name`, `total before tax`, `follows the schema`. */
const OTHERWISE = [
  /^follow[- ]?ups?\b/i,
  /^alternates?\s+(names?|address(es)?|phones?|contacts?|routes?)\b/i,
  /^first\s+(names?|class|party|aid|line|person)\b/i,
  /^(before|after|prior to)\s+(tax|taxes|vat|discounts?|fees?|deductions?|rounding|shipping costs)\b/i,
  /^(follows?|following|followed)\s+(by\s+)?(the\s+|our\s+|a\s+)?(schema|format|rules?|policy|policies|standard|pattern|convention|law|iso)\b/i,
];
const SCOPE =
  /\b(within|inside)\s+(?!\s*(a|an|one|the|\d+)?\s*(\d|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b)\w|\bper\s+[a-z]|\b(in|for|of|by|on)\s+(each|every|one|(the|a|any)\s+(same|single|given))\b/i;

/** Sentences and halves of sentences, so that a denial ends where its half ends. */
export const halves = (text: string): readonly string[] =>
  text
    .slice(0, 2000)
    .split(/[.;:!?\n]|\s[-–—]\s|,?\s\b(?:but|however|yet)\b/i)
    .filter((half) => half.trim() !== '');

const DENIED_AFTER =
  /^\W*(?:\w+\s+){0,3}?(?:is|are|remains?|was) (?:\w+ )?(?:not|never|undefined|unspecified|unknown|arbitrary|random|irrelevant|meaningless)\b/i;

/** The first match of a pattern in a half that denies it neither before nor after. */
export function asserted(text: string | undefined, pattern: RegExp): string | undefined {
  if (text === undefined) return undefined;
  for (const half of halves(text)) {
    const found = new RegExp(pattern.source, 'i').exec(half);
    if (!found || NEGATION.test(half.slice(0, found.index))) continue;
    if (!DENIED_AFTER.test(half.slice(found.index + found[0].length))) return found[0];
  }
  return undefined;
}

/** The word by which a sentence needs order, outside a negation (contract §7). */
export function orderWord(says: string): string | undefined {
  for (const half of halves(says)) {
    const until = UNTIL.exec(half);
    if (until) return until[1] ?? until[2];
    for (const found of half.matchAll(ORDER)) {
      const rest = half.slice(found.index);
      const ahead = half.slice(0, found.index);
      if (OTHERWISE.some((other) => other.test(rest)) || NEGATION.test(ahead)) continue;
      if (/^then$/i.test(found[0]) && /\b(if|when|where)\b/i.test(ahead)) continue;
      if (/^once$/i.test(found[0]) && LASTING.test(half)) continue;
      if (/\b(?:dates?|deadlines?|years?)\b[^,]{0,20}$/i.test(ahead)) continue;
      return found[0];
    }
  }
  return undefined;
}

/** `within each order`, `per account`: a scope in words. */
export const saysScope = (says: string): boolean => SCOPE.test(says.slice(0, 2000));
