/** A first model, drafted from what a journal shows. What cannot be known stays `'?'`, a problem with its answers as fixes. */
import type { TypeShape } from '../journal/shape.ts';
import { fieldsOfShape, type ShapedField } from './shape-fields.ts';

/** Plain where YAML and the language read it back as that very text, else in double quotes. */
export const word = (text: string): string =>
  /^[A-Za-z_][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\ufffe\uffff]/gu, (char) =>
        [...Array(char.length).keys()].map((i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
      );

/** A comment is one line, and no word of the person's data can end it. */
const comment = (text: string): string => text.replace(/[^\x20-\x7e\u00a1-\ud7ff]/g, ' ').slice(0, 80);

function exampleOf({ shape }: ShapedField, sampled: number): string {
  if (!shape) return '';
  const [first] = shape.values;
  const seen = first === undefined || first === null ? '' : `, e.g. ${comment(JSON.stringify(first))}`;
  return `  # in ${shape.present} of ${sampled}${seen}`;
}

function short(field: ShapedField): string {
  const mark = field.optional ? '?' : '';
  if (field.type === 'enum') return `"${[...(field.values ?? []), '...'].join(' | ')}${mark}"`;
  const flat = field.items && !field.items.fields && field.items.type !== 'enum' && field.items.type !== 'array';
  if (field.type === 'array') return `"${flat ? (field.items?.type ?? 'any') : 'any'}[]${mark}"`;
  return `${field.type === 'null' ? 'any' : field.type}${mark}`;
}

function fieldLines(fields: Readonly<Record<string, ShapedField>>, indent: string, sampled: number): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.fields
      ? [
          `${indent}${word(name)}:${exampleOf(field, sampled)}`,
          ...(field.optional ? [`${indent}  type: object?`] : []),
          `${indent}  fields:`,
          ...fieldLines(field.fields, `${indent}    `, sampled),
        ]
      : [`${indent}${word(name)}: ${short(field)}${exampleOf(field, sampled)}`],
  );
}

function eventLines(shape: TypeShape): string[] {
  const { type, count, sampled, versions, subjectTypes } = shape;
  const [subject] = subjectTypes;
  const fields = fieldLines(fieldsOfShape(shape), '      ', sampled);
  return [
    `  ${word(type)}:  # ${count} records${sampled < count ? `, ${sampled} of them looked at` : ''}`,
    "    replay_intent: '?'",
    "    owner: '?'",
    `    subject: ${subjectTypes.length === 1 && subject !== undefined ? word(subject) : "'?'"}`,
    `    version: ${Math.max(1, ...versions)}${versions.length > 1 ? `  # seen: ${versions.join(', ')}` : versions.length === 0 ? '  # proposed: no record says one' : ''}`,
    "    classification: '?'",
    ...(fields.length > 0 ? ['    payload:', ...fields] : ['    payload: {}']),
  ];
}

/** Model text; parses without a structural error whatever the names are. Types stand by count, the most frequent first. */
export function draftModel(name: string, shapes: readonly TypeShape[]): string {
  const subjects = [...new Set(shapes.flatMap(({ subjectTypes }) => subjectTypes))];
  const byCount = [...shapes].sort((a, b) => b.count - a.count);
  return `${[
    '# Drafted from a journal: what it shows, and what is proposed says so. Decide each "?".',
    'factline: 1',
    `model: ${word(name)}`,
    'profiles: [unified]',
    ...(subjects.length > 0 ? ['', 'subjects:', ...subjects.map((s) => `  ${word(s)}: {}`)] : []),
    ...(shapes.length > 0 ? ['', 'events:', ...byCount.flatMap(eventLines)] : []),
  ].join('\n')}\n`;
}
