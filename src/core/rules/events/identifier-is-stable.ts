import { pointer } from '../../json-pointer.ts';
import { wordsOf } from '../../words/split.ts';
import type { Rule } from '../rule.ts';
import { fieldIn } from '../streams/look.ts';

const POSITIONS = [
  ...['index', 'idx', 'position', 'row', 'rownumber', 'line', 'offset', 'ordinal', 'rank', 'seq', 'sequence', 'slot'],
];
const UNSTABLE = new Set([
  ...[...POSITIONS, 'nr', 'status'],
  ...[
    'name',
    'title',
    'email',
    'phone',
    'mail',
    'hostname',
    'ip',
    'age',
    'colour',
    'color',
    'place',
    'label',
    'username',
    'nickname',
    'address',
    'slug',
  ],
]);
const ID = new Set(['id', 'uuid', 'key', 'code', 'number', 'no', 'ref', 'reference', 'sku', 'isbn', 'iban', 'vin']);

const COUNTS = new Set(['number', 'no', 'nr', 'key']);
const COUNTED = new Set([...POSITIONS, 'page', 'phone', 'telephone', 'mobile']);
/** Addresses that are themselves given once. */
const GIVEN = /(?:^| )(?:wallet|contract|mac|blockchain|ethereum|bitcoin) address$/;

/** Contract §7: a subject's `id` names a field of every payload concerned. */
export const identifierIsStable: Rule = {
  meta: {
    id: 'identifier-is-stable',
    title: 'A subject is known by an id that does not change',
    clauses: ['EM-049'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  subject(name, { id }, { report }) {
    if (id === undefined) return;
    const words = wordsOf(id);
    const last = words.at(-1) ?? '';
    // `lineNumber` counts lines, `orderLineId` is given once.
    const counts = COUNTS.has(last) ? words.slice(0, -1).findLast((w) => COUNTED.has(w)) : undefined;
    const given = ID.has(last) || GIVEN.test(words.join(' '));
    const word = counts ?? (given ? undefined : words.find((w) => UNSTABLE.has(w)));
    if (word === undefined) return;
    report({
      pointer: pointer('subjects', name, 'id'),
      part: 'value',
      message: `\`${name}\` is known by \`${id}\`, and a ${word} changes: its history would fall apart, or run into that of another. Use an opaque id that is given once.`,
    });
  },
  event(name, event, { model, report }) {
    const { subject } = event;
    if (subject === undefined || !Object.hasOwn(model.subjects, subject)) return;
    const id = model.subjects[subject]?.id;
    if (id === undefined || id === 'subject_id' || fieldIn(event, id) !== 'missing') return;
    const at = pointer('events', name, event.payload === undefined ? 'schema' : 'payload');
    report({
      pointer: at,
      message: `\`${name}\` is about \`${subject}\`, whose id is the field \`${id}\`, and the payload has none. Add it, so that every event says by the same id whom it is about.`,
      ...(event.payload !== undefined && {
        fix: { title: `Add ${id}: string`, insert: { into: at, key: id, value: 'string' } },
      }),
    });
  },
};
