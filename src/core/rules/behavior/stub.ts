/** Text that is added to a behavior file so that a missing handler is there. */
import type { Fix, Place } from '../../finding.ts';
import type { BehaviorFacts, Names, SectionName } from './facts.ts';

const quoted = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `'${name.replace(/['\\]/g, '\\$&')}'`;
const at = (title: string, place: Place, text: string): Fix => {
  const { file = '', line = 1, column = 1 } = place;
  return { title, edits: [{ file, line, column, endLine: line, endColumn: column, text }] };
};
const HANDLER = {
  folds: '(state, event) => ({ ...state }),',
  projections: '(row, event) => ({ ...row }),',
} as const;

/** A handler of an event: into the object that is there, else with all that is around it. */
export function handlerStub(facts: BehaviorFacts, section: 'folds' | 'projections', owner: string, event: string): Fix {
  const title = `Add a ${section === 'folds' ? 'fold' : 'projection'} handler for ${event}`;
  const handler = `${quoted(event)}: ${HANDLER[section]}`;
  const on = facts[section].get(owner)?.on.inside;
  if (on) return at(title, on, `\n      ${handler}`);
  return inSection(
    facts,
    section,
    title,
    `${quoted(owner)}: {\n    initial: {},\n    on: {\n      ${handler}\n    },\n  },`,
  );
}

export const deciderStub = (facts: BehaviorFacts, command: string): Fix =>
  inSection(
    facts,
    'deciders',
    `Add a decider for ${command}`,
    `${quoted(command)}: (state, command) => reject('UNDECIDED', 'nobody decides this yet'),`,
  );

function inSection(facts: BehaviorFacts, section: SectionName, title: string, entry: string): Fix {
  const inside = facts.sections[section].inside;
  return inside
    ? at(title, inside, `\n  ${entry}`)
    : at(title, facts.end, `\nexport const ${section} = {\n  ${entry}\n};\n`);
}

/** The name at a place of the code, written anew. */
export const renamed = (place: Place, name: string): Fix => ({
  title: `Change to ${name}`,
  edits: [
    {
      file: place.file ?? '',
      line: place.line ?? 1,
      column: place.column ?? 1,
      endLine: place.endLine ?? 1,
      endColumn: place.endColumn ?? 1,
      text: quoted(name),
    },
  ],
});

const known = new WeakMap<Names, ReadonlySet<string>>();

export function has(names: Names, name: string): boolean {
  const set = known.get(names) ?? new Set(names.names.map((one) => one.name));
  known.set(names, set);
  return set.has(name);
}
