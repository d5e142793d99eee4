/** Events that tell of the work of an AI: its decisions, results, evaluations (EM-102). */
import type { EventModel, Model } from '../../model/model.ts';
import { wordSet } from '../../words/lexicon.ts';
import { wordsOf } from '../../words/split.ts';
import { producerOf } from '../fields.ts';

const TELLS = wordSet(
  `decision decided recommendation recommended evaluation evaluated feedback violation violated tool scored classified predicted
  prediction proposed proposal suggested suggestion inference inferred answer answered reply replied escalated triaged assessed assessment
  concluded conclusion summarized summarised summary drafted ranked rated labelled labeled estimated estimate forecast forecasted
  generated reasoned judged verdict analysed analyzed analysis detected flagged advised advice`,
);

/** Events by which a policy is recorded: they tell what was allowed, not what was decided. */
const checksOf = (model: Model): ReadonlySet<string> =>
  new Set(Object.values(model.policies).flatMap(({ recorded_by }) => recorded_by ?? []));

export function tellsOfAi(type: string, event: EventModel, model: Model): boolean {
  if (checksOf(model).has(type)) return false;
  return event.purpose === 'evaluation' || wordsOf(type).some((word) => TELLS.has(word));
}

/** What a service records of the AI in it: of one where only AIs work, that is all that it records. */
export function isRecordedBy(service: string | undefined, type: string, event: EventModel, model: Model): boolean {
  if (service !== undefined && producerOf(model, event) !== service) return false;
  if (tellsOfAi(type, event, model)) return true;
  const inService = Object.values(model.consumers).filter((consumer) => consumer.service === service);
  return service !== undefined && !checksOf(model).has(type) && inService.every(({ kind }) => kind === 'ai');
}
