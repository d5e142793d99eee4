/** Where one is: restored from the address at the start, kept in it from then on. */
import { parseFind } from '../core/journal/find/parse-find.ts';
import { track } from './busy.ts';
import { showPanel, usePanels } from './layout.ts';
import { useWorkbench } from './store.ts';
import { report, toast } from './toast.ts';
import { formatPlace, type Place, parsePlace } from './url.ts';
import { openFirst, openJournal } from './workspace.ts';

const FIRST_SAMPLE = 'shop';

function current(): Place {
  const { workspace, journal, row, slot, cursor, query } = useWorkbench.getState();
  const { active } = usePanels.getState();
  return {
    ...(workspace && { workspace: workspace.id }),
    ...(active !== undefined && { panel: active }),
    ...(journal && { journal: journal.id }),
    ...(row !== undefined && { row }),
    slot,
    ...(query.find !== undefined && { find: query.find }),
    ...(cursor && { file: cursor }),
  };
}

async function go(place: Place): Promise<void> {
  await openFirst(place.workspace, FIRST_SAMPLE);
  const { workspace } = useWorkbench.getState();
  if (place.workspace !== undefined && workspace?.id !== place.workspace)
    toast(
      'The linked workspace is not in this browser; the last one was opened instead. Workspaces travel as files: export and import them.',
    );
  if (place.journal !== undefined && useWorkbench.getState().journal?.id !== place.journal)
    await openJournal(place.journal).catch(report);
  const state = useWorkbench.getState();
  const count = state.journal?.records ?? 0;
  if (place.find !== undefined) {
    const parsed = parseFind(place.find);
    if (parsed.kind === 'error') toast(`The link's query cannot be read: ${parsed.error.message}`);
    else state.setQuery({ ...state.query, find: place.find });
  }
  if (place.row !== undefined && place.row < count) state.selectRow(place.row);
  if (place.slot !== undefined && place.slot <= count) state.setSlot(place.slot);
  if (place.file && state.workspace?.files.some((file) => file.path === place.file?.file)) state.revealAt(place.file);
  if (place.panel !== undefined) showPanel(place.panel);
}

let writePending: () => void = () => undefined;

/** Puts what waits for its turn into the address. */
export const writePlace = (): void => writePending();

export async function startPlace(): Promise<void> {
  const { place, unknown } = parsePlace(location.hash);
  if (unknown.length > 0) toast(`Parts of the link were not understood and were left out: ${unknown.join(', ')}.`);
  await track(go(place));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending = false;
  let written = '';
  const write = () => {
    written = formatPlace(current());
    if (written !== location.hash) history.replaceState(null, '', written);
  };
  // At once, then at most every 150 ms: browsers refuse more than 200 changes in 30 s.
  const changed = () => {
    if (timer !== undefined) {
      pending = true;
      return;
    }
    write();
    timer = setTimeout(() => {
      timer = undefined;
      if (!pending) return;
      pending = false;
      changed();
    }, 150);
  };
  writePending = write;
  write();
  useWorkbench.subscribe(changed);
  usePanels.subscribe(changed);
  window.addEventListener('hashchange', () => {
    if (location.hash !== written) void track(go(parsePlace(location.hash).place)).catch(report);
  });
}
