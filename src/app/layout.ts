/** Panels in the dock: where they open, and what is remembered of it, per workspace. */
import type { DockviewApi, SerializedDockview } from 'dockview-react';
import { create } from 'zustand';
import type { Place } from './feature.ts';
import { feature } from './registry.ts';
import { recall, remember } from './remember.ts';

/** Panel ids, for the activity bar; on a narrow screen only `active` is shown. */
export const usePanels = create<{ readonly open: readonly string[]; readonly active: string | undefined }>()(() => ({
  open: [],
  active: undefined,
}));

const key = (workspace: string) => `factline.layout.${workspace}`;
/** Panels that stand in the default layout, in tab order; the first of a place is in front. */
const FRONT: Readonly<Record<Place, readonly string[]>> = {
  left: ['workspaces', 'outline'],
  center: ['model', 'behavior', 'import', 'timeline'],
  right: ['record', 'replay'],
  bottom: ['table', 'problems'],
};
/** Below this width the left panels are left out at first: the activity bar opens them. */
const WIDE = 1200;
const SIDES = ['left', 'right'] as const;
const LEFT_PIXELS = 232;
const rightPixels = ({ width }: DockviewApi) => Math.min(420, width * 0.3);

let dock: DockviewApi | undefined;
let workspaceId: string | undefined;
let settling = false;

const panelIn = (place: Place) => dock?.panels.find((panel) => feature(panel.id)?.place === place);

function add(id: string, inactive = false): void {
  const known = feature(id);
  if (!dock || !known) return;
  const beside = panelIn(known.place);
  const center = panelIn('center');
  const size =
    known.place === 'left'
      ? { initialWidth: LEFT_PIXELS }
      : known.place === 'right'
        ? { initialWidth: rightPixels(dock) }
        : known.place === 'bottom'
          ? { initialHeight: dock.height * 0.42 }
          : {};
  const direction = ({ left: 'left', right: 'right', bottom: 'below', center: 'within' } as const)[known.place];
  const position = beside
    ? { referencePanel: beside, direction: 'within' as const }
    : center && known.place === 'bottom'
      ? { referencePanel: center, direction }
      : known.place === 'center'
        ? undefined
        : { direction: direction === 'within' ? ('right' as const) : direction };
  const before = SIDES.map((place) => [place, panelIn(place)?.group.api.width] as const);
  dock.addPanel({ id, component: id, title: known.title, inactive, ...size, ...(position && { position }) });
  // A group that is added takes from all others in proportion: the middle shall give, not the sides.
  if (!beside)
    for (const [place, width] of before) if (width !== undefined) panelIn(place)?.group.api.setSize({ width });
}

function layDefault(): void {
  if (!dock) return;
  dock.clear();
  const places: readonly Place[] =
    dock.width < WIDE ? ['center', 'bottom', 'right'] : ['center', 'bottom', 'right', 'left'];
  for (const place of places) {
    const ids = FRONT[place].filter((id) => feature(id));
    for (const [i, id] of ids.entries()) add(id, i > 0);
  }
  const first = FRONT.center.find((id) => feature(id));
  if (first) dock.getPanel(first)?.api.setActive();
}

const showTab = (group: Element) =>
  group.querySelector('.dv-active-tab')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** The list of tabs that do not fit takes room of its own once it is there: the active tab is then looked for again. */
let tabsResized: ResizeObserver | undefined;

function tell(): void {
  if (!dock) return;
  for (const { element, panels } of dock.groups) {
    element.setAttribute('aria-label', `Panels: ${panels.map((panel) => panel.title).join(', ')}`);
    const tabs = element.querySelector('.dv-tabs-container');
    if (tabs) tabsResized?.observe(tabs);
    showTab(element);
  }
  usePanels.setState({ open: dock.panels.map((panel) => panel.id), active: dock.activePanel?.id });
}

/** A stored layout is used only if each of its panels is still there. */
function restore(): boolean {
  const stored = workspaceId === undefined ? undefined : recall(key(workspaceId));
  if (!dock || stored === undefined) return false;
  try {
    const layout = JSON.parse(stored) as SerializedDockview;
    if (Object.keys(layout.panels).length === 0 || !Object.keys(layout.panels).every((id) => feature(id))) return false;
    dock.fromJSON(layout);
    return true;
  } catch {
    return false;
  }
}

function store(): void {
  if (dock && !settling && workspaceId !== undefined) remember(key(workspaceId), JSON.stringify(dock.toJSON()));
}

export function startLayout(api: DockviewApi): void {
  dock = api;
  tabsResized = new ResizeObserver((entries) => {
    for (const { target } of entries) showTab(target);
  });
  api.onDidLayoutChange(() => {
    tell();
    store();
  });
  api.onDidActivePanelChange(tell);
  // Changes are told a moment later; a page that goes away may not wait.
  window.addEventListener('pagehide', store);
  layFor(workspaceId);
}

/** The dock is gone: one pane at a time from now on. */
export function stopLayout(): void {
  dock = undefined;
  tabsResized?.disconnect();
  window.removeEventListener('pagehide', store);
}

/** Lays the panels as this workspace last had them. */
export function layFor(workspace: string | undefined): void {
  workspaceId = workspace;
  if (!dock) {
    const first = usePanels.getState().active ?? FRONT.center.find((id) => feature(id));
    usePanels.setState({ active: first });
    return;
  }
  settling = true;
  if (!restore()) layDefault();
  settling = false;
  tell();
}

export function resetLayout(): void {
  if (workspaceId !== undefined) remember(key(workspaceId), undefined);
  layDefault();
}

/** Brings a panel to the front, opening it where it belongs; `focus` also moves the keyboard there. */
export function showPanel(id: string, { focus = false }: { readonly focus?: boolean } = {}): void {
  if (!feature(id)) return;
  usePanels.setState({ active: id });
  if (dock && !dock.getPanel(id)) add(id);
  const panel = dock?.getPanel(id);
  if (dock?.hasMaximizedGroup() && !panel?.api.isMaximized()) dock.exitMaximizedGroup();
  panel?.api.setActive();
  if (focus) requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-panel="${id}"]`)?.focus());
}

/** Gives the group in front the whole room, and back. */
export function toggleMaximized(): void {
  const panel = dock?.activePanel;
  if (!panel) return;
  if (panel.api.isMaximized()) panel.api.exitMaximized();
  else panel.api.maximize();
}

export function closeActivePanel(): void {
  dock?.activePanel?.api.close();
}

/** Shows a panel; one on the left, which only lists, makes room again when asked for a second time. What one works in stays. */
export function togglePanel(id: string): void {
  const panel = dock?.getPanel(id);
  const lists = feature(id)?.place === 'left';
  if (lists && panel?.api.isVisible && dock?.activePanel?.id === id) dock.removePanel(panel);
  else showPanel(id, { focus: true });
}
