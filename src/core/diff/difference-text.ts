/** What a difference of payloads means, in words: what is wrong, whom it hurts, what to do. */
import type { Broken } from './change.ts';
import type { Difference } from './compare-payloads.ts';
import type { Remedies } from './diff-rules.ts';

/** `where`: `` `OrderPlaced` `` */
export function sentence(where: string, { what, path, detail, drift, readers, records }: Difference): string {
  const subject = path === '' ? `The payload of ${where}` : `\`${path}\` of ${where}`;
  const said = `${subject}: ${what}${detail === undefined || detail === '' ? '' : ` (${detail})`}.`;
  if (what === 'reference not followed')
    return `${said} What it refers to is not in this text, so whether it breaks anything cannot be told: compare it yourself.`;
  if (drift) return said;
  if (readers && records)
    return `${said} Old readers do not understand new records, and old records do not fit any more.`;
  if (readers) return `${said} Readers of the old payload do not expect that.`;
  return records ? `${said} Records and senders of the old payload do not fit any more.` : said;
}

/** What is still to do. */
export function advice({ closed }: Difference, broken: readonly Broken[], { versioned }: Remedies): string {
  const has = (rule: string) => broken.some((b) => b.rule === rule);
  const open =
    closed && has('enum-open-to-change')
      ? 'The enum is closed, so its next value will break readers: end it with `| ...`, and have readers treat other values.'
      : '';
  const todo = [
    has('breaking-change-refused')
      ? 'This profile allows no breaking change: add an optional field or a new event, and leave this one.'
      : '',
    has('stream-meaning-stable') ? 'Leave it as it is, and write the new shape to a new stream.' : '',
    has('breaking-change-versioned') ? 'Raise `version`, and keep the old payload in `versions`.' : '',
    has('breaking-change-planned')
      ? `Say in \`migrations\` how its readers get ${versioned ? 'to the new version' : 'on'}.`
      : '',
    has('breaking-change-upcast') ? 'Write an upcaster from the old version.' : '',
    open,
  ];
  return todo.filter((line) => line !== '').join(' ');
}
