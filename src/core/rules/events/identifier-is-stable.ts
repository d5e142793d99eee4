import { wordsOf } from '../../words/split.ts';
import { pointer, type Rule } from '../rule.ts';

const UNSTABLE = new Set([
  ...['index', 'position', 'row', 'rownumber', 'line', 'offset', 'ordinal', 'rank', 'nr'],
  ...['name', 'title', 'email', 'phone', 'label', 'username', 'nickname', 'address', 'slug'],
]);
const ID = new Set(['id', 'uuid', 'key', 'code', 'number', 'no', 'ref', 'reference', 'sku', 'isbn', 'iban', 'vin']);

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
    const word = ID.has(last) ? undefined : words.find((w) => UNSTABLE.has(w));
    if (word === undefined) return;
    report({
      pointer: pointer('subjects', name, 'id'),
      part: 'value',
      message: `\`${name}\` is known by \`${id}\`, and a ${word} changes: its history would fall apart, or run into that of another. Use an opaque id that is given once.`,
    });
  },
  event(name, event, { model, report }) {
    const { subject, payload } = event;
    if (subject === undefined || payload === undefined || !Object.hasOwn(model.subjects, subject)) return;
    const id = model.subjects[subject]?.id;
    if (id === undefined || id === 'subject_id' || Object.hasOwn(payload, id)) return;
    report({
      pointer: pointer('events', name, 'payload'),
      message: `\`${name}\` is about \`${subject}\`, whose id is the field \`${id}\`, and the payload has none. Add it, so that every event says by the same id whom it is about.`,
      fix: {
        title: `Add ${id}: string`,
        insert: { into: pointer('events', name, 'payload'), key: id, value: 'string' },
      },
    });
  },
};
