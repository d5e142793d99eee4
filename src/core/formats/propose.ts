/** A mapping for a file that nobody prepared, from the names and the values of its first rows. */
import type { Mapping, Role } from './mapping.ts';
import type { Preview } from './preview.ts';
import { findId, findOthers, findSubject, findType } from './propose-fields.ts';
import { findCounters, namedSequence, type ScopedCounter } from './propose-scope.ts';
import { proposeTimes, timeColumns } from './propose-times.ts';
import { PARTITION_NAME, rootOf, snakeOf } from './propose-words.ts';
import type { Column, Sample } from './sample.ts';

export interface Proposal {
  readonly mapping: Mapping;
  readonly notes: Preview['notes'];
}

/**
 * Proposes a mapping. What neither a name nor the values speak for stays empty; a file without any field for the type gets a constant one,
 * with a warning, since a record without type is rejected.
 */
export function propose(sample: Sample, source: { readonly name: string } & Pick<Mapping, 'shape' | 'rows'>): Proposal {
  const root = rootOf(sample);
  const notes: Preview['notes'][number][] = [];
  const roles: Partial<Record<Role, string | readonly string[]>> = {};
  const put = (role: Role, ...columns: readonly Column[]) => {
    const [first] = columns;
    if (first) roles[role] = columns.length === 1 ? first.path : columns.map((c) => c.path);
  };
  const taken = new Set(timeColumns(sample).map((time) => time.column));
  const { scoped: counted, position } = findCounters(sample, taken, root);
  const scoped = counted ?? namedSequence(sample, taken, root, findSubject(sample, root, taken));
  const id = findId(sample, root, taken);
  if (scoped) taken.add(scoped.column);
  if (position) taken.add(position);
  if (id) taken.add(id);
  const scope = scoped?.scope ?? [];
  const type = findType(sample, root, taken, scope);
  for (const column of type?.columns ?? []) taken.add(column);

  put('id', ...(id ? [id] : []));
  put('type', ...(type?.columns ?? []));
  if (type?.note) notes.push({ severity: 'info', role: 'type', text: type.note });
  if (!type)
    notes.push({
      severity: 'warning',
      role: 'type',
      text: 'No field says what kind of event a row is. Each gets the same type; choose the field if there is one.',
    });

  const inPartition = scope.length > 0 && scope.every((c) => PARTITION_NAME.test(snakeOf(c.keys.at(-1) ?? '')));
  const named = scope.length > 0 && !inPartition ? undefined : findSubject(sample, root, taken);
  const subject = scope.length > 0 && !inPartition ? scope : named ? [named] : [];
  put('subject_id', ...subject);
  if (inPartition) put('partition', ...scope);
  for (const column of [...subject, ...scope]) taken.add(column);
  const single = scope.length === 0 && named?.distinct === 1;
  const per = scope.length > 0 || single ? (inPartition ? 'partition' : 'subject') : 'log';
  if (scoped) {
    put('sequence', scoped.column);
    notes.push({ severity: 'info', role: 'sequence', text: sequenceNote(scoped, single ? named : undefined) });
  }
  if (position) put('position', position);
  for (const [role, column] of Object.entries(findOthers(sample, root, taken, subject))) put(role as Role, column);
  const times = proposeTimes(sample, root, position !== undefined || (scoped !== undefined && per === 'log'));
  for (const [role, time] of Object.entries(times.roles)) put(role as Role, time.column);
  notes.push(...times.notes);
  if (Object.keys(times.roles).length === 0)
    notes.push({
      severity: 'warning',
      role: 't_event',
      text: 'No field of times was found. Records stand in the order of the file.',
    });
  if (!id)
    notes.push({
      severity: 'info',
      role: 'id',
      text: scoped
        ? 'No field tells the records apart; ids are made of subject and sequence.'
        : 'No field tells the records apart; ids are made of the line numbers.',
    });

  const unwrap = sample.unwrap.filter((path) =>
    Object.values(roles)
      .flat()
      .some((used) => used === path || used?.startsWith(`${path}.`)),
  );
  const mapping: Mapping = {
    mapping: 1,
    name: source.name,
    shape: source.shape,
    ...(source.rows !== undefined && { rows: source.rows }),
    ...(unwrap.length > 0 && { unwrap }),
    roles,
    ...(!type && { constants: { type: 'record' } }),
    ...(Object.keys(times.specs).length > 0 && { times: times.specs }),
    ...(scoped && { sequence: { per, base: scoped.base } }),
  };
  return { mapping, notes };
}

function sequenceNote(
  { column, scope, groups, gaps, back, repeats }: ScopedCounter,
  single: Column | undefined,
): string {
  const where =
    scope.length > 0
      ? `within ${scope.map((c) => `\`${c.path}\``).join(' and ')}`
      : single
        ? `within the one \`${single.path}\``
        : 'over the whole file';
  const flaws = [count(gaps, 'hole'), count(back, 'step back', 'steps back'), count(repeats, 'repeat')].filter(
    (text) => text !== undefined,
  );
  const subjects = scope.length > 0 ? `, ${groups} of them in the sample` : '';
  return `\`${column.path}\` counts ${where}${subjects}: ${flaws.length > 0 ? flaws.join(', ') : 'no holes, none out of order'}.`;
}

function count(n: number, one: string, many = `${one}s`): string | undefined {
  return n === 0 ? undefined : `${n} ${n === 1 ? one : many}`;
}
