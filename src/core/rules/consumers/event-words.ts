/** What the name of an effect says that it does to an event: `deleteOrderPlaced`, `purge_events`, `rewrite the stored record`. */

import { PREPOSITION_WORDS } from '../../words/clause.ts';
import { wordSet } from '../../words/lexicon.ts';
import { partsOf, wordsOf } from '../../words/split.ts';
import { namedEvents } from '../fields.ts';
import { perModel } from '../per-model.ts';

/** Verbs that are said of records and messages in many a domain too: with an event they are meant. */
const CHANGES = wordSet(
  'update change edit hide block replace patch clear trim discard modify amend redact mask scrub anonymize anonymise',
);
const TAKES = wordSet(
  `delete remove purge drop erase alter mutate overwrite rewrite withhold suppress intercept swallow truncate destroy wipe expunge
  retract unpublish tamper strip compact`,
);
const HANDLES = wordSet('consume ack acknowledge read receive handle process');
const BEFORE_VERB = wordSet('and then or auto automatically bulk mass force soft hard silently later finally');
const EVENT = wordSet('event events');
/** What holds events, or is one by another name; a domain may have its own. */
const HOLDERS = wordSet(
  'record records message messages payload payloads envelope envelopes log logs journal stream topic',
);
/** Where events are taken from, and who does not get them then. */
const SOURCES = wordSet(
  'log logs journal stream streams topic topics queue bus broker outbox store eventstore database db kafka',
);
const OTHERS = wordSet('other others consumer consumers subscriber subscribers listener listeners everyone everybody');
const GENERIC = wordSet(
  `the a an this that these those its all any each every source original stored published recorded logged incoming received
  consumed processed handled delivered inbound upstream old older stale expired past previous last first raw domain business event events
  immutable whole single same given input it them`,
);

/** Words of the events and subjects of a model. */
export interface EventVocabulary {
  /** `order placed`, `shop order placed`: what an event may be called, in words. */
  readonly names: ReadonlyMap<string, string>;
  /** Words that stand for things of the domain. */
  readonly things: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}
const NOTHING: EventVocabulary = { names: new Map(), things: new Set(), subjects: new Set() };

export const eventVocabulary = perModel((model): EventVocabulary => {
  const names = new Map<string, string>();
  const things = new Set<string>();
  for (const [type, event] of namedEvents(model))
    for (const name of [type, ...(event.formerly ?? [])]) {
      for (const words of namesOf(name)) if (!names.has(words)) names.set(words, type);
      for (const word of wordsOf(name)) things.add(word);
    }
  const subjects = new Set(Object.keys(model.subjects).map((subject) => wordsOf(subject).join(' ')));
  for (const subject of subjects) for (const word of subject.split(' ')) things.add(word);
  return { names, things, subjects };
});

/** A type in words, with its namespace and without; a single word says too little. */
function namesOf(type: string): readonly string[] {
  const { tokens } = partsOf(type);
  const all = wordsOf(type);
  const parts = type.split(/[.:/]/);
  const tails = parts.map((_, i) => wordsOf(parts.slice(i).join('.'))).filter((words) => words.length > 1);
  return [all, tokens.map((token) => token.toLowerCase()), ...tails]
    .filter((words) => words.length > 1 || words === all)
    .map((words) => words.join(' '));
}

/** The event that these words name, `event` behind them or not. */
export function eventNamedBy(words: readonly string[], { names }: EventVocabulary): string | undefined {
  const bare = EVENT.has(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  return names.get(words.join(' ')) ?? (bare.length > 0 ? names.get(bare.join(' ')) : undefined);
}

const cutAt = (words: readonly string[]) => {
  const at = words.findIndex((word) => PREPOSITION_WORDS.has(word));
  return at < 0 ? { object: words, preposition: undefined, rest: [] } : splitAt(words, at);
};
const splitAt = (words: readonly string[], at: number) => ({
  object: words.slice(0, at),
  preposition: words[at],
  rest: words.slice(at + 1),
});

/** Whether an effect of that name deletes, alters or withholds an event (contract §7). */
export function takesEvent(effect: string, vocabulary: EventVocabulary = NOTHING): boolean {
  const words = wordsOf(effect);
  // `consumeAndDelete`: what was consumed.
  if (words.length <= 3 && HANDLES.has(words[0] ?? '') && words[1] === 'and' && TAKES.has(words[2] ?? '')) return true;
  const at = words.findIndex(
    (word, i) => (TAKES.has(word) || CHANGES.has(word)) && (i === 0 || BEFORE_VERB.has(words[i - 1] ?? '')),
  );
  const last = words.at(-1) ?? '';
  // `event.delete`
  if (at < 0) return TAKES.has(last) && words.length > 1 && isEvent(words.slice(0, -1), true, vocabulary);
  const strong = TAKES.has(words[at] ?? '');
  const { object, preposition, rest } = cutAt(words.slice(at + 1));
  const target = rest.at(-1) ?? '';
  if (object.every((word) => GENERIC.has(word)) && preposition === 'from')
    return strong && (SOURCES.has(target) || OTHERS.has(target));
  // Out of a calendar, not out of the log.
  if ((preposition === 'from' || preposition === 'in') && !SOURCES.has(target) && !OTHERS.has(target)) return false;
  return isEvent(object, strong, vocabulary);
}

function isEvent(object: readonly string[], strong: boolean, vocabulary: EventVocabulary): boolean {
  const plain = object.filter((word) => !/^(?:the|this|that|a|an)$/.test(word));
  if (eventNamedBy(plain, vocabulary) !== undefined) return true;
  const head = plain.at(-1) ?? '';
  const before = plain.slice(0, -1);
  const { subjects, things } = vocabulary;
  if (subjects.has(plain.join(' ')) || subjects.has(head) || subjects.has(head.replace(/s$/, ''))) return false;
  if (EVENT.has(head)) return before.every((word) => GENERIC.has(word) || things.has(word));
  if (!HOLDERS.has(head)) return false;
  if (eventNamedBy(before, vocabulary) !== undefined) return true;
  return (strong || before.some((word) => EVENT.has(word))) && before.every((word) => GENERIC.has(word));
}
