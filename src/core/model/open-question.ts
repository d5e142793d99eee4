/** An open `'?'` in words: what is asked, of what, and what may be answered. */
import { keysOf } from '../json-pointer.ts';
import { SHORT_TYPES } from './schema.ts';
import type { Asked } from './understand.ts';

/** What the language lets stand there, whatever the model holds. */
export function answersTo(asked: Asked): readonly string[] {
  if (asked.kind === 'field') return SHORT_TYPES;
  if (asked.kind === 'boolean') return ['true', 'false'];
  return asked.kind === 'text' ? (asked.values ?? []) : [];
}

/** What belongs there, in words. */
export function kindOfAnswer(asked: Asked): string {
  const either = answersTo(asked).map((answer) => `\`${answer}\``);
  if (asked.kind === 'text' && asked.refs !== undefined)
    return [...either, `the name of one of the model’s ${asked.refs}`].join(', or ');
  if (either.length > 0) return `one of ${either.join(', ')}`;
  if (asked.kind === 'integer') return 'a whole number';
  if (asked.kind === 'text') return 'a word';
  if (asked.kind === 'list' || asked.kind === 'namedOrList') return 'a list';
  return asked.kind === 'payload' || asked.kind === 'map' || asked.kind === 'named' ? 'a map' : 'a value';
}

const ENDING = 'A model with open questions promises nothing: decide it.';

/** `What is the replay_intent of MemberJoined?` */
export function questionAt(at: string, asked: Asked): string {
  const [section = '', name, ...path] = keysOf(at);
  if (name === undefined) return `What is the \`${section}\` of this model?`;
  const below = path.filter((key) => key !== 'payload' && key !== 'fields');
  if (below.length === 0) return `What is \`${name}\`, in \`${section}\`?`;
  const what = below.map((key) => `\`${key}\``).join(' · ');
  return asked.kind === 'field'
    ? `What is the type of the field ${what} of \`${name}\`?`
    : `What is the ${what} of \`${name}\`?`;
}

export const openQuestion = (at: string, asked: Asked, more = ''): string =>
  `${questionAt(at, asked)} It is ${kindOfAnswer(asked)}.${more === '' ? '' : ` ${more}`} ${ENDING}`;
