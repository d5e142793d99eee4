/** The subject that a proposed event or command is about, by its name and its fields; a proposal, too, that a person confirms. */
import { wordsOf } from '../../words/split.ts';
import type { Model, SubjectModel } from '../model.ts';
import { namesIn } from '../names-in.ts';
import { type SubjectOfField, subjectsOfFields } from '../subject-of-fields.ts';
import { type Keys, type ProposedField, type ProposedKind, sectionOf } from './proposal.ts';

export interface ProposedSubject {
  readonly name: string;
  /** The field that names it, where the model does not have this subject yet. */
  readonly id?: string;
  readonly why: string;
}
interface Definition {
  readonly kind: ProposedKind;
  readonly name: string;
  readonly fields: readonly ProposedField[];
  readonly keys: Keys;
}
type Subjects = Model['subjects'];

const begins = (name: string, subject: string): boolean => {
  const words = wordsOf(name);
  return subject !== '' && wordsOf(subject).every((part, i) => words[i] === part);
};

const fromField = ({ subject, id, there }: SubjectOfField, why: string): ProposedSubject => ({
  name: subject,
  ...(!there && { id }),
  why,
});

/** By the fields alone: the one id that they hold, or the one that the name begins with, too. */
function byFields({ name, fields }: Definition, subjects: Subjects): ProposedSubject | undefined {
  const told = subjectsOfFields(
    fields.filter((field) => !field.fields).map((field) => field.name),
    { subjects },
  );
  const [only, ...others] = told;
  if (only && others.length === 0) return fromField(only, `${only.id} is the only id among its fields`);
  const first = told.find(({ subject }) => begins(name, subject));
  return first && fromField(first, `the name begins with it, and ${first.id} names it`);
}

function byName({ name }: Definition, subjects: Subjects): ProposedSubject | undefined {
  const [longest] = namesIn(subjects)
    .filter((subject) => begins(name, subject))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : { name: longest, why: 'the name begins with it' };
}

/** For each definition; undefined where nothing tells, or its text says one. What one of them brings is known to all. */
export function proposedSubjects(
  definitions: readonly Definition[],
  subjects: Subjects,
): readonly (ProposedSubject | undefined)[] {
  const about = definitions.map((one) => {
    const section = sectionOf(one.kind);
    return (section === 'events' || section === 'commands') && !('subject' in one.keys) ? one : undefined;
  });
  const first = about.map((one) => one && (byName(one, subjects) ?? byFields(one, subjects)));
  const brought: Record<string, SubjectModel> = {};
  for (const subject of first) if (subject?.id !== undefined) brought[subject.name] ??= { id: subject.id };
  return about.map((one, i) => {
    const own = first[i];
    if (own || !one) return own;
    const found = byName(one, brought);
    const id = brought[found?.name ?? '']?.id;
    return found && { ...found, ...(id !== undefined && { id }) };
  });
}
