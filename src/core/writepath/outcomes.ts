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

/**
 * Records in log order. An outcome belongs to the INTENT that it names as its cause, that shares its request, or, where it names neither, that is the
 * oldest open one of its thread. A partial outcome may be followed by a whole one.
 */
export function outcomesOf(
  model: Model,
  records: readonly JournalRecord[],
  nowMicros: number,
): readonly IntentOutcome[] {
  const found = new Map<string, IntentOutcome & { readonly outcomes: OutcomesModel }>();
  const byRequest = new Map<string, string>();
  const byThread = new Map<string, string[]>();
  for (const record of records) {
    const event = Object.hasOwn(model.events, record.type) ? model.events[record.type] : undefined;
    const candidates = [
      record.causation_id,
      record.request_id === undefined ? undefined : byRequest.get(record.request_id),
      ...(record.correlation_id === undefined ? [] : (byThread.get(record.correlation_id) ?? [])),
    ];
    for (const id of candidates) {
      const intent = id === undefined ? undefined : found.get(id);
      const end = intent && endOf(intent.outcomes, record.type);
      if (!intent || !end || (intent.state !== 'pending' && intent.state !== 'partial')) continue;
      found.set(intent.intent, { ...intent, state: end, by: record.id });
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
      intent: record.id,
      type: record.type,
      state: 'pending',
      outcomes,
      ...(due !== undefined && { dueMicros: due }),
    });
    if (record.request_id !== undefined) byRequest.set(record.request_id, record.id);
    if (record.correlation_id !== undefined) {
      const thread = byThread.get(record.correlation_id) ?? [];
      thread.push(record.id);
      byThread.set(record.correlation_id, thread);
    }
  }
  return [...found.values()].map(({ outcomes: _, ...intent }) =>
    intent.state === 'pending' && intent.dueMicros !== undefined && intent.dueMicros < nowMicros
      ? { ...intent, state: 'overdue' }
      : intent,
  );
}
