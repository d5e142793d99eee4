/** A table written out in each of the ways in which PostgreSQL and its tools do it. */

export type Cell = string | number | boolean | null;
export interface PlainTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const ident = (name: string) =>
  /^[a-z_][a-z0-9_]*$/.test(name) && name !== 'timestamp' ? name : `"${name.replaceAll('"', '""')}"`;
const text = (cell: Cell) => (cell === true ? 't' : cell === false ? 'f' : String(cell));
const list = ({ columns }: PlainTable) => columns.map(ident).join(', ');

export function asCsv({ columns, rows }: PlainTable): string {
  const quoted = (value: string) =>
    value === '' || /[",\r\n]|^\\\.$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return `${[columns, ...rows].map((row) => row.map((c) => (c === null ? '' : quoted(text(c)))).join(',')).join('\n')}\n`;
}

export function asCopy(table: PlainTable): string {
  const escaped = (cell: Cell) =>
    cell === null
      ? '\\N'
      : text(cell)
          .replaceAll('\\', '\\\\')
          .replaceAll('\n', '\\n')
          .replaceAll('\r', '\\r')
          .replaceAll('\t', '\\t')
          .replaceAll('\b', '\\b')
          .replaceAll('\f', '\\f')
          .replaceAll('\v', '\\v');
  const rows = table.rows.map((row) => `${row.map(escaped).join('\t')}\n`).join('');
  return `COPY public.${ident(table.name)} (${list(table)}) FROM stdin;\n${rows}\\.\n\n`;
}

/** `perStatement` rows an INSERT; without `columns` its columns are not named. */
export function asInserts(
  table: PlainTable,
  how: { readonly columns: boolean; readonly perStatement?: number },
): string {
  const value = (cell: Cell) =>
    typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell).toUpperCase();
  const { perStatement = 1 } = how;
  const into = `INSERT INTO public.${ident(table.name)}${how.columns ? ` (${list(table)})` : ''} VALUES`;
  let out = '';
  for (let at = 0; at < table.rows.length; at += perStatement) {
    const rows = table.rows.slice(at, at + perStatement).map((row) => `(${row.map(value).join(', ')})`);
    out += perStatement === 1 ? `${into} ${rows[0]};\n` : `${into}\n\t${rows.join(',\n\t')};\n`;
  }
  return `${out}\n`;
}

export function asCreate(table: PlainTable): string {
  const columns = table.columns.map(
    (c, i) => `    ${ident(c)} ${i === 0 ? "bigint DEFAULT nextval('s'::regclass) NOT NULL" : 'numeric(10,2)'}`,
  );
  return `CREATE TABLE public.${ident(table.name)} (\n${columns.join(',\n')},\n    CONSTRAINT c CHECK ((a > 0))\n);\n\n`;
}

export function asDump(...parts: readonly string[]): string {
  const head =
    '--\n-- PostgreSQL database dump\n--\n\n\\restrict aB3\n\nSET statement_timeout = 0;\nSET standard_conforming_strings = on;\n\n';
  return `${head}${parts.join('--\n-- Data for Name: x; Type: TABLE DATA\n--\n\n')}\n\\unrestrict aB3\n`;
}

export function asExpanded({ columns, rows }: PlainTable, nullText = ''): string {
  const width = Math.max(...columns.map((c) => c.length));
  const lines = rows.flatMap((row, n) => {
    const label = `-[ RECORD ${n + 1} ]`;
    const cells = row.flatMap((cell, i) => {
      const parts = (cell === null ? nullText : text(cell)).split('\n');
      const widest = Math.max(...parts.map((p) => p.length));
      return parts.map((part, at) => {
        const name = (at === 0 ? (columns[i] ?? '') : '').padEnd(width);
        return `${name} | ${at < parts.length - 1 ? `${part.padEnd(widest)}+` : part}`;
      });
    });
    return [`${label}${'-'.repeat(Math.max(0, width + 1 - label.length))}+-------`, ...cells];
  });
  return `${lines.join('\n')}\n\n`;
}

/** As psql prints it, with no border (0), one between the columns (1) or one all around (2). */
export function asAligned({ columns, rows }: PlainTable, border: 0 | 1 | 2, nullText = ''): string {
  const wide = (line: string) => [...line].reduce((sum, c) => sum + (c === '😀' || c === '日' ? 2 : 1), 0);
  const cells = rows.map((row) => row.map((cell) => (cell === null ? nullText : text(cell)).split('\n')));
  const widths = columns.map((name, i) =>
    Math.max(1, wide(name), ...cells.flatMap((row) => (row[i] ?? []).map((line) => wide(line)))),
  );
  const pad = border === 0 ? '' : ' ';
  const bar = border === 0 ? '' : '|';
  const line = (parts: readonly { readonly line: string; readonly mark: string }[]) => {
    const padded = parts.map((part, i) => {
      const isLast = i === parts.length - 1 && border < 2;
      const body = `${pad}${part.line}`;
      return isLast && part.mark === ' ' ? body : body + ' '.repeat((widths[i] ?? 0) - wide(part.line)) + part.mark;
    });
    return border === 2 ? `|${padded.join('|')}|\n` : `${padded.join(bar)}\n`;
  };
  const dashes = widths.map((width) => '-'.repeat(width + 2 * pad.length));
  const rule = border === 2 ? `+${dashes.join('+')}+\n` : `${dashes.join(border === 1 ? '+' : ' ')}\n`;
  const body = cells.flatMap((row) => {
    const height = Math.max(...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      line(row.map((lines) => ({ line: lines[at] ?? '', mark: at < lines.length - 1 ? '+' : ' ' }))),
    );
  });
  const names = line(columns.map((name) => ({ line: name, mark: ' ' })));
  const whole = `${names}${rule}${body.join('')}`;
  return `${border === 2 ? `${rule}${whole}${rule}` : whole}(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n\n`;
}

export function asJsonRows({ columns, rows }: PlainTable): readonly string[] {
  return rows.map(
    (row) => `{${row.map((cell, i) => `${JSON.stringify(columns[i])}:${JSON.stringify(cell)}`).join(',')}}`,
  );
}

/** `select json_agg(x) from x`, as psql prints it. */
export function asPrintedAgg(table: PlainTable): string {
  const lines = `[${asJsonRows(table).join(', \n ')}]`.split('\n');
  const width = Math.max(...lines.map((line) => line.length));
  const printed = lines.map((line, i) => (i < lines.length - 1 ? ` ${line.padEnd(width)}+` : ` ${line}`));
  return ` ${'json_agg'.padStart(width / 2)}\n${'-'.repeat(width + 2)}\n${printed.join('\n')}\n(1 row)\n\n`;
}

/** `select row_to_json(x) from x`, as psql prints it. */
export function asPrintedRows(table: PlainTable): string {
  return ` row_to_json \n-------------\n${asJsonRows(table)
    .map((row) => ` ${row}\n`)
    .join('')}(${table.rows.length} rows)\n\n`;
}
