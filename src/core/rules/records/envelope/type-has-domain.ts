import { judge } from '../../../words/tense.ts';
import { eventsOf } from '../events-of.ts';
import type { RecordRule, SeenRecord } from '../record-rule.ts';

const PARTS = /^[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)+$/;

interface Fault {
  readonly message: string;
  readonly clauses: readonly string[];
}

/** What is wrong with a type's name; undefined where nothing is. */
function fault(type: string): Fault | undefined {
  if (!PARTS.test(type))
    return {
      message: `The type \`${type}\` is not \`domain.entity.past_action\`, so readers cannot tell whose event it is. Name the domain first, in lower case: \`ingestion.dataset_created\`.`,
      clauses: type.includes('.') ? ['ES-020'] : ['ES-013', 'ES-020'],
    };
  const { verdict, past } = judge(type);
  return past || verdict === 'unknown' || verdict === 'provisional'
    ? undefined
    : {
        message: `The type \`${type}\` does not end in what has happened. Name it in the past: \`search.index.rebuilt\`.`,
        clauses: ['ES-020'],
      };
}

export const typeHasDomain: RecordRule = {
  meta: {
    id: 'type-has-domain',
    title: 'The type of a record names its domain and what has happened',
    clauses: ['ES-013', 'ES-020'],
    severity: { envelope: 'error' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const events = model && eventsOf(model);
    const known = new Map<string, Fault | undefined>();
    const faultOf = (type: string) => {
      // A type that the model declares, or had under an old name, is judged there.
      if (!known.has(type)) known.set(type, events?.has(type) || type.startsWith('sys.') ? undefined : fault(type));
      return known.get(type);
    };
    return {
      record(at: SeenRecord) {
        const found = faultOf(at.record.type);
        if (found) report({ at, field: 'type', message: found.message, clauses: found.clauses });
      },
    };
  },
};
