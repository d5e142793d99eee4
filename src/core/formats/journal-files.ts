/** Which files of a folder or zip are looked at as parts of a journal; the command line and the page choose alike. */

const JOURNAL = /\.(ndjson|jsonl|ldjson|json|jsonocel|xmlocel|xml|xes|csv|tsv|sql|log|txt)(\.gz)?$/i;
/** Models, behavior and mappings of a workspace that lie beside them. */
const OTHER = /\.(mapping|model)\.json$/i;
const WORKSPACE = /\.(mapping\.json|model\.(json|ya?ml)|behavior\.ts)$/i;

/** Those below a hidden folder, and what macOS and package managers put beside, are nobody's. */
const isHidden = (path: string) =>
  path.split(/[\\/]/).some((part) => /^\.[^.]|^__MACOSX$|^node_modules$|^Thumbs\.db$/i.test(part));

export interface ChosenFiles<T> {
  readonly chosen: readonly T[];
  /** Paths of those that are looked at no further. */
  readonly passedOver: readonly string[];
}

/**
 * Those that may be a journal's, in the order of their paths. Where no name says so all of them are, so that what they are is said.
 * `a.sql`, `b/c.ndjson.gz` but not `README.md`, `shop.mapping.json`, `.git/x.json`.
 */
export function chooseJournalFiles<T>(items: readonly T[], pathOf: (item: T) => string): ChosenFiles<T> {
  const seen = inPathOrder(
    items.filter((item) => !isHidden(pathOf(item))),
    pathOf,
  );
  const named = seen.filter((item) => JOURNAL.test(pathOf(item)) && !OTHER.test(pathOf(item)));
  const chosen = named.length > 0 ? named : seen.filter((item) => !WORKSPACE.test(pathOf(item)));
  return { chosen, passedOver: seen.filter((item) => !chosen.includes(item)).map(pathOf) };
}

export const isMappingFile = (path: string): boolean => /\.mapping\.json$/i.test(path);

/** `a2` before `a10`: files that are numbered are read in that order, and everywhere in the same. */
function inPathOrder<T>(items: readonly T[], pathOf: (item: T) => string): readonly T[] {
  const order = new Intl.Collator('en', { numeric: true });
  return items.toSorted((a, b) => {
    const [x, y] = [pathOf(a), pathOf(b)];
    return order.compare(x, y) || (x < y ? -1 : x > y ? 1 : 0);
  });
}
