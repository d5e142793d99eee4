/** Fields as people write them: `order_id, total: number, note?: string, address { city, zip }, tags: string[]`. */
import { SHORT_TYPES } from '../schema.ts';
import type { ProposedField } from './proposal.ts';

const ALIASES: Readonly<Record<string, string>> = {
  str: 'string',
  text: 'string',
  varchar: 'string',
  char: 'string',
  int: 'integer',
  long: 'integer',
  bigint: 'integer',
  short: 'integer',
  float: 'number',
  double: 'number',
  decimal: 'number',
  money: 'number',
  bool: 'boolean',
  guid: 'uuid',
  timestamp: 'datetime',
  'date-time': 'datetime',
  instant: 'datetime',
  url: 'uri',
  json: 'any',
  map: 'object',
};

/** A type in the short form, from a word for it in whatever language; undefined where it is none. */
export function typeFrom(word: string): string | undefined {
  const text = word.trim();
  const optional = text.endsWith('?') ? '?' : '';
  const bare = text.replace(/\?$/, '').trim();
  if (bare.endsWith('[]')) {
    const inner = typeFrom(bare.slice(0, -2));
    return inner === undefined ? undefined : `${inner}[]${optional}`;
  }
  if (bare.includes('|')) {
    const values = bare.split('|').map((part) => part.trim());
    return values.length > 1 && values.every((v) => v !== '') ? values.join(' | ') + optional : undefined;
  }
  const lower = bare.toLowerCase();
  if ((SHORT_TYPES as readonly string[]).includes(lower)) return lower + optional;
  return Object.hasOwn(ALIASES, lower) ? `${ALIASES[lower]}${optional}` : undefined;
}

/** Parts between commas that stand in no bracket. */
export function splitOutside(text: string, separator = ','): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const c of text) {
    if (/[([{<]/.test(c)) depth++;
    else if (/[)\]}>]/.test(c)) depth = Math.max(0, depth - 1);
    if (c === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const NAME = /^[\p{L}_][\p{L}\p{N}_-]*/u;

/** `problems` are the parts that are no field. */
export function readFields(text: string): {
  readonly fields: readonly ProposedField[];
  readonly problems: readonly string[];
} {
  const fields: ProposedField[] = [];
  const problems: string[] = [];
  for (const part of splitOutside(text)) {
    const field = readField(part, problems);
    if (!field) problems.push(part);
    else if (fields.some(({ name }) => name === field.name)) problems.push(`${part} (a second ${field.name})`);
    else fields.push(field);
  }
  return { fields, problems };
}

function readField(part: string, problems: string[]): ProposedField | undefined {
  const name = NAME.exec(part)?.[0];
  if (name === undefined) return undefined;
  const [, mark = '', rest = ''] = /^(\[\]\??|\??)\s*(.*)$/s.exec(part.slice(name.length)) ?? [];
  const nested = /^:?\s*\{(.*)\}$/s.exec(rest)?.[1];
  if (nested !== undefined) {
    const inner = readFields(nested);
    problems.push(...inner.problems);
    return { name, type: mark === '' ? undefined : mark, fields: inner.fields };
  }
  const optional = mark.endsWith('?') && !rest.endsWith('?') ? '?' : '';
  const array = mark.startsWith('[]') ? '[]' : '';
  if (rest === '') return { name, type: array ? `any[]${optional}` : optional ? 'any?' : undefined };
  const said = rest.replace(/^:\s*/, '');
  if (said === '?') return { name, type: undefined };
  const type = typeFrom(said + array + optional);
  if (type !== undefined) return { name, type };
  // `string note`, as in typed languages.
  const first = typeFrom(name);
  return first !== undefined && NAME.exec(said)?.[0] === said
    ? { name: said, type: first + array + optional }
    : undefined;
}

/** The same text again. */
export function fieldsText(fields: readonly ProposedField[]): string {
  return fields
    .map(({ name, type, fields: inner }) =>
      inner ? `${name}${type ?? ''} { ${fieldsText(inner)} }` : type === undefined ? name : `${name}: ${type}`,
    )
    .join(', ');
}
