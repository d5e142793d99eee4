/** What became of each INTENT in a journal (contract §2, `outcomes`): pending until a record that its model names as an outcome follows it. */
import type { Model, OutcomesModel } from '../model/model.ts';
import { parseDuration } from '../record/duration.ts';
import type { JournalRecord } from '../record/record.ts';
import { parseTime } from '../record/time.ts';

const ENDS = ['success', 'failure', 'timeout', 'partial'] as const;
type End = (typeof ENDS)[number];

export interface IntentOutcome {
  readonly intent: string;
  readonly type: string;
  readonly state: End | 'pending' | 'overdue';
  /** The record that decided it. */
  readonly by?: string;
  /** Microseconds; until then an outcome is owed. */
  readonly dueMicros?: number;
}

const microsOf = ({ t_event, t_log }: JournalRecord): number | undefined => {
  const text = t_event ?? t_log;
  return text === undefined ? undefined : parseTime(text)?.micros;
};

function endOf(outcomes: OutcomesModel, type: string): End | undefined {
  return ENDS.find((end) => outcomes[end]?.includes(type));
}

interface Asked {
  readonly intent: IntentOutcome;
  readonly outcomes: OutcomesModel;
}
/** The INTENTs of some records, and how each can be found again. */
export interface IntentsRead {
  readonly found: ReadonlyMap<string, Asked>;
  readonly byRequest: ReadonlyMap<string, string>;
  readonly byThread: ReadonlyMap<string, readonly string[]>;
}
const NONE: IntentsRead = { found: new Map(), byRequest: new Map(), byThread: new Map() };

/**
 * Records in log order, which go on from those `before`. An outcome belongs to the INTENT that it names as its cause, that shares its request, or, where
 * it names neither, that is the oldest open one of its thread. A partial outcome may be followed by a whole one.
 */
export function readIntents(model: Model, records: readonly JournalRecord[], before = NONE): IntentsRead {
  if (records.length === 0) return before;
  const found = new Map(before.found);
  const byRequest = new Map(before.byRequest);
  const byThread = new Map(before.byThread);
  /** Lists that may grow: those of before are left as they are. */
  const mine = new Map<string, string[]>();
  for (const record of records) {
    const event = Object.hasOwn(model.events, record.type) ? model.events[record.type] : undefined;
    const candidates = [
      record.causation_id,
      record.request_id === undefined ? undefined : byRequest.get(record.request_id),
      ...(record.correlation_id === undefined ? [] : (byThread.get(record.correlation_id) ?? [])),
    ];
    for (const id of candidates) {
      const asked = id === undefined ? undefined : found.get(id);
      const end = asked && endOf(asked.outcomes, record.type);
      if (!asked || !end || (asked.intent.state !== 'pending' && asked.intent.state !== 'partial')) continue;
      found.set(asked.intent.intent, { ...asked, intent: { ...asked.intent, state: end, by: record.id } });
      break;
    }
    const kind =
      record.kind ??
      event?.kind ??
      (event?.stream === undefined ? undefined : model.streams[event.stream]?.record_kind);
    if (kind !== 'INTENT') continue;
    const outcomes = event?.outcomes ?? {};
    const within = outcomes.within === undefined ? undefined : parseDuration(outcomes.within);
    const asked = microsOf(record);
    const due = within === undefined || asked === undefined ? undefined : asked + within;
    found.set(record.id, {
      intent: {
        intent: record.id,
        type: record.type,
        state: 'pending',
        ...(due !== undefined && { dueMicros: due }),
      },
      outcomes,
    });
    if (record.request_id !== undefined) byRequest.set(record.request_id, record.id);
    if (record.correlation_id === undefined) continue;
    const own = mine.get(record.correlation_id) ?? [...(byThread.get(record.correlation_id) ?? [])];
    own.push(record.id);
    mine.set(record.correlation_id, own);
    byThread.set(record.correlation_id, own);
  }
  return { found, byRequest, byThread };
}

const stateAt = ({ state, dueMicros }: IntentOutcome, nowMicros: number): IntentOutcome['state'] =>
  state === 'pending' && dueMicros !== undefined && dueMicros < nowMicros ? 'overdue' : state;

export function outcomesOf(
  model: Model,
  records: readonly JournalRecord[],
  nowMicros: number,
): readonly IntentOutcome[] {
  return [...readIntents(model, records).found.values()].map(({ intent }) => {
    const state = stateAt(intent, nowMicros);
    return state === intent.state ? intent : { ...intent, state };
  });
}

/** How many are in which state. */
export function outcomeCounts({ found }: IntentsRead, nowMicros: number): ReadonlyMap<IntentOutcome['state'], number> {
  const counts = new Map<IntentOutcome['state'], number>();
  for (const { intent } of found.values()) {
    const state = stateAt(intent, nowMicros);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}
