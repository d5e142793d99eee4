/** Rules of retention as they are written: `age:90d`, `last:1000`, `from:5000`, `erase:order/o-1`, `mask:payload.email`. */
import { parsePath } from '../formats/path.ts';
import { parseDuration } from '../record/duration.ts';
import { isFieldName } from '../record/fields.ts';
import type { Cut } from '../replay/source.ts';

export type RetentionRule =
  | { readonly rule: 'age'; readonly micros: number }
  | { readonly rule: 'last'; readonly count: number }
  | { readonly rule: 'from'; readonly slot: number }
  | { readonly rule: 'erase'; readonly subject: string }
  /** Below `payload`, or one field of the envelope. */
  | { readonly rule: 'mask'; readonly path: readonly string[] };

/** Fields without which a record would be another one, or nobody's. */
const KEPT = new Set(['id', 'type', 'version', 'subject_type', 'subject_id', 'sequence', 'position', 'payload']);
const FORMS =
  'age:90d (older than 90 days, seen from the newest record), last:1000 (only the last 1,000), from:5000 (nothing before slot 5,000), erase:order/o-1 (a subject), or mask:payload.email (a field)';

/** Throws an Error that says what a rule looks like. */
export function parseRetention(text: string): RetentionRule {
  const [, name = '', value = ''] = /^\s*(\w+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
  const wrong = (why: string) => new Error(`--retain ${text}: ${why}. It takes ${FORMS}`);
  const number = /^\d[\d_,]*$/.test(value) ? Number(value.replace(/[_,]/g, '')) : Number.NaN;
  switch (name) {
    case 'age': {
      const micros = parseDuration(value);
      if (micros === undefined) throw wrong(`${value || 'nothing'} is no duration (90d, 12h, P3M)`);
      return { rule: 'age', micros };
    }
    case 'last':
      if (!Number.isSafeInteger(number)) throw wrong(`${value || 'nothing'} is no number of records`);
      return { rule: 'last', count: number };
    case 'from':
      if (!Number.isSafeInteger(number) || number < 1) throw wrong(`${value || 'nothing'} is no slot; the first is 1`);
      return { rule: 'from', slot: number };
    case 'erase':
      if (value === '') throw wrong('which subject?');
      return { rule: 'erase', subject: value };
    case 'mask': {
      const path = parsePath(value);
      if (!path) throw wrong(`${value || 'nothing'} is no path`);
      const [first = '', ...rest] = path;
      if (first === 'payload' && rest.length > 0) return { rule: 'mask', path };
      if (first === 'payload') throw wrong('the whole payload cannot be masked: name a field of it');
      if (rest.length === 0 && isFieldName(first)) {
        if (KEPT.has(first)) throw wrong(`without \`${first}\` a record would be another one`);
        return { rule: 'mask', path };
      }
      throw wrong(`a record has no field ${first}; fields of the payload begin with payload.`);
    }
    default:
      throw wrong('there is no such rule');
  }
}

/** What the rules leave out, all of them together. */
export function cutOf(rules: readonly RetentionRule[]): Cut {
  const least = (values: readonly number[]) => (values.length > 0 ? Math.min(...values) : undefined);
  const ageMicros = least(rules.flatMap((r) => (r.rule === 'age' ? [r.micros] : [])));
  const last = least(rules.flatMap((r) => (r.rule === 'last' ? [r.count] : [])));
  const from = rules.flatMap((r) => (r.rule === 'from' ? [r.slot] : []));
  const erased = rules.flatMap((r) => (r.rule === 'erase' ? [r.subject] : []));
  return {
    ...(ageMicros !== undefined && { ageMicros }),
    ...(last !== undefined && { last }),
    ...(from.length > 0 && { fromSlot: Math.max(...from) }),
    ...(erased.length > 0 && { erased }),
  };
}
