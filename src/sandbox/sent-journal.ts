/**
 * The journal of a request crosses to the realm but once: what begins like the one that was sent before is told by how much of it stays. Both sides go
 * through the same requests in the same order, so both hold the same journal.
 */
import type { SimRecord } from '../core/writepath/record.ts';
import type { SimulateRequest } from '../core/writepath/simulator.ts';

/** A request as it is sent: its `journal` is what comes after the first `stays` records of the one before. */
export interface Sent {
  readonly request: SimulateRequest;
  readonly stays?: number;
}

export interface JournalSender {
  of(request: SimulateRequest): Sent;
  /** What was sent did not arrive. */
  forget(): void;
}
export function journalSender(): JournalSender {
  let held: readonly SimRecord[] = [];
  return {
    of(request) {
      if (!('journal' in request)) return { request };
      const { journal } = request;
      const most = Math.min(held.length, journal.length);
      let stays = 0;
      // Records are never changed, only made anew: an edited or erased journal has others.
      while (stays < most && journal[stays] === held[stays]) stays++;
      held = journal;
      return { request: { ...request, journal: journal.slice(stays) }, stays };
    },
    forget() {
      held = [];
    },
  };
}

export function journalReceiver(): (sent: Sent) => SimulateRequest {
  let held: SimRecord[] = [];
  return ({ request, stays }) => {
    if (stays === undefined || !('journal' in request)) return request;
    // A new list each time: who was given the one before may still hold it.
    held = [...held.slice(0, stays), ...request.journal];
    return { ...request, journal: held };
  };
}
