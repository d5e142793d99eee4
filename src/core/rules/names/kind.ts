import type { EventModel, Model } from '../../model/model.ts';
import type { RecordKind } from '../../record/record.ts';
import { perModel } from '../per-model.ts';

/** What a record of the event is: as the event says, else as its stream does. Undefined where nobody says. */
export function kindOf(event: EventModel, model: Model): RecordKind | undefined {
  const { stream } = event;
  if (event.kind !== undefined) return event.kind;
  return stream !== undefined && Object.hasOwn(model.streams, stream) ? model.streams[stream]?.record_kind : undefined;
}

/** Whether a stream of requests is declared. */
export const hasIntents = perModel((model) =>
  Object.values(model.streams).some(({ record_kind }) => record_kind === 'INTENT'),
);
