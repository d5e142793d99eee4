/** Subjects as answers to an open `'?'`: what the ids of the payload name. */
import type { Finding, TextEdit } from '../finding.ts';
import { keysOf } from '../json-pointer.ts';
import { word } from '../model/draft.ts';
import type { Model } from '../model/model.ts';
import { namesIn } from '../model/names-in.ts';
import type { ParsedModel } from '../model/parse.ts';
import { subjectsOfFields } from '../model/subject-of-fields.ts';
import { wordsOf } from '../words/split.ts';
import { editAt, editOf } from './edit.ts';
import { named } from './fields.ts';
import { fieldsOfSchema } from './schema-fields.ts';

/** More is no choice. */
const MOST = 12;

/** Subjects that the payload names by their id: those that are there, and those to be declared in the same edit. */
export function subjectFixes(finding: Finding, [section, name = '']: readonly string[], parsed: ParsedModel) {
  const { model } = parsed;
  const fields = topFields(section, name, model);
  const begins = (subject: string) => wordsOf(subject).every((part, i) => wordsOf(name)[i] === part);
  const found = subjectsOfFields(fields, model);
  return [...found]
    .sort((a, b) => Number(begins(b.subject)) - Number(begins(a.subject)))
    .slice(0, MOST)
    .map(({ subject, id, there }) => {
      const decided = editAt(finding.place, word(subject));
      if (there) return decided && { title: `Decide: ${subject}`, edits: [decided] };
      const declared = declaration(subject, id, finding, parsed);
      return (
        decided &&
        declared && { title: `Decide: ${subject}, a new subject named by ${id}`, edits: [...declared, decided] }
      );
    });
}

function topFields(section: string | undefined, name: string, model: Model): readonly string[] {
  const of =
    section === 'events' ? named(model.events, name) : section === 'commands' ? named(model.commands, name) : undefined;
  const top = /^\/schema\/properties\/[^/]*$/;
  return [
    ...namesIn(of?.payload ?? {}),
    ...[...(of?.schema === undefined ? [] : fieldsOfSchema(of.schema, '/schema'))]
      .filter(({ at }) => top.test(at))
      .map(({ name: field }) => field),
  ];
}

/** A subject at the begin of `subjects`, which is made in front of the question's own section where there is none. */
function declaration(
  subject: string,
  id: string,
  { place }: Finding,
  parsed: ParsedModel,
): readonly TextEdit[] | undefined {
  const value = `{ id: ${word(id)} }`;
  const there = parsed.exactly('/subjects');
  const empty = /^(\s*:\s*)\{\s*\}/.exec(
    (parsed.line(there?.file ?? '', there?.line ?? 0) ?? '').slice((there?.endColumn ?? 1) - 1),
  );
  if (there && empty) {
    const column = (there.endColumn ?? 1) + (empty[1]?.length ?? 0);
    const edit = editAt(
      { ...there, column, endLine: there.line ?? 1, endColumn: (there.endColumn ?? 1) + empty[0].length },
      `{ ${word(subject)}: ${value} }`,
    );
    return edit && [edit];
  }
  if (there) return editOf({ title: '', insert: { into: '/subjects', key: word(subject), value } }, parsed)?.edits;
  const [section = ''] = keysOf(place.pointer ?? '');
  const above = parsed.exactly(`/${section}`);
  // In braces a line cannot be put in front.
  if (above?.file === undefined || above.line === undefined || above.column !== 1) return undefined;
  const { file, line } = above;
  return [{ file, line, column: 1, endLine: line, endColumn: 1, text: `subjects:\n  ${word(subject)}: ${value}\n\n` }];
}
