/** What may come next in the query line. */
import { FIELDS, fieldNamed } from './fields.ts';

/** What this journal has to offer. */
export interface Vocabulary {
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly subjectTypes: readonly string[];
  readonly consumers: readonly string[];
  /** Paths such as `payload.total`. */
  readonly paths: readonly string[];
}
export interface Completion {
  readonly text: string;
  readonly title: string;
}
export interface Completions {
  /** What they replace, as offsets in the line. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

const MOST = 12;

export function completeFind(line: string, caret: number, vocabulary: Vocabulary): Completions {
  const before = line.slice(0, caret);
  const every =
    /^\s*every\s+(?:(\S*)|\S+\s+(n?e?e?d?s?)|\S+\s+needs\s+(\S*)|\S+\s+needs\s+\S+\s+(\S*)|\S+\s+needs\s+\S+\s+within\s+(\S*))$/i.exec(
      before,
    );
  const ending = (word: string, items: readonly Completion[]): Completions => ({
    from: caret - word.length,
    to: caret + (/^[^\s()",]*/.exec(line.slice(caret))?.[0].length ?? 0),
    items: items.filter(({ text }) => text.toLowerCase().includes(word.toLowerCase()) && text !== word).slice(0, MOST),
  });
  const types = vocabulary.types.map(({ type, count }) => ({
    text: type,
    title: `${count.toLocaleString('en')} records`,
  }));
  if (every) {
    const [, asked, verb, needed, within, where] = every;
    if (asked !== undefined) return ending(asked, types);
    if (verb !== undefined) return ending(verb, [{ text: 'needs', title: 'what must come before it' }]);
    if (needed !== undefined) return ending(needed, types);
    if (within !== undefined)
      return ending(within, [
        { text: 'within', title: 'the same subject or thread' },
        { text: 'evidence', title: 'show those that have it' },
        { text: 'exceptions', title: 'show those that lack it' },
      ]);
    return ending(where ?? '', [
      { text: 'subject', title: 'of the same subject' },
      { text: 'correlation', title: 'of the same thread' },
    ]);
  }
  const value = /(?:^|[\s(-])([A-Za-z_][\w.-]*)(:(?:[<>]=?)?|!=|>=|<=|=|>|<)((?:[^\s()",]+,)*)([^\s()",]*)$/.exec(
    before,
  );
  if (value) {
    const [, name = '', , , part = ''] = value;
    const field = fieldNamed(name);
    const counted = field?.name === 'type' ? types : [];
    const words = (list: readonly string[], title: string) => list.map((text) => ({ text, title }));
    const own =
      field?.name === 'subject'
        ? words(
            vocabulary.subjectTypes.map((type) => `${type}/`),
            'subjects of this type',
          )
        : field?.name === 'subject_type'
          ? words(vocabulary.subjectTypes, '')
          : field?.name === 'consumer'
            ? words(vocabulary.consumers, '')
            : [];
    return ending(part, [
      ...counted,
      ...own,
      ...(counted.length > 0 ? [] : words(field?.examples ?? [], 'for example')),
    ]);
  }
  const word = /(?:^|[\s(-])([A-Za-z_][\w.-]*)$/.exec(before)?.[1] ?? '';
  if (word === '' && !/(?:^|[\s(-])$/.test(before)) return { from: caret, to: caret, items: [] };
  return ending(word, [
    ...FIELDS.filter(({ columns }) => columns).map(({ name, title }) => ({ text: `${name}:`, title })),
    ...vocabulary.paths.map((path) => ({ text: `${path}:`, title: 'field of the payload' })),
    ...FIELDS.filter(({ columns }) => !columns).map(({ name, title }) => ({ text: `${name}:`, title })),
    { text: 'every ', title: 'every A needs B within subject' },
  ]);
}
