/** The deep link: `#w=…&p=timeline&j=…&r=12&s=400&f=shop.model.yaml:12:3`. Parsed strictly; what is not understood is left out and told. */

export interface Place {
  readonly workspace?: string;
  readonly panel?: string;
  readonly journal?: string;
  readonly row?: number;
  readonly slot?: number;
  /** The query line of the journal. */
  readonly find?: string;
  readonly file?: { readonly file: string; readonly line: number; readonly column: number };
}

const ID = /^[\w-]{1,64}$/;
const NUMBER = /^\d{1,9}$/;

/** Also gives the names of parts that were not understood. */
export function parsePlace(hash: string): { readonly place: Place; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  let place: Place = {};
  for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    const cursor = /^(.{1,200}):(\d{1,7}):(\d{1,7})$/.exec(value);
    if (key === 'w' && ID.test(value)) place = { ...place, workspace: value };
    else if (key === 'p' && ID.test(value)) place = { ...place, panel: value };
    else if (key === 'j' && ID.test(value)) place = { ...place, journal: value };
    else if (key === 'r' && NUMBER.test(value)) place = { ...place, row: Number(value) };
    else if (key === 's' && NUMBER.test(value)) place = { ...place, slot: Number(value) };
    else if (key === 'q' && value.length <= 1000) place = { ...place, find: value };
    else if (key === 'f' && cursor)
      place = { ...place, file: { file: cursor[1] ?? '', line: Number(cursor[2]), column: Number(cursor[3]) } };
    else unknown.push(key);
  }
  return { place, unknown };
}

export function formatPlace({ workspace, panel, journal, row, slot, find, file }: Place): string {
  const parts = new URLSearchParams();
  if (workspace) parts.set('w', workspace);
  if (panel) parts.set('p', panel);
  if (journal) parts.set('j', journal);
  if (row !== undefined) parts.set('r', String(row));
  if (slot) parts.set('s', String(slot));
  if (find) parts.set('q', find);
  if (file) parts.set('f', `${file.file}:${file.line}:${file.column}`);
  return `#${parts.toString()}`;
}
