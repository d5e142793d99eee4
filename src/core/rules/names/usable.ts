import { wordsOf } from '../../words/split.ts';

const PLACEHOLDERS: ReadonlySet<string> = new Set(
  'event events name unnamed untitled nameless noname anonymous todo tbd tba fixme xxx xyz foo bar baz null none undefined nil placeholder dummy no a an the new my some type eventtype eventname thing things stuff whatever'.split(
    ' ',
  ),
);

/** Whether the name says anything at all: not empty, signs alone, a number, or a placeholder (`event1`, `TODO`, `unnamed_event`). */
export function isUsable(name: string): boolean {
  if (name.length > 300) return true;
  return wordsOf(name).some((word) => !PLACEHOLDERS.has(word.replace(/\d+$/, '')) && !/^\d+$/.test(word));
}
