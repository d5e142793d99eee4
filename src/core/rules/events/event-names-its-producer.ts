import { pointer } from '../../json-pointer.ts';
import { producerOf, servicesOf } from '../fields.ts';
import type { Rule } from '../rule.ts';

export const eventNamesItsProducer: Rule = {
  meta: {
    id: 'event-names-its-producer',
    title: 'An event has one clear producer',
    clauses: ['EM-013', 'EM-043'],
    severity: { eventing: 'error' },
    targets: 'model',
    since: '0.2',
  },
  event(name, event, { model, report }) {
    if (producerOf(model, event) !== undefined) return;
    const [only] = servicesOf(model).length === 1 ? servicesOf(model) : [];
    const at = pointer('events', name);
    report({
      pointer: at,
      lacks: `${at}/producer`,
      message: `Nobody is named who emits \`${name}\`: it has no \`producer\`, and no service owns its subject. Readers must know whom to ask and whom to trust: name the service.`,
      ...(only !== undefined && {
        fix:
          event.producer === undefined
            ? { title: `Add producer: ${only}`, insert: { into: at, key: 'producer', value: only } }
            : { title: `Change to ${only}`, replace: { at: `${at}/producer`, value: only } },
      }),
    });
  },
};
