/** A clock and ids that anybody can have again: they depend on nothing but how often they were asked. */
import { formatMicros, parseTime } from '../record/time.ts';

/** 2000-01-01T00:00:00Z (contract §2, scenarios). */
export const START_MICROS = 946_684_800_000_000;

export interface Clock {
  now(): string;
  micros(): number;
  /** One second on, or so many microseconds. */
  tick(micros?: number): void;
  /** A UUID; `kind` keeps records, commands and threads apart. */
  id(kind: IdKind): string;
}

const DIGIT = { record: '1', command: '2', thread: '3' } as const;
type IdKind = keyof typeof DIGIT;

/** The id of this number, from 1. */
export const idOf = (kind: IdKind, n: number): string =>
  `00000000-0000-4000-8000-${DIGIT[kind]}${n.toString(16).padStart(11, '0')}`;

/** A clock for what comes after a journal: its ids are not given out again, and time goes on. */
export function clockAfter(records: readonly { readonly t_log?: string }[]): Clock {
  const last = records.at(-1)?.t_log;
  const micros = last === undefined ? undefined : parseTime(last)?.micros;
  return createClock(micros === undefined ? undefined : micros + 1_000_000, records.length);
}

/** `from`: how many ids of each kind were given out before. */
export function createClock(start = START_MICROS, from = 0): Clock {
  let micros = start;
  const made = { record: from, command: from, thread: from };
  return {
    now: () => formatMicros(micros) ?? '',
    micros: () => micros,
    tick(by = 1_000_000) {
      micros += by;
    },
    id(kind) {
      made[kind]++;
      return idOf(kind, made[kind]);
    },
  };
}

/** A clock that can be set anew: for a world that stands while several are asked of it, each with a clock of its own. */
export function settableClock(): Clock & { set(clock: Clock): void } {
  let current = createClock();
  return {
    now: () => current.now(),
    micros: () => current.micros(),
    tick: (micros) => current.tick(micros),
    id: (kind) => current.id(kind),
    set(clock) {
      current = clock;
    },
  };
}
