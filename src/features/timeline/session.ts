/** The timeline on screen, so that commands reach it. */
import type { TimelineView } from '../../workers/timeline/timeline.protocol.ts';

type Message = Parameters<TimelineView['send']>[0];

let view: TimelineView | undefined;

export function setView(next: TimelineView | undefined): void {
  view = next;
}

/** Hands a message to the worker; nothing happens while there is no timeline. */
export const send = (message: Message): void => view?.send(message);
