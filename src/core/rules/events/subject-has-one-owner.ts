import { pointer } from '../../json-pointer.ts';
import type { EventModel, Model } from '../../model/model.ts';
import { ownersOf } from '../fields.ts';
import type { Rule } from '../rule.ts';

/** Whose an event without an owned subject is by its name: `sales.lead.updated` of the service `sales`, or of the owner of the subject `sales`. */
function ownersByName(name: string, { subject }: EventModel, model: Model): readonly string[] {
  const end = name.indexOf('.');
  if (subject !== undefined || end < 1) return [];
  const first = name.slice(0, end);
  return Object.hasOwn(model.services, first) ? [first] : (ownersOf(model).get(first) ?? []);
}

export const subjectHasOneOwner: Rule = {
  meta: {
    id: 'subject-has-one-owner',
    title: 'A subject belongs to one service, so its events have one producer',
    clauses: ['EM-013', 'EM-020'],
    severity: { eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.2',
  },
  service(name, { owns = [] }, { model, report }) {
    for (const [i, subject] of owns.entries()) {
      const owners = ownersOf(model).get(subject) ?? [];
      if (owners.length < 2 || owners[0] === name) continue;
      report({
        pointer: pointer('services', name, 'owns', i),
        clauses: ['EM-013'],
        message: `\`${subject}\` is owned by \`${owners[0]}\` already. Two services that emit about the same data contradict each other sooner or later: let one own it, and the other ask.`,
      });
    }
  },
  event(name, event, { model, report }) {
    const owners = ownersOf(model).get(event.subject ?? '') ?? ownersByName(name, event, model);
    if (event.producer === undefined || owners.length === 0 || owners.includes(event.producer)) return;
    const what = event.subject ?? name.slice(0, name.indexOf('.'));
    report({
      pointer: pointer('events', name, 'producer'),
      part: 'value',
      clauses: ['EM-020'],
      message: `\`${event.producer}\` emits \`${name}\`, but \`${what}\` is owned by \`${owners[0]}\`. A service emits only about data that it owns: let the owner emit it, or name the event after what \`${event.producer}\` itself did.`,
      fix: {
        title: `Change producer to ${owners[0]}`,
        replace: { at: pointer('events', name, 'producer'), value: owners[0] ?? '' },
      },
    });
  },
};
