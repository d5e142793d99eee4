/** Which subject the fields of a payload tell of: `book_id` names a `book`. */

import type { Model } from './model.ts';
import { namesIn } from './names-in.ts';
import { ENVELOPE } from './schema.ts';

/** A subject, and the field that names it. `there`: the model has it. */
export interface SubjectOfField {
  readonly subject: string;
  readonly id: string;
  readonly there: boolean;
}

/** Ids of the record, not of what it tells of. */
const OF_THE_RECORD: ReadonlySet<string> = new Set([...ENVELOPE, 'event_id', 'record_id', 'message_id', 'command_id']);

const nameIn = (field: string): string | undefined => {
  const name = /^(\p{L}[\p{L}\p{N}_]*?)(?:_id|_ID|(?<=\p{Ll})I[dD])$/u.exec(field)?.[1];
  const snake = name?.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase();
  return snake === undefined || OF_THE_RECORD.has(`${snake}_id`) ? undefined : snake;
};

/** In the order of the fields, each subject once; what is made anew takes no name that is taken. */
export function subjectsOfFields(fields: readonly string[], { subjects }: Pick<Model, 'subjects'>): SubjectOfField[] {
  const found: SubjectOfField[] = [];
  const put = (subject: string, id: string, there: boolean) => {
    if (!found.some((one) => one.subject === subject)) found.push({ subject, id, there });
  };
  for (const field of fields) {
    const declared = namesIn(subjects).filter((subject) => subjects[subject]?.id === field);
    for (const subject of declared) put(subject, field, true);
    const subject = nameIn(field);
    if (declared.length > 0 || subject === undefined) continue;
    if (!Object.hasOwn(subjects, subject)) put(subject, field, false);
    else if (subjects[subject]?.id === undefined) put(subject, field, true);
  }
  return found;
}
