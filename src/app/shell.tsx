/** The workbench: header, activity bar, dock, status bar. */
import { DockviewReact, type IDockviewPanelHeaderProps, type IDockviewPanelProps } from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { ChevronDown, Keyboard, Search, X } from 'lucide-react';
import { Activity, type FunctionComponent, useEffect, useState } from 'react';
import { useMedia } from '../ui/use-media.ts';
import { ActivityBar } from './activity-bar.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Feature } from './feature.ts';
import { HoldBanner } from './hold-banner.tsx';
import { showPanel, startLayout, stopLayout, toggleMaximized, usePanels } from './layout.ts';
import { Dialogs, showDialog } from './palette.tsx';
import { PanelShownProvider, useShownInDock } from './panel-shown.ts';
import { features } from './registry.ts';
import { useServices } from './services.ts';
import './shell.css';
import { StatusBar } from './status-bar.tsx';
import { useWorkbench } from './store.ts';
import { dismissToast, report, useToasts } from './toast.ts';
import { takeOver } from './workspace.ts';
import { downloadWorkspace } from './workspace-files.ts';

function PanelFrame({ feature }: { readonly feature: Feature }) {
  const Panel = feature.panel;
  return (
    <section className="panel" data-panel={feature.id} aria-label={feature.title} tabIndex={-1}>
      <ErrorBoundary name={feature.title}>
        <Panel />
      </ErrorBoundary>
    </section>
  );
}

function DockedPanel({ feature, api }: Pick<IDockviewPanelProps, 'api'> & { readonly feature: Feature }) {
  const shown = useShownInDock(api);
  return (
    <PanelShownProvider value={shown}>
      <Activity mode={feature.rests && !shown ? 'hidden' : 'visible'}>
        <PanelFrame feature={feature} />
      </Activity>
    </PanelShownProvider>
  );
}

const components = (): Record<string, FunctionComponent<IDockviewPanelProps>> =>
  Object.fromEntries(
    features().map((feature) => [feature.id, ({ api }) => <DockedPanel feature={feature} api={api} />]),
  );

/** The cross is for the pointer; the keyboard has "Close this panel" and the activity bar. */
function Tab({ api }: IDockviewPanelHeaderProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same as the command “Maximize this panel”
    <div className="tab" onDoubleClick={toggleMaximized}>
      <span>{api.title}</span>
      <span
        className="tab-close"
        aria-hidden
        title="Close"
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => api.close()}
      >
        <X size={13} />
      </span>
    </div>
  );
}

function Dock() {
  const [parts] = useState(components);
  return (
    <div className="dock">
      <DockviewReact
        components={parts}
        defaultTabComponent={Tab}
        className="dockview-theme-factline"
        onReady={({ api }) => startLayout(api)}
        disableFloatingGroups
      />
    </div>
  );
}

/** One pane at a time. */
function SinglePane() {
  const active = usePanels((s) => s.active);
  useEffect(stopLayout, []);
  const feature = features().find((f) => f.id === active) ?? features()[0];
  return <div className="dock single">{feature && <PanelFrame key={feature.id} feature={feature} />}</div>;
}

function Header() {
  const workspace = useWorkbench((s) => s.workspace);
  return (
    <header className="title-bar">
      <h1 className="brand">Factline</h1>
      <button
        type="button"
        className="btn btn-icon workspace-name"
        onClick={() => showPanel('workspaces', { focus: true })}
        title="Workspaces and samples"
      >
        <span className="cut">{workspace?.name ?? '…'}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
      <span className="spacer" />
      <button
        type="button"
        className="btn search"
        aria-label="Command palette"
        title="Command palette (F1)"
        onClick={() => showDialog('palette')}
      >
        <Search size={14} aria-hidden /> <span>Command palette</span> <kbd>F1</kbd>
      </button>
      <button
        type="button"
        className="btn btn-icon"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => showDialog('keys')}
      >
        <Keyboard size={16} aria-hidden />
      </button>
    </header>
  );
}

function Toasts() {
  const toasts = useToasts((s) => s.toasts);
  return (
    <div className="toasts" role="log" aria-label="Messages">
      {toasts.map(({ id, text, severity, action }) => (
        <div key={id} className="toast" data-severity={severity}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              className="btn"
              onClick={() => {
                action.run();
                dismissToast(id);
              }}
            >
              {action.title}
            </button>
          )}
          <button type="button" className="btn btn-icon" aria-label="Dismiss" onClick={() => dismissToast(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}

const ExportButton = () => (
  <button type="button" className="btn" onClick={() => downloadWorkspace(true).catch(report)}>
    Export the workspace
  </button>
);

const NOT_KEPT = {
  refused:
    'This browser refuses to store anything (a private window, or blocked site data). You can work, but nothing is kept when the page closes.',
  newer:
    'What this browser keeps was written by a later version of Factline than this page. It is untouched, and is not shown here, since this version cannot read it safely. Reload the page to get the later version, or open the address you used last. You can work here meanwhile, but nothing is kept when the page closes.',
} as const;

function Banner() {
  const readOnly = useWorkbench((s) => s.readOnly);
  const outdated = useWorkbench((s) => s.outdated);
  const { storage } = useServices();
  if (storage !== 'kept')
    return (
      <div className="notice banner" role="status" data-severity="warning">
        {NOT_KEPT[storage]} <ExportButton />
      </div>
    );
  if (outdated)
    return (
      <div className="notice banner" role="status" data-severity="warning">
        A later version of Factline was opened in another tab, and has taken over what this browser keeps. Nothing is
        lost, but this page can store nothing any more: export what you changed here last, then reload. <ExportButton />
      </div>
    );
  if (!readOnly) return null;
  return (
    <div className="notice banner" role="status">
      Another tab writes this workspace; here it is read-only.{' '}
      <button type="button" className="btn" onClick={() => takeOver().catch(report)}>
        Take over
      </button>
    </div>
  );
}

export function Shell() {
  const narrow = useMedia('(max-width: 699px)');
  return (
    <div className="shell" data-narrow={narrow}>
      <Header />
      <div className="banners">
        <Banner />
        <HoldBanner />
      </div>
      <div className="workbench">
        <ActivityBar narrow={narrow} />
        <main className="main">{narrow ? <SinglePane /> : <Dock />}</main>
      </div>
      <StatusBar />
      <Toasts />
      <Dialogs />
    </div>
  );
}
