import { wordsOf } from '../../words/split.ts';
import { elementOf, fieldsOfEvent, removal } from '../fields.ts';
import type { Rule } from '../rule.ts';

const INTERNAL = new Set([
  'table',
  'tables',
  'row',
  'rows',
  'rowid',
  'internal',
  'internals',
  'pk',
  'fk',
  'sql',
  'db',
  'orm',
  'tbl',
  'hibernate',
  'rowversion',
  'autoincrement',
]);
const PAIRS = new Set([
  'primary key',
  'foreign key',
  'raw record',
  'raw entity',
  'database id',
  'db id',
  'stack trace',
  'auto increment',
  'shard id',
  'column name',
]);
/** Tables that people sit at, and rows of seats. */
const OF_THE_WORLD =
  /(?:^| )(?:(?:dining|restaurant|pool|billiard|operating|time|seat|seating) (?:table|row)s?|table (?:number|no|nr|seats|size)|rows? of seats)(?: |$)/;

/** The word of a field's name that tells how its service stores data. */
function internalWord(field: string): string | undefined {
  const words = wordsOf(field);
  const pair = words.map((word, i) => `${word} ${words[i + 1] ?? ''}`).find((two) => PAIRS.has(two));
  if (pair !== undefined) return pair;
  return OF_THE_WORLD.test(words.join(' ')) ? undefined : words.find((word) => INTERNAL.has(word));
}

/** Contract §7: an `object` or `any` field, and names with table, row, rowid or internal. */
export const payloadHidesInternals: Rule = {
  meta: {
    id: 'payload-hides-internals',
    title: 'A payload is a public contract and shows no internals',
    clauses: ['ES-004'],
    severity: { envelope: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    for (const placed of fieldsOfEvent(name, event)) {
      const { name: field, field: one, at } = placed;
      const word = internalWord(field);
      const { type, fields } = elementOf(one);
      const open = (type === 'object' && fields === undefined) || type === 'any';
      if (word !== undefined)
        report({
          pointer: at,
          message: `\`${field}\` names a "${word}": consumers would come to depend on how \`${name}\`'s service stores its data. Record what happened in words of the domain.`,
          ...removal(placed),
        });
      else if (open)
        report({
          pointer: at,
          message: `\`${field}\` may hold anything, so it will hold whatever the producer has at hand. Name its fields, so that consumers know what they may rely on.`,
        });
    }
  },
};
