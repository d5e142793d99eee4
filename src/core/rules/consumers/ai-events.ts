/** Events that tell of the work of an AI: its decisions, results, evaluations (EM-102). */
import type { EventModel, Model } from '../../model/model.ts';
import { wordSet } from '../../words/lexicon.ts';
import { wordsOf } from '../../words/split.ts';
import { namedEvents, producerOf } from '../fields.ts';
import { perModel } from '../per-model.ts';

const TELLS = wordSet(
  `decision decided recommendation recommended evaluation evaluated feedback violation violated tool scored classified predicted
  prediction proposed proposal suggested suggestion inference inferred answer answered reply replied escalated triaged assessed assessment
  concluded conclusion summarized summarised summary drafted ranked rated labelled labeled estimated estimate forecast forecasted
  generated reasoned judged verdict analysed analyzed analysis detected flagged advised advice`,
);

/** Events by which a policy is recorded: they tell what was allowed, not what was decided. */
const checksOf = perModel(
  (model): ReadonlySet<string> =>
    new Set(Object.values(model.policies).flatMap(({ recorded_by }) => recorded_by ?? [])),
);

export function tellsOfAi(type: string, event: EventModel, model: Model): boolean {
  if (checksOf(model).has(type)) return false;
  return event.purpose === 'evaluation' || wordsOf(type).some((word) => TELLS.has(word));
}

/** Services in which only AIs work: all that such a one records is of an AI. */
const allAi = perModel((model): ReadonlySet<string> => {
  const made = new Set<string>();
  const mixed = new Set<string>();
  for (const { service, kind } of Object.values(model.consumers))
    if (service !== undefined) (kind === 'ai' ? made : mixed).add(service);
  return new Set([...made].filter((service) => !mixed.has(service)));
});

/** The services that record what the AI in them does; undefined among them, where the producer is not known. */
const recording = perModel((model): ReadonlySet<string | undefined> => {
  const made = new Set<string | undefined>();
  for (const [type, event] of namedEvents(model)) {
    const producer = producerOf(model, event);
    const ofAiOnly = producer !== undefined && allAi(model).has(producer) && !checksOf(model).has(type);
    if (ofAiOnly || tellsOfAi(type, event, model)) made.add(producer);
  }
  return made;
});

/** Whether an event tells of the work of the AI in a service; without a service, any such event does. */
export const recordsItsAi = (service: string | undefined, model: Model): boolean =>
  service === undefined ? recording(model).size > 0 : recording(model).has(service);
