/** What one can do on the timeline, by key, palette and button alike. */
import type { Command } from '../../app/commands.ts';
import { useWorkbench, type WorkbenchState } from '../../app/store.ts';
import type { PictureFormat } from '../../workers/timeline/timeline.protocol.ts';
import { act, send } from './session.ts';

const group = 'Timeline';
const panel = 'timeline';
const ZOOM = 1.6;
const when = (state: WorkbenchState) => state.journal !== undefined;

const picture = (format: PictureFormat) =>
  send({ kind: 'picture', format, title: `Timeline of ${useWorkbench.getState().journal?.name ?? 'a journal'}` });

export const commands: readonly Command[] = [
  {
    id: 'timeline.zoom-in',
    title: 'Zoom in',
    keys: ['KeyW', 'Equal', 'Shift+Equal', 'NumpadAdd'],
    run: () => send({ kind: 'zoom', factor: ZOOM }),
  },
  {
    id: 'timeline.zoom-out',
    title: 'Zoom out',
    keys: ['KeyS', 'Minus', 'NumpadSubtract'],
    run: () => send({ kind: 'zoom', factor: 1 / ZOOM }),
  },
  { id: 'timeline.pan-left', title: 'Earlier', keys: ['KeyA'], run: () => send({ kind: 'pan', part: -0.2 }) },
  { id: 'timeline.pan-right', title: 'Later', keys: ['KeyD'], run: () => send({ kind: 'pan', part: 0.2 }) },
  {
    id: 'timeline.fit',
    title: 'Show all (again: with outliers)',
    keys: ['Digit0', 'Numpad0'],
    run: () => send({ kind: 'fit' }),
  },
  {
    id: 'timeline.next-record',
    title: 'Next record',
    keys: ['Period'],
    run: () => send({ kind: 'step', what: 'record', direction: 1 }),
  },
  {
    id: 'timeline.previous-record',
    title: 'Previous record',
    keys: ['Comma'],
    run: () => send({ kind: 'step', what: 'record', direction: -1 }),
  },
  {
    id: 'timeline.next-finding',
    title: 'Next finding',
    keys: ['BracketRight'],
    run: () => send({ kind: 'step', what: 'finding', direction: 1 }),
  },
  {
    id: 'timeline.previous-finding',
    title: 'Previous finding',
    keys: ['BracketLeft'],
    run: () => send({ kind: 'step', what: 'finding', direction: -1 }),
  },
  {
    id: 'timeline.select',
    title: 'Select the record pointed at, or nearest',
    keys: ['Enter'],
    run: () => send({ kind: 'pick-nearest' }),
  },
  {
    id: 'timeline.measure-point',
    title: 'Measure: set the one end, then the other, at the record selected or pointed at',
    keys: ['KeyM'],
    run: () => send({ kind: 'measure-point' }),
  },
  { id: 'timeline.measure', title: 'Measure by dragging', keys: ['Shift+KeyM'], run: () => act('toggleMeasure') },
  {
    id: 'timeline.note',
    title: 'Note at the record selected or pointed at, or at this time',
    keys: ['KeyN'],
    run: () => {
      act('startNote');
      send({ kind: 'place', purpose: 'note' });
    },
  },
  {
    id: 'timeline.bookmark',
    title: 'Bookmark at the record selected or pointed at, or at this time',
    keys: ['KeyB'],
    run: () => send({ kind: 'place', purpose: 'bookmark' }),
  },
  { id: 'timeline.fold', title: 'Fold idle time, or unfold it', keys: ['KeyF'], run: () => act('toggleFold') },
  { id: 'timeline.lags', title: 'Lag strips with percentiles', keys: ['KeyG'], run: () => act('toggleLags') },
  { id: 'timeline.lanes', title: 'Lanes of something else', keys: ['KeyV'], run: () => act('nextSplit') },
  {
    id: 'timeline.lanes-down',
    title: 'Next lanes',
    keys: ['PageDown'],
    run: () => send({ kind: 'scroll', lanes: 8 }),
  },
  {
    id: 'timeline.lanes-up',
    title: 'Previous lanes',
    keys: ['PageUp'],
    run: () => send({ kind: 'scroll', lanes: -8 }),
  },
  { id: 'timeline.list', title: 'Show as a list too', keys: ['KeyL'], run: () => act('toggleList') },
  { id: 'timeline.png', title: 'Save the picture as PNG', run: () => picture('png') },
  { id: 'timeline.svg', title: 'Save the picture as SVG', run: () => picture('svg') },
  {
    id: 'timeline.clear',
    title: 'Clear the area, the measure and the selection',
    keys: ['Escape'],
    run: () => {
      send({ kind: 'area', area: undefined });
      send({ kind: 'measure-clear' });
      act('escape');
      useWorkbench.getState().selectRow(undefined);
    },
  },
].map((command) => ({ ...command, group, panel, when }));
