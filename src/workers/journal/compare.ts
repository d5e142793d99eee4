/** Two held journals compared; what was found is kept for as long as the next pair is not compared. */
import type { Columns } from '../../core/journal/columns.ts';
import { changedFields } from '../../core/journal/compare/changed-fields.ts';
import { type CompareSide, type Comparison, compareJournals } from '../../core/journal/compare/compare-journals.ts';
import { subjectName } from '../../core/record/record.ts';
import type { Call } from '../rpc.ts';
import { breather } from './breather.ts';
import type { ComparedRecord, ComparedTotals, Difference, DifferenceKind } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

const VALUE = 4000;

let last: { readonly left: Columns; readonly right: Columns; readonly found: Comparison } | undefined;

const sideOf = async ({ columns, hashes, manifest, freshBlock, read }: OpenJournal): Promise<CompareSide> => ({
  columns,
  hashes: await hashes('identity', 'id'),
  identity: manifest.header.identity,
  block: freshBlock,
  read,
});

async function comparisonOf(left: OpenJournal, right: OpenJournal, call: Call): Promise<Comparison> {
  if (last?.left === left.columns && last.right === right.columns) return last.found;
  const tick = breather(call, (done) => call.progress(done), 'The comparison was cancelled.');
  const found = await compareJournals(await sideOf(left), await sideOf(right), async (done) => tick(done));
  last = { left: left.columns, right: right.columns, found };
  return found;
}

export async function totalsOf(left: OpenJournal, right: OpenJournal, call: Call): Promise<ComparedTotals> {
  const { same, onlyLeft, onlyRight, changed, moved } = await comparisonOf(left, right, call);
  return {
    same,
    onlyLeft: onlyLeft.length,
    onlyRight: onlyRight.length,
    changed: changed.left.length,
    moved: moved.left.length,
  };
}

async function compared({ columns, read }: OpenJournal, row: number | undefined): Promise<ComparedRecord | undefined> {
  if (row === undefined) return undefined;
  const { id, type, subject_type, subject_id, sequence } = await read(row);
  const subject = subjectName(subject_type, subject_id) ?? '';
  return { row, line: columns.line[row] ?? 0, id, type, subject, sequence };
}

const cut = (text: string | undefined) =>
  text !== undefined && text.length > VALUE ? `${text.slice(0, VALUE)}…` : text;

export async function differencesOf(
  left: OpenJournal,
  right: OpenJournal,
  { kind, from, count }: { readonly kind: DifferenceKind; readonly from: number; readonly count: number },
  call: Call,
): Promise<readonly Difference[]> {
  const found = await comparisonOf(left, right, call);
  const none: ArrayLike<number> = [];
  const [a, b] = {
    onlyLeft: [found.onlyLeft, none],
    onlyRight: [none, found.onlyRight],
    changed: [found.changed.left, found.changed.right],
    moved: [found.moved.left, found.moved.right],
  }[kind] as [ArrayLike<number>, ArrayLike<number>];
  const list: Difference[] = [];
  for (let i = from; i < Math.min(from + count, Math.max(a.length, b.length)); i++) {
    const [x, y] = [a[i], b[i]];
    const fields =
      kind === 'changed' && x !== undefined && y !== undefined
        ? changedFields(await left.read(x), await right.read(y)).map(({ path, left: l, right: r }) => ({
            path,
            left: cut(l),
            right: cut(r),
          }))
        : [];
    list.push({ left: await compared(left, x), right: await compared(right, y), fields });
  }
  return list;
}
