import type { RecordRule } from '../record-rule.ts';

const BEFORE = '(?:current|previous|last|before|now|existing|present|old|prior|former)';
const VALUE = '(?:current|previous|existing|prior|former|present|old|original)';
/** Changes as databases write them: `{ "$inc": 2 }`. */
const OPERATOR = /^\$(?:inc|dec|mul|div|add|sub|subtract|multiply|increment|decrement|push|pull|append)$/;
const AMOUNT = '(?:\\d+(?:[.,]\\d+)?\\s?%?|one|two|three|half|a third|a quarter)';
/** `-2 from current`, `half of previous`, `+= 2`, `decreased by 2`: what the value was is needed to know what it is. */
const RELATIVE = new RegExp(
  `^(?:${[
    `[+-]\\s?${AMOUNT}\\s*(?:(?:from|of|to|on|over|than|relative to|compared (?:to|with)|vs\\.?)\\s+(?:the\\s+)?)?${BEFORE}\\b.*`,
    `(?:minus|plus|add|subtract|take) ${AMOUNT}\\s(?:from|of|to) (?:the )?${VALUE}\\b.*`,
    `(?:the )?${VALUE}(?: \\w+)?\\s*[+*/x×-]\\s*${AMOUNT}`,
    `[+*/-]=\\s?${AMOUNT}`,
    `(?:(?:\\d+(?:[.,]\\d+)?\\s?%|half|a third|a quarter) of|double|twice|triple) (?:the )?${VALUE}(?: \\w+)?`,
    `(?:in|de)creased by ${AMOUNT}(?: \\w+)?|(?:reduced|raised|lowered|incremented|decremented|multiplied|divided) by ${AMOUNT}(?: \\w+)?`,
    `${AMOUNT} (?:more|less|fewer|higher|lower) than ${BEFORE}`,
  ].join('|')})$`,
  'i',
);
const LONGEST = 80;
const DEEPEST = 32;

const BEGINS = new Uint8Array(128);
for (const c of '+*/=-cpeftCPEFT') BEGINS[c.charCodeAt(0)] = 1;

/** Most texts are one word, and of those only what begins with a sign or with the name of a value can be relative. */
function mayBeRelative(value: string): boolean {
  return BEGINS[value.charCodeAt(0)] === 1 || value.includes(' ');
}

/** Path of the first relative value. */
function relativeAt(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string')
    return value.length <= LONGEST && mayBeRelative(value) && RELATIVE.test(value) ? '' : undefined;
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return undefined;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = relativeAt(item, depth + 1);
      if (found !== undefined) return `[]${found}`;
    }
    return undefined;
  }
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (key.charCodeAt(0) === 36 && OPERATOR.test(key)) return `.${key}`;
    const found = relativeAt((value as Readonly<Record<string, unknown>>)[key], depth + 1);
    if (found !== undefined) return `.${key}${found}`;
  }
  return undefined;
}

export const payloadStatesResults: RecordRule = {
  meta: {
    id: 'payload-states-results',
    title: 'A payload says what the value is, not how it changed',
    clauses: ['GS-025'],
    severity: { game: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start: ({ report }) => ({
    record(at) {
      const path = relativeAt(at.record.payload, 0);
      if (path === undefined) return;
      report({
        at,
        field: `payload${path}`,
        message: `\`payload${path}\` says how a value changed, in words: what comes of it depends on what was there, so a replay may end elsewhere. Write the value that resulted.`,
      });
    },
  }),
};
