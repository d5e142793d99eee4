/** What one can do on the timeline, by key, palette and button alike. */
import type { Command } from '../../app/commands.ts';
import { useWorkbench, type WorkbenchState } from '../../app/store.ts';
import { send } from './session.ts';

const group = 'Timeline';
const panel = 'timeline';
const ZOOM = 1.6;
const when = (state: WorkbenchState) => state.journal !== undefined;

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
    id: 'timeline.clear',
    title: 'Clear the area and the selection',
    keys: ['Escape'],
    run: () => {
      send({ kind: 'area', area: undefined });
      useWorkbench.getState().selectRow(undefined);
    },
  },
].map((command) => ({ ...command, group, panel, when }));
