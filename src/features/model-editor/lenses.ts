/** Above each event of the model, how many of its records the open journal holds. */
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import type { LanguageProviders, Lens, Lines, TextLines } from '../../ui/code-editor/types.ts';

/** The files that the outline in the store is of; it follows the text when typing pauses. */
let outlined: readonly { readonly path: string; readonly text: string }[] = [];
interface Placed {
  readonly name: string;
  readonly line: number;
}
let watching = false;
const watchers = new Set<() => void>();

function start(): void {
  if (watching) return;
  watching = true;
  outlined = useWorkbench.getState().checkedFiles;
  useWorkbench.subscribe((now, before) => {
    if (now.outline !== before.outline) outlined = now.checkedFiles;
    if (now.outline !== before.outline || now.journal !== before.journal) for (const changed of watchers) changed();
  });
}

/** Resolves once the outline is of this text. */
function outlineOf(path: string, text: string, signal: AbortSignal): Promise<void> {
  const ready = () => outlined.some((f) => f.path === path && f.text === text);
  return new Promise((resolve) => {
    const look = () => {
      if (!ready() && !signal.aborted) return;
      watchers.delete(look);
      resolve();
    };
    watchers.add(look);
    signal.addEventListener('abort', look);
    look();
  });
}

function lensOf(name: string, line: number, counts: ReadonlyMap<string, number>): Lens {
  const { model, journal } = useWorkbench.getState();
  const recorded = [name, ...(model?.events[name]?.formerly ?? [])].filter((type) => counts.has(type));
  const count = recorded.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
  return {
    line,
    title: count === 0 ? 'never recorded' : `${number(count)} recorded`,
    tooltip: count === 0 ? `${journal?.name} holds no ${name}.` : `Show the records of this type in ${journal?.name}`,
    run() {
      const { query, setQuery } = useWorkbench.getState();
      setQuery({ sort: query.sort, types: recorded.length > 0 ? recorded : [name] });
      showPanel('table', { focus: true });
    },
  };
}

/** Of more events, only those near to what is shown have theirs. */
const MANY = 100;

/** The outline is of the last sound text: where its events stand in some lines of a broken one, as far as that can be seen. */
export function stillThere(
  sections: readonly (Placed & { readonly children: readonly Placed[] })[],
  { count, line }: Omit<TextLines, 'text'>,
  [from, to]: Lines = [1, count],
): readonly Placed[] {
  const names = new Set(sections.flatMap(({ name, children }) => (name === 'events' ? children : [])).map(nameOf));
  const found: Placed[] = [];
  // Lines further up are not read for it: where sections begin has hardly changed.
  let inside = from > 1 && sections.findLast((section) => section.line < from)?.name === 'events';
  for (let n = Math.max(1, from); n <= Math.min(to, count); n++) {
    const words = line(n);
    if (/^[^\s#]/.test(words)) inside = /^events\s*:/.test(words);
    const name = inside ? /^\s+(["']?)(.+?)\1\s*:/.exec(words)?.[2] : undefined;
    if (name !== undefined && names.delete(name)) found.push({ name, line: n });
  }
  return found;
}
const nameOf = ({ name }: Placed) => name;

export const eventLenses: NonNullable<LanguageProviders['lenses']> = {
  async of(path, text, near, signal) {
    start();
    const now = text();
    await outlineOf(path, now.text, signal);
    const { outline, journal, modelStale } = useWorkbench.getState();
    if (signal.aborted || !journal) return { lenses: [], all: true };
    const counts = new Map(journal.types.map(({ type, count }) => [type, count]));
    const sections = outline.filter(({ file }) => file === path);
    const events = sections.filter(({ name }) => name === 'events').flatMap(({ children }) => children);
    const lines = events.length > MANY ? near() : undefined;
    const places = modelStale ? stillThere(sections, now, lines) : events;
    const shown = lines ? places.filter(({ line }) => line >= lines[0] && line <= lines[1]) : places;
    return { lenses: shown.map(({ name, line }) => lensOf(name, line, counts)), all: lines === undefined };
  },
  watch(changed) {
    start();
    watchers.add(changed);
  },
};
