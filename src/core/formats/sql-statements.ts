/** What a statement of a dump says about its table. */

export interface TableRef {
  readonly name: string;
  /** Absent where the statement names none. */
  readonly columns?: readonly string[];
}
export type Statement =
  | { readonly kind: 'copy'; readonly table: TableRef; readonly options: string }
  | { readonly kind: 'insert'; readonly table: TableRef }
  | { readonly kind: 'create'; readonly table: TableRef; readonly partOf?: string };

const IDENTIFIER = '(?:"(?:[^"]|"")*"|`[^`]*`|[^\\s,.()"`;]+)';
const NAME = `(${IDENTIFIER}(?:\\.${IDENTIFIER})*)`;
const COLUMNS = '\\(((?:"(?:[^"]|"")*"|`[^`]*`|[^)"`])*)\\)';
const COPY = new RegExp(`^COPY\\s+${NAME}\\s*(?:${COLUMNS})?\\s*FROM\\s+STDIN\\b(.*)$`, 'is');
const INSERT = new RegExp(
  `^(?:INSERT|REPLACE)\\s+(?:OR\\s+\\w+\\s+|IGNORE\\s+)?INTO\\s+${NAME}(?:\\s+AS\\s+\\w+)?\\s*(?:${COLUMNS})?\\s*(?:OVERRIDING\\s+\\w+\\s+VALUE\\s*)?VALUES\\s*$`,
  'is',
);
const CREATE = new RegExp(
  `^CREATE\\s+(?:(?:UNLOGGED|FOREIGN|GLOBAL|LOCAL|TEMP|TEMPORARY)\\s+)*TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?${NAME}\\s*(?:PARTITION\\s+OF\\s+${NAME}|\\((.*))`,
  'is',
);
/** A constraint, or MySQL's key; `key text` is a column. */
const NO_COLUMN =
  /^(?:(?:constraint|primary|unique|check|foreign|exclude|like)\b|(?:fulltext |spatial )?(?:key|index)\s+`)/i;

/** Reads a statement without its semicolon, an INSERT up to its VALUES; undefined where it is of no interest. */
export function statementOf(text: string): Statement | undefined {
  const copy = COPY.exec(text);
  if (copy) return { kind: 'copy', table: refOf(copy[1], copy[2]), options: copy[3]?.trim() ?? '' };
  const insert = INSERT.exec(text);
  if (insert) return { kind: 'insert', table: refOf(insert[1], insert[2]) };
  const create = CREATE.exec(text);
  if (!create) return undefined;
  const name = nameOf(create[1] ?? '');
  if (create[2] !== undefined) return { kind: 'create', table: { name }, partOf: nameOf(create[2]) };
  return { kind: 'create', table: { name, columns: columnsOf(create[3] ?? '') } };
}

function refOf(name = '', columns: string | undefined): TableRef {
  if (columns === undefined) return { name: nameOf(name) };
  return { name: nameOf(name), columns: identifiers(columns) };
}

/** A qualified name without quotes: `public."Events"` is `public.Events`. */
function nameOf(text: string): string {
  return (text.match(new RegExp(IDENTIFIER, 'g')) ?? []).map(plain).join('.');
}

function identifiers(text: string): readonly string[] {
  return (text.match(/"(?:[^"]|"")*"|`[^`]*`|[^\s,"`]+/g) ?? []).map(plain);
}

function plain(identifier: string): string {
  const quote = identifier[0];
  if (quote !== '"' && quote !== '`') return identifier;
  return identifier.slice(1, -1).replaceAll('""', '"');
}

/** The names of the columns in what stands between the brackets of a CREATE TABLE. */
function columnsOf(body: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let end = body.length;
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|[(),]/g;
  for (const { 0: found, index } of body.matchAll(token)) {
    if (found === '(') depth++;
    else if (found === ')' && --depth < 0) {
      end = index;
      break;
    } else if (found === ',' && depth === 0) {
      parts.push(body.slice(from, index));
      from = index + 1;
    }
  }
  parts.push(body.slice(from, end));
  return parts.flatMap((part) => {
    const bare = part.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim();
    const [first] = bare.match(new RegExp(`^${IDENTIFIER}`)) ?? [];
    return first === undefined || NO_COLUMN.test(bare) ? [] : [plain(first)];
  });
}
