/** Which style a name is written in, and how it reads in another. */

import type { EventModel, Model } from '../../model/model.ts';
import { join, LONGEST_NAME, partsOf, tokensOf } from '../../words/split.ts';
import { perModel } from '../per-model.ts';

export type Style = 'pascal' | 'dotted' | 'other';

/** Undefined where the script has no case, so that no style can be told. */
export function styleOf(name: string): Style | undefined {
  const core = withoutVersion(name);
  if (/^\p{Lu}[\p{L}\p{M}\p{N}]*$/u.test(core) && (core.length < 2 || /\p{Ll}/u.test(core))) return 'pascal';
  if (isDotted(core)) return 'dotted';
  return /\p{Lu}|\p{Ll}/u.test(core) ? 'other' : undefined;
}

/** The parts between dots; a version behind the name is none. */
export const segmentsOf = (name: string): readonly string[] => withoutVersion(name).split('.');
/** `dataset_created`: lower case, words joined by `_` or `-`. */
export const isLower = (segment: string): boolean =>
  /^[\p{Ll}\p{Lo}\p{N}]+(?:[_-][\p{Ll}\p{Lo}\p{N}]+)*$/u.test(segment);
/** Two parts or more, each lower case. */
export function isDotted(name: string): boolean {
  const segments = name.split('.');
  return segments.length > 1 && segments.every(isLower);
}
/** In the namespace of a system, where other forms hold. */
export const isSystems = (name: string): boolean => name === 'sys' || name.startsWith('sys.');

function withoutVersion(name: string): string {
  if (name.length > LONGEST_NAME) return name;
  const { tail } = partsOf(name);
  return name.slice(0, name.length - tail.length);
}

/** `chat.message.created` → ChatMessageCreated. */
export function toPascal(name: string): string | undefined {
  const tokens = tokensOf(withoutVersion(name));
  const made = join(tokens, 'pascal');
  return tokens.length > 0 && styleOf(made) === 'pascal' ? made : undefined;
}

/** `aggregate.action`: OrderPlaced of the subject order → order.placed; `a.b.c.done` → a.b_c_done. */
export function toTwoParts(name: string, event: EventModel): string | undefined {
  const segments = segmentsOf(name).map(snake);
  if (segments.length > 1) return checked([segments[0] ?? '', segments.slice(1).join('_')]);
  const parts = besideSubject(name, event);
  return parts && checked(parts);
}

/** `domain.entity.past`: the domain is the service that emits it; `domain.entity_past` where that is not known. */
export function toThreeParts(name: string, event: EventModel, model: Model): string | undefined {
  const segments = segmentsOf(name).map(snake);
  if (segments.length > 3) return checked([segments[0] ?? '', segments.slice(1, -1).join('_'), segments.at(-1) ?? '']);
  const two = segments.length > 1 ? segments : besideSubject(name, event);
  if (two === undefined) return undefined;
  if (two.length === 3 || two[1]?.includes('_') === true) return checked(two);
  const domain = producerOf(event, model);
  return domain === undefined ? undefined : checked([snake(domain), ...two]);
}

/** Two parts or more: the parts that are there, each in lower case, else the subject and what is said of it. */
export function toDotted(name: string, event: EventModel): string | undefined {
  const segments = segmentsOf(name).map(snake);
  const parts = segments.length > 1 ? segments : besideSubject(name, event);
  return parts && checked(parts);
}

function besideSubject(name: string, { subject }: EventModel): readonly string[] | undefined {
  if (subject === undefined || subject === '' || name.length > LONGEST_NAME) return undefined;
  const of = snake(subject);
  const words = snake(withoutVersion(name));
  const rest = words.startsWith(`${of}_`) ? words.slice(of.length + 1) : words;
  return rest === '' || rest === of ? undefined : [of, rest];
}

function checked(parts: readonly string[]): string | undefined {
  return parts.every(isLower) ? parts.join('.') : undefined;
}

const snake = (text: string): string => join(tokensOf(text), 'snake');

const owners = perModel(
  (model): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(model.services).flatMap(([name, { owns }]) =>
        (Array.isArray(owns) ? owns : []).map((owned): [string, string] => [String(owned), name]),
      ),
    ),
);

/** The service that emits the event: as it says, else the one that owns its subject. */
function producerOf({ producer, subject }: EventModel, model: Model): string | undefined {
  if (producer !== undefined || subject === undefined) return producer;
  return owners(model).get(subject);
}
