/** A second, plain opinion on where rows stand in a text, to hold the framers to: line n of a journal is row n here. */

export type RowKind = 'lines' | 'csv' | 'array';

/** How a file is cut into rows, where that can be said without a reader. */
export function rowKindOf(text: string): RowKind | undefined {
  const begin = text.replace(/^\ufeff/, '').trimStart();
  if (begin.startsWith('[')) return 'array';
  if (/^\{.*\}\s*\n/.test(begin) || /^\{.*\}\s*$/.test(begin)) return 'lines';
  return /^[\w"][^\n<{]*[,;\t][^\n<{]*\n/.test(begin) ? 'csv' : undefined;
}

export function rowsIn(text: string, kind: RowKind): readonly string[] {
  if (kind === 'array') return elements(text);
  return kind === 'lines' ? text.split('\n').map((line) => line.replace(/^[ \t\r]+|[ \t\r]+$/g, '')) : tableRows(text);
}

/** Quotes count where a cell begins; the rest of a row whose quote never closes is left out. */
function tableRows(text: string): readonly string[] {
  const heading = text.slice(0, text.indexOf('\n')).replace(/"[^"]*"/g, '');
  const often = (c: string) => heading.split(c).length;
  const delimiter = [',', ';', '\t'].toSorted((a, b) => often(b) - often(a))[0];
  const rows: string[] = [];
  let at = 0;
  for (let i = 0, begins = true, quoted = false; i < text.length; i++) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c !== '"') continue;
      quoted = false;
      begins = true;
      continue;
    }
    if (c === '"' && begins) quoted = true;
    begins = c === '\n' || c === delimiter;
    if (c === '\n') {
      rows.push(text.slice(at, i).replace(/\r$/, ''));
      at = i + 1;
    }
    if (i === text.length - 1 && !quoted && at < text.length) rows.push(text.slice(at));
  }
  return rows;
}

/** The elements of an array, until something stands that is neither an element nor a comma. */
function elements(text: string): readonly string[] {
  const rows: string[] = [];
  let at = text.indexOf('[') + 1;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    const begin = at;
    const first = text[at];
    if (first !== '{' && first !== '[') return rows;
    for (let depth = 0, string = false; at < text.length; at++) {
      const c = text[at];
      if (string && c === '\\') at++;
      else if (c === '"') string = !string;
      else if (!string && (c === '{' || c === '[')) depth++;
      else if (!string && (c === '}' || c === ']') && --depth === 0) break;
    }
    if (at >= text.length) return rows;
    rows.push(text.slice(begin, ++at));
    while (/\s/.test(text[at] ?? '')) at++;
    if (text[at++] !== ',') return rows;
  }
}
