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
let owed: Message | undefined;
let actions: PanelActions | undefined;

export function setView(next: TimelineView | undefined): void {
  view = next;
  owed = undefined;
}

export function setActions(next: PanelActions | undefined): void {
  actions = next;
}

/** Said before the next message: what a panel that is not seen need not say at once. */
export function owe(message: Message | undefined): void {
  owed = message;
}

/** Hands a message to the worker; nothing happens while there is no timeline. */
export function send(message: Message): void {
  if (owed) view?.send(owed);
  owed = undefined;
  view?.send(message);
}

export const act = (name: keyof PanelActions): void => actions?.[name]();
