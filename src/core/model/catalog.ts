/** A model as pages for people: one an event and command, and an index. The same model gives the same bytes (GS-064). */
import { pointer } from '../json-pointer.ts';
import type { CommandModel, EventModel, FieldModel, Model, Payload } from './model.ts';

export interface CatalogPage {
  /** `events/OrderPlaced.md`; within the folder of the catalog. */
  readonly path: string;
  readonly text: string;
  /** Where the definition stands: `/events/OrderPlaced`. */
  readonly pointer: string;
}

/** Every page ends so: what was not made by us is not ours to call stale. */
export const MADE_BY = '<!-- made by `factline catalog` -->';

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
const MOST_LETTERS = 60;

/** A name as a file's: letters, digits, dots and dashes stay; the rest is written by its code. What is too long ends in a sum of the whole. */
export function fileName(name: string): string {
  const letters = [
    ...name.replace(/[^\p{L}\p{N}._-]/gu, (c) => `%${(c.codePointAt(0) ?? 0).toString(16)}`).replace(/^\./, '%2e'),
  ];
  if (letters.length <= MOST_LETTERS) return letters.join('');
  let sum = 0;
  for (let i = 0; i < name.length; i++) sum = (Math.imul(sum, 31) + name.charCodeAt(i)) >>> 0;
  return `${letters.slice(0, MOST_LETTERS - 9).join('')}-${sum.toString(16).padStart(8, '0')}`;
}

function typeText(field: FieldModel): string {
  if (field.type === 'enum') return [...(field.values ?? []), ...(field.open ? ['...'] : [])].join(' | ');
  if (field.type === 'array') return `${field.items ? typeText(field.items) : 'any'}[]`;
  return field.type;
}

function rows(payload: Payload, prefix = ''): readonly string[] {
  return Object.entries(payload).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const notes = [
      field.description,
      field.sensitive && `${field.sensitive} data${field.reason ? `: ${field.reason}` : ''}`,
      field.access && `for ${field.access.join(', ')}`,
      field.redact && `others see it by ${field.redact}`,
    ].filter((note) => note !== undefined && note !== '');
    const row = `| \`${cell(path)}\` | ${cell(typeText(field))} | ${field.optional ? 'no' : 'yes'} | ${cell(notes.join('; '))} |`;
    return [row, ...rows(field.fields ?? {}, `${path}.`), ...rows(field.items?.fields ?? {}, `${path}[].`)];
  });
}

function payloadText({ payload, schema }: Pick<EventModel, 'payload' | 'schema'>): readonly string[] {
  if (schema !== undefined) return ['', '```json', JSON.stringify(schema, undefined, 2), '```'];
  if (!payload || Object.keys(payload).length === 0) return ['', 'Nothing is said of its payload.'];
  return ['', '| field | type | always | notes |', '| --- | --- | --- | --- |', ...rows(payload)];
}

const facts = (list: readonly (readonly [string, string | undefined])[]): readonly string[] =>
  list.flatMap(([title, value]) => (value === undefined || value === '' ? [] : [`- **${title}**: ${value}`]));
const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
/** Who has to do with an event, by its type. */
interface Hearing {
  readonly consumers: string[];
  readonly projections: string[];
  readonly commands: string[];
}
interface Around {
  readonly hearing: ReadonlyMap<string, Hearing>;
  /** The service that owns a subject. */
  readonly owners: ReadonlyMap<string, string>;
}

function aroundOf(model: Model): Around {
  const hearing = new Map<string, Hearing>();
  const add = (type: string, part: keyof Hearing, name: string) => {
    const known = hearing.get(type) ?? { consumers: [], projections: [], commands: [] };
    hearing.set(type, known);
    if (known[part].at(-1) !== name) known[part].push(name);
  };
  for (const [name, { on }] of Object.entries(model.consumers))
    for (const type of Object.keys(on ?? {})) add(type, 'consumers', name);
  for (const [name, { on }] of Object.entries(model.projections))
    for (const type of on ?? []) add(type, 'projections', name);
  for (const [name, { emits, records, rejects }] of Object.entries(model.commands))
    for (const type of [...(emits ?? []), records, ...Object.values(rejects ?? {})])
      if (type !== undefined) add(type, 'commands', name);
  const owners = new Map<string, string>();
  for (const [name, { owns }] of Object.entries(model.services))
    for (const subject of owns ?? []) if (!owners.has(subject)) owners.set(subject, name);
  return { hearing, owners };
}
const own = <T>(section: Readonly<Record<string, T>>, name: string | undefined): T | undefined =>
  name !== undefined && Object.hasOwn(section, name) ? section[name] : undefined;

function eventPage(model: Model, { hearing, owners }: Around, name: string, event: EventModel): string {
  const { consumers = [], projections = [], commands = [] } = hearing.get(name) ?? {};
  const owner = event.subject === undefined ? undefined : owners.get(event.subject);
  return [
    `# ${name}`,
    ...(event.description === undefined ? [] : ['', event.description]),
    '',
    ...facts([
      ['version', event.version?.toString()],
      ['kind', event.kind ?? own(model.streams, event.stream)?.record_kind],
      ['stream', event.stream],
      ['subject', event.subject],
      ['owner', event.owner],
      ['producer', event.producer ?? owner],
      ['replay', event.replay_intent],
      ['classification', event.classification],
      ['retention', event.retention],
      ['formerly', codes(event.formerly ?? [])],
      ['corrects', event.corrects === undefined ? undefined : `\`${event.corrects}\``],
      ['written by', codes(commands)],
      ['consumers', codes(consumers)],
      ['projections', codes(projections)],
    ]),
    '',
    '## Payload',
    ...payloadText(event),
    ...Object.entries(event.versions ?? {}).flatMap(([version, old]) => [
      '',
      `## Version ${version}`,
      ...payloadText(old),
    ]),
  ].join('\n');
}

function commandPage(name: string, command: CommandModel): string {
  return [
    `# ${name}`,
    ...(command.description === undefined ? [] : ['', command.description]),
    '',
    ...facts([
      ['owner', command.owner],
      ['subject', command.subject],
      ['changes the domain', command.mutates === undefined ? undefined : command.mutates ? 'yes' : 'no'],
      ['emits', codes(command.emits ?? [])],
      ['recorded as', command.records === undefined ? undefined : `\`${command.records}\``],
      [
        'rejected with',
        Object.entries(command.rejects ?? {})
          .map(([code, fact]) => `\`${code}\`${fact === undefined ? '' : ` (\`${fact}\`)`}`)
          .join(', '),
      ],
    ]),
    '',
    '## Payload',
    ...payloadText(command),
  ].join('\n');
}

/** All pages, by path. */
export function catalogOf(model: Model): readonly CatalogPage[] {
  const pages: CatalogPage[] = [];
  const add = (path: string, pointer: string, text: string) =>
    pages.push({ path, pointer, text: `${text}\n\n${MADE_BY}\n` });
  const around = aroundOf(model);
  for (const [name, event] of Object.entries(model.events))
    add(`events/${fileName(name)}.md`, pointer('events', name), eventPage(model, around, name, event));
  for (const [name, command] of Object.entries(model.commands))
    add(`commands/${fileName(name)}.md`, pointer('commands', name), commandPage(name, command));
  const list = (title: string, folder: string, items: Readonly<Record<string, { readonly description?: string }>>) => [
    '',
    `## ${title}`,
    '',
    ...Object.entries(items).map(
      ([name, { description }]) =>
        `- [${name}](${folder}/${encodeURIComponent(fileName(name))}.md)${description === undefined ? '' : `: ${cell(description)}`}`,
    ),
  ];
  const index = [
    `# ${model.model ?? 'The model'}`,
    ...(model.description === undefined ? [] : ['', model.description]),
    ...list('Events', 'events', model.events),
    ...list('Commands', 'commands', model.commands),
  ].join('\n');
  add('README.md', '', index);
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}
