/** How the timeline is looked at: its lanes, its zone, lags, folds; and what one leaves on it. */
import { Bookmark, FoldHorizontal, List, Ruler, StickyNote, Timer } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { SPLITS } from '../../core/journal/lane-split.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { commands } from './commands.ts';
import { localZone, type Settings, zoneNames } from './settings.ts';

/** Some four hundred, which do not change while the toolbar is drawn again. */
const Zones = memo(function Zones() {
  return (
    <>
      <option value="local">local ({localZone()})</option>
      <optgroup label="Zones">
        {zoneNames().map((name) => (
          <option key={name}>{name}</option>
        ))}
      </optgroup>
    </>
  );
});

export interface ViewToolbarProps {
  readonly state: TimelineState | undefined;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly measures: boolean;
  readonly listed: boolean;
}

export function ViewToolbar({ state, settings, onSettings, measures, listed }: ViewToolbarProps) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const split = state?.split;
  return (
    <div className="panel-toolbar timeline-view" role="toolbar" aria-label="Timeline view">
      <select
        className="select"
        aria-label="Lanes"
        title="Lanes (V)"
        value={settings.by ?? ''}
        onChange={({ target }) => onSettings({ ...settings, by: SPLITS.find((by) => by === target.value) })}
      >
        <option value="">clocks</option>
        {SPLITS.map((by) => (
          <option key={by} value={by}>
            per {by}
          </option>
        ))}
      </select>
      {split && state.lanes.length < split.of && (
        <span className="muted timeline-lanes">
          {number(split.first + 1)}–{number(split.first + state.lanes.length)} of {number(split.of)}
          <Run id="timeline.lanes-up" keys="Page Up" label="▲" off={split.first === 0} />
          <Run id="timeline.lanes-down" keys="Page Down" label="▼" off={split.first + state.lanes.length >= split.of} />
        </span>
      )}
      <select
        className="select timeline-zone"
        aria-label="Time zone"
        title="Time zone of all that is shown here"
        value={settings.zone}
        onChange={({ target }) => onSettings({ ...settings, zone: target.value })}
      >
        <option value="UTC">UTC</option>
        <Zones />
      </select>
      <Run id="timeline.lags" keys="G" label="Lags" off={!state} pressed={settings.lags}>
        <Timer size={15} aria-hidden />
      </Run>
      <Run
        id="timeline.fold"
        keys="F"
        label={state && state.idle.found === 0 ? 'No idle time' : 'Fold idle'}
        off={!state || (state.idle.found === 0 && !settings.fold)}
        pressed={settings.fold}
      >
        <FoldHorizontal size={15} aria-hidden />
      </Run>
      <Run id="timeline.measure" keys="Shift+M, or drag with Alt" label="Measure" off={!state} pressed={measures}>
        <Ruler size={15} aria-hidden />
      </Run>
      <Run id="timeline.note" keys="N" label="Note" bare off={!state || readOnly}>
        <StickyNote size={15} aria-hidden />
      </Run>
      <Run id="timeline.bookmark" keys="B" label="Bookmark" bare off={!state || readOnly}>
        <Bookmark size={15} aria-hidden />
      </Run>
      <Run id="timeline.png" label="PNG" off={!state} />
      <Run id="timeline.svg" label="SVG" off={!state} />
      <Run id="timeline.list" keys="L" label="List" off={!state} pressed={listed}>
        <List size={16} aria-hidden />
      </Run>
    </div>
  );
}

interface RunProps {
  readonly id: string;
  readonly keys?: string;
  readonly label: string;
  readonly off: boolean;
  readonly pressed?: boolean;
  /** The sign alone; the word is its name. */
  readonly bare?: boolean;
  readonly children?: ReactNode;
}

/** A command as a button with its word. */
function Run({ id, keys, label, off, pressed, bare, children }: RunProps) {
  const command = commands.find((c) => c.id === id);
  if (!command) return undefined;
  // A sign needs a name.
  const name = bare ? label : /\w/.test(label) ? undefined : command.title;
  return (
    <button
      type="button"
      className={name === undefined ? 'btn' : 'btn btn-icon'}
      title={keys === undefined ? command.title : `${command.title} (${keys})`}
      aria-label={name}
      aria-pressed={pressed}
      disabled={off}
      onClick={() => void command.run()}
    >
      {children}
      {!bare && label}
    </button>
  );
}
