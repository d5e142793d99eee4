/** The fields in which two records differ, down to the member of the payload, both values as text. */
import { fieldsThatDiffer } from '../../diff/journal-diff.ts';
import { canonicalText } from '../../record/canonical.ts';
import { isRawNumber, stringifyExact } from '../../record/json.ts';
import type { ExactObject, ExactValue, JournalRecord } from '../../record/record.ts';

export interface ChangedField {
  /** `payload.total` */
  readonly path: string;
  /** Undefined: it is not there. */
  readonly left: string | undefined;
  readonly right: string | undefined;
}

const DEPTH = 4;
const MOST = 200;

const isObject = (value: ExactValue | undefined): value is ExactObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);
const text = (value: ExactValue | undefined) =>
  value === undefined ? undefined : typeof value === 'string' ? value : stringifyExact(value);
const key = (name: string) => (/^[\w$@-]+$/.test(name) ? name : JSON.stringify(name));

export function changedFields(left: JournalRecord, right: JournalRecord): readonly ChangedField[] {
  const found: ChangedField[] = [];
  const look = (path: string, a: ExactValue | undefined, b: ExactValue | undefined, depth: number) => {
    if (found.length >= MOST || (a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b))) return;
    if (!isObject(a) || !isObject(b) || depth >= DEPTH) {
      found.push({ path, left: text(a), right: text(b) });
      return;
    }
    const [x, y] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
    for (const name of new Set([...x.keys(), ...y.keys()]))
      look(
        `${path}.${key(name)}`,
        x.get(name) as ExactValue | undefined,
        y.get(name) as ExactValue | undefined,
        depth + 1,
      );
  };
  const [a, b] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
  for (const name of fieldsThatDiffer(left, right))
    look(name, a.get(name) as ExactValue | undefined, b.get(name) as ExactValue | undefined, 1);
  return found;
}
