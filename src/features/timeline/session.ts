/** The timeline on screen, so that commands reach it. */
import type { TimelineView } from '../../workers/timeline/timeline.protocol.ts';

type Message = Parameters<TimelineView['send']>[0];

/** What the panel itself does when a command asks for it. */
export interface PanelActions {
  readonly toggleLags: () => void;
  readonly toggleFold: () => void;
  readonly toggleMeasure: () => void;
  readonly toggleList: () => void;
  readonly nextSplit: () => void;
  readonly startNote: () => void;
  readonly escape: () => void;
}

let view: TimelineView | undefined;
let actions: PanelActions | undefined;

export function setView(next: TimelineView | undefined): void {
  view = next;
}

export function setActions(next: PanelActions | undefined): void {
  actions = next;
}

/** Hands a message to the worker; nothing happens while there is no timeline. */
export const send = (message: Message): void => view?.send(message);

export const act = (name: keyof PanelActions): void => actions?.[name]();
