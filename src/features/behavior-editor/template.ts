/** A first behavior for a journal: a fold that counts, and a projection by a field. */
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name.replace(/['\\]/g, '\\$&')}'`);

export function behaviorTemplate(journal: JournalInfo | undefined): string {
  const subjects = journal && journal.subjectTypes.length > 0 ? journal.subjectTypes : ['*'];
  const types = (journal?.types ?? []).slice(0, 3).map(({ type }) => type);
  const folds = subjects.map(
    (subject) => `  ${key(subject)}: {
    initial: { records: 0, last: '' },
    on: {
      // One handler a type${types.length > 0 ? `: ${types.map(key).join(', ')} …` : ''}; '*' takes every type without one of its own.
      '*': (state, event) => ({ ...state, records: state.records + 1, last: event.type }),
    },
  },`,
  );
  return `// State is rebuilt from records: a fold gives the state of each subject, a projection a row for each key.
// Change anything: it runs by itself, and the Replay panel shows the state at the cursor.

export const folds = {
${folds.join('\n')}
};

export const projections = {
  per_type: {
    key: 'record.type', // or a field of the payload
    initial: { count: 0 },
    on: { '*': (row) => ({ count: row.count + 1 }) },
  },
};
`;
}
