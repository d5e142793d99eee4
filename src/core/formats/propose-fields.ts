/** Id, type, subject and the other fields that are told by their name, each checked by its values. */

import { KINDS } from '../record/fields.ts';
import type { Role } from './mapping.ts';
import { isInMeta, NAMESPACE_RULES, nameScore, ROLE_RULES, snakeOf } from './propose-words.ts';
import { type Column, type Sample, wholeNumbers } from './sample.ts';

/** The column whose name speaks most for a role, among those that `fits` lets through. */
export function bestNamed(
  sample: Sample,
  role: Role,
  root: readonly string[],
  fits: (column: Column) => boolean,
  least = 0.5,
): Column | undefined {
  let best: { readonly column: Column; readonly score: number } | undefined;
  for (const column of sample.columns) {
    const score = nameScore(ROLE_RULES[role], column, root);
    if (score >= least && score > (best?.score ?? 0) && fits(column)) best = { column, score };
  }
  return best?.column;
}

const scalar = (column: Column) => column.kinds.every((kind) => kind === 'text' || kind === 'number');
const usual = (sample: Sample, column: Column, share: number) => column.present >= share * sample.rows;

/** Whether values tell records apart; a few redeliveries are no objection. */
export function isUnique(sample: Sample, column: Column): boolean {
  return usual(sample, column, 0.98) && column.distinct >= 0.9 * column.present;
}

export function findId(sample: Sample, root: readonly string[], taken: ReadonlySet<Column>): Column | undefined {
  const fits = (c: Column) => !taken.has(c) && scalar(c) && isUnique(sample, c);
  const best = bestNamed(sample, 'id', root, fits, 0.5);
  if (!best || isUuid(best)) return best;
  // Of two ids that are named alike, one that is unique in all the world.
  const strength = nameScore(ROLE_RULES.id, best, root);
  return bestNamed(sample, 'id', root, (c) => fits(c) && isUuid(c), strength) ?? best;
}

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const isUuid = (column: Column) => column.texts.every((text) => text === undefined || UUID.test(text));

const CRUD = /^(insert|update|delete|create|read|upsert|truncate|remove|c|u|d|r|t|m|i|e)$/i;

/** A code says what happened only within the log, table or area that defines it. */
function isCode(column: Column): boolean {
  return column.texts.every((text) => text === undefined || /^\d+$/.test(text) || CRUD.test(text));
}

export interface ProposedType {
  /** The namespace of a code first. */
  readonly columns: readonly Column[];
  readonly note?: string;
}

/**
 * The type: by name, of few values, and rather the one that tells more of them apart. A repeated number named like an id (`EventID`) is the
 * code of a kind of event. `scope`: what the sequence counts in; of several namespaces that would do, the one in it is the log itself.
 */
export function findType(
  sample: Sample,
  root: readonly string[],
  taken: ReadonlySet<Column>,
  scope: readonly Column[],
): ProposedType | undefined {
  const few = Math.max(40, sample.rows * 0.6);
  const candidates = sample.columns
    .filter((c) => !taken.has(c) && scalar(c) && usual(sample, c, 0.9) && c.distinct <= few)
    .filter((c) => !c.texts.some((text) => (text?.length ?? 0) > 200))
    .map((column) => ({ column, score: typeScore(sample, column, root) }))
    .filter(({ score }) => score > 0.25)
    .toSorted((a, b) => b.score - a.score);
  const [first] = candidates;
  if (!first) return undefined;
  const { column } = first;
  if (!isCode(column)) return { columns: [column] };
  const namespace = sample.columns
    .filter((c) => c !== column && !taken.has(c) && scalar(c) && usual(sample, c, 0.95))
    .map((c) => {
      const named = nameScore(NAMESPACE_RULES, c, root);
      return { column: c, score: named === 0 ? 0 : named + (scope.includes(c) ? 0.5 : 0) };
    })
    .filter(
      (c) => c.score >= 0.9 || (c.score > 0.5 && c.column.distinct > 1 && c.column.distinct <= column.distinct * 2),
    )
    .toSorted((a, b) => b.score - a.score)[0]?.column;
  if (!namespace) return { columns: [column] };
  const shared = sharedCodes(column, namespace);
  return {
    columns: [namespace, column],
    note: `\`${column.path}\` is a code, and a code means something within its \`${namespace.path}\` only${shared > 0 ? ` (${shared} of the codes stand under more than one)` : ''}: both together make the type.`,
  };
}

function sharedCodes(code: Column, namespace: Column): number {
  const seen = new Map<number, number>();
  const shared = new Set<number>();
  for (const [row, c] of code.codes.entries()) {
    const n = namespace.codes[row] ?? 0;
    if ((seen.get(c) ?? n) !== n) shared.add(c);
    seen.set(c, n);
  }
  return shared.size;
}

const CODE_NAME = /^event_?(id|code|number|no)$|^(msg|message)_?(id|code)$|^code$|^signature_?id$/;

function typeScore(sample: Sample, column: Column, root: readonly string[]): number {
  const code =
    CODE_NAME.test(snakeOf(column.keys.at(-1) ?? '')) &&
    column.texts.every((text) => text === undefined || /^\d{1,6}$/.test(text)) &&
    column.distinct * 3 <= sample.rows;
  const named = code
    ? 1 - 0.06 * Math.max(0, column.keys.length - root.length - 1)
    : nameScore(ROLE_RULES.type, column, root);
  if (named === 0) return 0;
  const told = Math.min(0.3, Math.log2(column.distinct) / 10);
  return named + told - (column.distinct === 1 && sample.rows > 3 ? 0.4 : 0);
}

/** The subject by name where no sequence tells its scope; one that varies rather than one that is the same all over. */
export function findSubject(sample: Sample, root: readonly string[], taken: ReadonlySet<Column>): Column | undefined {
  const fits = (c: Column) =>
    !taken.has(c) && scalar(c) && usual(sample, c, 0.8) && (sample.rows < 4 || c.distinct <= 0.98 * c.present);
  return (
    bestNamed(sample, 'subject_id', root, (c) => c.distinct > 1 && fits(c), 0.45) ??
    bestNamed(sample, 'subject_id', root, fits, 0.6)
  );
}

/** A record without a cause, or outside of a thread, is nothing odd. */
const SELDOM: ReadonlySet<Role> = new Set<Role>(['correlation_id', 'causation_id', 'request_id', 'idempotency_key']);

const TEXT_ROLES = [
  'correlation_id',
  'causation_id',
  'request_id',
  'idempotency_key',
  'actor_id',
  'actor_type',
  'producer',
  'tenant_id',
  'space_id',
] as const;

/** The roles that a name alone gives, each column at most once; an actor may be the subject too. */
export function findOthers(
  sample: Sample,
  root: readonly string[],
  taken: Set<Column>,
  subject: readonly Column[],
): Readonly<Partial<Record<Role, Column>>> {
  const found: Partial<Record<Role, Column>> = {};
  const isNear = (c: Column) => c.keys.length <= root.length + 1;
  const take = (role: Role, column: Column | undefined) => {
    if (!column) return;
    found[role] = column;
    taken.add(column);
  };
  for (const role of TEXT_ROLES) {
    const share = SELDOM.has(role) ? 0 : 0.95;
    const near = (c: Column) => share > 0 || isNear(c) || isInMeta(c);
    const free = (c: Column) => near(c) && (!taken.has(c) || (role === 'actor_id' && subject.includes(c)));
    take(
      role,
      bestNamed(sample, role, root, (c) => free(c) && scalar(c) && usual(sample, c, share), 0.7),
    );
  }
  take(
    'subject_type',
    bestNamed(sample, 'subject_type', root, (c) => !taken.has(c) && scalar(c) && isSameWithin(c, subject), 0.7),
  );
  take(
    'version',
    bestNamed(sample, 'version', root, (c) => !taken.has(c) && usual(sample, c, 0.6) && isVersion(c), 0.6),
  );
  take(
    'kind',
    sample.columns.find(
      (c) =>
        !taken.has(c) &&
        /kind$/.test(snakeOf(c.keys.at(-1) ?? '')) &&
        c.texts.every((t) => t === undefined || KINDS.includes(t.toUpperCase())),
    ),
  );
  const holds = (c: Column) =>
    c.kinds.some((kind) => kind === 'object' || kind === 'JSON text' || kind === 'base64 JSON');
  take(
    'payload',
    bestNamed(
      sample,
      'payload',
      root,
      (c) =>
        !isUnder(root, c.keys) && !isInMeta(c) && isNear(c) && usual(sample, c, 0.5) && (holds(c) || isNamedBody(c)),
      0.8,
    ),
  );
  take(
    'meta',
    bestNamed(
      sample,
      'meta',
      root,
      (c) =>
        holds(c) &&
        isNear(c) &&
        usual(sample, c, 0.2) &&
        c.kinds.length === 1 &&
        !isUnder(c.keys, found.payload?.keys ?? []),
      0.6,
    ),
  );
  return found;
}

/** Whether the path `keys` is `inner` or leads to it. */
const isUnder = (inner: readonly string[], keys: readonly string[]) =>
  keys.length > 0 && keys.length <= inner.length && keys.every((key, i) => inner[i] === key);
const isNamedBody = (c: Column) =>
  /^(event_|message_)?(payload|data|body)$/.test(snakeOf(c.keys.at(-1) ?? '')) && !c.kinds.includes('boolean');

/** Whether each subject has one value: the type of a subject does not change. */
function isSameWithin(column: Column, subject: readonly Column[]): boolean {
  const seen = new Map<string, number>();
  return (
    subject.length > 0 &&
    column.codes.every((code, row) => {
      const key = subject.map((c) => c.codes[row] ?? 0).join();
      const known = seen.get(key) ?? code;
      seen.set(key, known);
      return known === code;
    })
  );
}

function isVersion(column: Column): boolean {
  const values = wholeNumbers(column);
  return values !== undefined && column.distinct <= 50 && !values.some((value) => value < 1 || value > 65_535);
}
