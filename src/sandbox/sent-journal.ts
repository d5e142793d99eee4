/**
 * The journal of a request crosses to the realm but once, and a long one in parts, so that the realm answers in between. What begins like the one that
 * was sent before is told by how much of it stays: both sides go through the same messages in the same order, so both hold the same journal.
 */
import type { SimRecord } from '../core/writepath/record.ts';
import type { SimulateRequest } from '../core/writepath/simulator.ts';

/** Records behind the first `stays` that are held. */
export interface SentRecords {
  readonly stays: number;
  readonly records: readonly SimRecord[];
}
/** What goes before a request whose journal is empty then. */
export interface Sent {
  readonly before: readonly SentRecords[];
  readonly request: SimulateRequest;
}

/** Records of a message: some milliseconds for whoever reads it. */
const PART = 4096;

export interface JournalSender {
  of(request: SimulateRequest): Sent;
  /** What was sent did not arrive. */
  forget(): void;
}
export function journalSender(): JournalSender {
  let held: readonly SimRecord[] = [];
  return {
    of(request) {
      if (!('journal' in request)) return { before: [], request };
      const { journal } = request;
      const most = Math.min(held.length, journal.length);
      let same = 0;
      // Records are never changed, only made anew: an edited or erased journal has others.
      while (same < most && journal[same] === held[same]) same++;
      const before: SentRecords[] = [];
      for (let stays = same; stays < journal.length; stays += PART)
        before.push({ stays, records: journal.slice(stays, stays + PART) });
      if (before.length === 0 && same < held.length) before.push({ stays: same, records: [] });
      held = journal;
      return { before, request: { ...request, journal: [] } };
    },
    forget() {
      held = [];
    },
  };
}

export interface JournalReceiver {
  take(sent: SentRecords): void;
  /** The request with the journal that is held; made when it comes, not when its turn comes. */
  whole(request: SimulateRequest): SimulateRequest;
}
export function journalReceiver(): JournalReceiver {
  let held: SimRecord[] = [];
  let handedOut = false;
  return {
    take({ stays, records }) {
      // Who was given the list may still hold it.
      if (handedOut || stays < held.length) held = held.slice(0, stays);
      handedOut = false;
      for (const record of records) held.push(record);
    },
    whole(request) {
      if (!('journal' in request)) return request;
      handedOut = true;
      return { ...request, journal: held };
    },
  };
}
