/** What a definition can be called. */
import type { Model } from '../model/model.ts';
import type { SectionName } from '../model/schema.ts';

export const oneOf = (section: SectionName): string =>
  section === 'precedence' ? section : section.replace(/ies$/, 'y').replace(/s$/, '');

const article = (what: string) => `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;

const TYPE_NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:[./-][\p{L}\p{N}_]+)*$/u;
/** Scenarios and the like are for people to read: words with spaces between them will do. */
const READ_NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]| (?! ))*$/u;
const READ: ReadonlySet<SectionName> = new Set(['scenarios', 'precedence', 'migrations']);
const RESERVED: Partial<Readonly<Record<SectionName, readonly string[]>>> = { systems: ['core'] };
const LONGEST = 200;

export const isTypeName = (name: string): boolean => TYPE_NAME.test(name);

/** Why a word cannot be the name of a definition; undefined where it can. */
export function nameProblem(section: SectionName, name: string, model: Model): string | undefined {
  const what = oneOf(section);
  if (name === '') return `It needs a name.`;
  if (name.length > LONGEST) return `A name has at most ${LONGEST} characters.`;
  if (!(READ.has(section) ? READ_NAME : TYPE_NAME).test(name))
    return `\`${name}\` is no name for ${article(what)}: it begins with a letter, and has letters, digits and _, with . / or - between them.`;
  if (RESERVED[section]?.includes(name)) return `\`${name}\` is a word of the language.`;
  if (Object.hasOwn(model[section], name)) return `There is ${article(what)} \`${name}\` already.`;
  if (section === 'events')
    for (const [other, { formerly }] of Object.entries(model.events))
      if (formerly?.includes(name)) return `\`${name}\` is an old name of \`${other}\`: its stored records bear it.`;
  return undefined;
}
