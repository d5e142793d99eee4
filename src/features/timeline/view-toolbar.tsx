/** How the timeline is looked at: its lanes, its zone, lags, folds; and what one leaves on it. */
import { Bookmark, FoldHorizontal, Image, Ruler, StickyNote, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { SPLITS } from '../../core/journal/lane-split.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { commands } from './commands.ts';
import { localZone, type Settings, zoneNames } from './settings.ts';

const NAMES = zoneNames();

export interface ViewToolbarProps {
  readonly state: TimelineState | undefined;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly measures: boolean;
}

export function ViewToolbar({ state, settings, onSettings, measures }: ViewToolbarProps) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const split = state?.split;
  return (
    <div className="panel-toolbar timeline-view" role="toolbar" aria-label="Timeline view">
      <label className="timeline-choice">
        Lanes
        <select
          className="select"
          value={settings.by ?? ''}
          onChange={({ target }) => onSettings({ ...settings, by: SPLITS.find((by) => by === target.value) })}
        >
          <option value="">the three clocks</option>
          {SPLITS.map((by) => (
            <option key={by} value={by}>
              one per {by}
            </option>
          ))}
        </select>
      </label>
      {split && state.lanes.length < split.of && (
        <span className="muted timeline-lanes">
          {number(split.first + 1)}–{number(split.first + state.lanes.length)} of {number(split.of)}
          <Run id="timeline.lanes-up" keys="Page Up" label="▲" off={split.first === 0} />
          <Run id="timeline.lanes-down" keys="Page Down" label="▼" off={split.first + state.lanes.length >= split.of} />
        </span>
      )}
      <label className="timeline-choice">
        Zone
        <select
          className="select timeline-zone"
          value={settings.zone}
          onChange={({ target }) => onSettings({ ...settings, zone: target.value })}
        >
          <option value="UTC">UTC</option>
          <option value="local">local ({localZone()})</option>
          <optgroup label="Zones">
            {NAMES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </optgroup>
        </select>
      </label>
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
      <Run id="timeline.note" keys="N" label="Note" off={!state || readOnly}>
        <StickyNote size={15} aria-hidden />
      </Run>
      <Run id="timeline.bookmark" keys="B" label="Bookmark" off={!state || readOnly}>
        <Bookmark size={15} aria-hidden />
      </Run>
      <Run id="timeline.png" label="PNG" off={!state}>
        <Image size={15} aria-hidden />
      </Run>
      <Run id="timeline.svg" label="SVG" off={!state}>
        <Image size={15} aria-hidden />
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
  readonly children?: ReactNode;
}

/** A command as a button with its word. */
function Run({ id, keys, label, off, pressed, children }: RunProps) {
  const command = commands.find((c) => c.id === id);
  if (!command) return undefined;
  const symbol = !/\w/.test(label);
  return (
    <button
      type="button"
      className={symbol ? 'btn btn-icon' : 'btn'}
      title={keys === undefined ? command.title : `${command.title} (${keys})`}
      aria-label={symbol ? command.title : undefined}
      aria-pressed={pressed}
      disabled={off}
      onClick={() => void command.run()}
    >
      {children}
      {label}
    </button>
  );
}
