/** Which tables of a dump a reading reads, told by their columns. */
import type { Plan } from './plan.ts';
import type { Signature } from './presets.ts';
import type { ReadsTable } from './sql-tables.ts';

/** Of a known format: each table that has what the signature's rows have. Without a signature: the first. */
export function readsOfSignature(signature: readonly Signature[]): ReadsTable {
  const tests = signature.flatMap(({ rows }) => (rows ? [rows] : []));
  if (tests.length === 0) return readsFirst(() => true);
  return (columns) => tests.some((rows) => fits(columns, rows));
}

function fits(columns: readonly string[], rows: NonNullable<Signature['rows']>): boolean {
  return rows.every(({ path, is }) => {
    const [column = ''] = path;
    return is === false && path.length === 1 ? !columns.includes(column) : columns.includes(column);
  });
}

/** Of a mapping: the first table that has the column of the type and most of the others; and those of the same columns, its partitions. */
export function readsOfPlan({ roles }: Plan): ReadsTable {
  const columnsOf = (some: Plan['roles']) =>
    some.flatMap(({ from }) => from.flatMap(({ paths }) => paths.map(([c = '']) => c)));
  const type = columnsOf(roles.filter(({ role }) => role === 'type'));
  const all = new Set(columnsOf(roles));
  return readsFirst(
    (columns) =>
      type.every((column) => columns.includes(column)) &&
      [...all].filter((column) => columns.includes(column)).length * 2 >= all.size,
  );
}

function readsFirst(suits: (columns: readonly string[]) => boolean): ReadsTable {
  let first: string | undefined;
  return (columns) => {
    const key = JSON.stringify(columns);
    if (first === undefined && suits(columns)) first = key;
    return first === key;
  };
}
