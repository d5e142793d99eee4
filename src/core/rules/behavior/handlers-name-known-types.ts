import type { Place } from '../../finding.ts';
import { oldNames } from '../../model/knows.ts';
import { nearest } from '../../model/schema.ts';
import { eventNames } from '../fields.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';
import { renamed } from './stub.ts';

/** By old name: the event that bore it. */
const newerNames = perModel(({ events }): ReadonlyMap<string, string> => oldNames(events));

const UNKNOWN = ['GS-044', 'GS-040'];

/** A handler for a type that the model does not have never runs; one for a system's type belongs to a module that is not there. */
export const handlersNameKnownTypes: Rule = {
  meta: {
    id: 'handlers-name-known-types',
    title: 'Behavior names only what the model has',
    clauses: UNKNOWN,
    severity: { game: 'error', unified: 'error' },
    targets: 'behavior',
    since: '0.2',
    fixed: true,
  },
  whole({ model, behavior, report }) {
    if (!behavior) return;
    const events = eventNames(model);
    const look = (what: string, owner: string, name: string, place: Place) => {
      if (name === '*' || Object.hasOwn(model.events, name) || events.length === 0) return;
      const [, system] = /^sys\.([^.]+)\./.exec(name) ?? [];
      if (system !== undefined && !Object.hasOwn(model.systems, system)) {
        report({
          pointer: '',
          place,
          message: `${what} \`${owner}\` handles \`${name}\`, but there is no system \`${system}\` in the model: a module that nobody knows is an error, and is not passed over. Declare it in \`systems\`, with its events, or remove the handler.`,
        });
        return;
      }
      const newer = newerNames(model).get(name);
      const near = newer ?? nearest(name, events);
      report({
        pointer: '',
        place,
        message: `${what} \`${owner}\` handles \`${name}\`, which the model does not declare, so it never runs. ${near === undefined ? 'Declare the event, or remove the handler.' : `Did you mean \`${near}\`?`}`,
        ...(near !== undefined && { edits: renamed(place, near) }),
      });
    };
    for (const { name, on } of behavior.folds.values())
      for (const h of on.names) look('The fold', name, h.name, h.place);
    for (const { name, on } of behavior.projections.values())
      for (const h of on.names) look('The projection', name, h.name, h.place);
    for (const { name, place } of behavior.sections.upcasters.names) look('An upcaster', name, name, place);
    const subjects = Object.keys(model.subjects);
    const owners = [
      ['fold', behavior.sections.folds, model.subjects, subjects.length > 0],
      ['consumer', behavior.sections.consumers, model.consumers, true],
    ] as const;
    for (const [what, { names }, known, asked] of owners)
      for (const { name, place } of names) {
        if (!asked || name === '*' || Object.hasOwn(known, name)) continue;
        const near = nearest(name, Object.keys(known));
        report({
          pointer: '',
          place,
          message: `There is no ${what === 'fold' ? 'subject' : 'consumer'} \`${name}\` in the model, so this ${what} never runs. ${near === undefined ? 'Declare it, or remove the code.' : `Did you mean \`${near}\`?`}`,
          ...(near !== undefined && { edits: renamed(place, near) }),
        });
      }
  },
};
