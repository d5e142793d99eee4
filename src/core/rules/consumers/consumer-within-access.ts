import { pointer } from '../../json-pointer.ts';
import type { EventModel, Payload } from '../../model/model.ts';
import { fieldsOf, named } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { heardBy } from './hears.ts';

/** Contract §7: a consumer whose service is not in `access` of a sensitive field that it receives. */
export const consumerWithinAccess: Rule = {
  meta: {
    id: 'consumer-within-access',
    title: 'Who receives a sensitive field is one who may',
    clauses: ['ES-072', 'EM-115'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, consumer, { model, report }) {
    const { service } = consumer;
    if (service === undefined) return;
    for (const { type, versions, by } of heardBy(consumer, model)) {
      const told = new Set<string>();
      for (const payload of payloadsOf(named(model.events, type), versions))
        for (const { name: field, field: one } of fieldsOf(payload, pointer('events', type, 'payload'))) {
          if (one.sensitive === undefined || one.access === undefined || one.access.length === 0) continue;
          if (one.access.includes(service) || told.has(field)) continue;
          told.add(field);
          report({
            pointer: pointer('consumers', name, 'on', by),
            message: `\`${service}\` gets \`${field}\` of \`${type}\`, ${one.sensitive} data that only ${one.access.map((s) => `\`${s}\``).join(', ')} may read. Let it hear an event without the field, or give \`${service}\` access on purpose.`,
          });
        }
    }
  },
};

/** The payloads of the versions that are handled; without a list, of the current one. */
function payloadsOf(
  event: EventModel | undefined,
  handled: readonly number[] | undefined,
): readonly (Payload | undefined)[] {
  if (!event) return [];
  const { payload, version, versions = {} } = event;
  if (!handled || version === undefined) return [payload];
  return handled.map((one) =>
    one === version ? payload : Object.hasOwn(versions, `${one}`) ? versions[`${one}`]?.payload : undefined,
  );
}
