import { pointer } from '../../json-pointer.ts';
import { fieldsOfEvent } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { isHealth } from '../sensitive.ts';

/** Least classification that a kind of sensitive data asks for. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  health: ['phi'],
  personal: ['personal', 'phi', 'confidential'],
  financial: ['confidential', 'personal', 'phi'],
};

/** Contract §7: classification `phi` goes with `sensitive: health`. */
export const classificationFitsPayload: Rule = {
  meta: {
    id: 'classification-fits-payload',
    title: 'An event is classified as its most sensitive field asks',
    clauses: ['EM-114'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  event(name, event, { report }) {
    if (event.classification === undefined) return;
    for (const { name: field, field: one } of fieldsOfEvent(name, event)) {
      const kind = one.sensitive ?? (isHealth(field) ? 'health' : undefined);
      const needs = kind === undefined || !Object.hasOwn(NEEDS, kind) ? undefined : NEEDS[kind];
      if (!needs || needs.includes(event.classification)) continue;
      report({
        pointer: pointer('events', name, 'classification'),
        part: 'value',
        message: `\`${name}\` is classified \`${event.classification}\`, but \`${field}\` is ${kind} data. Who may read it and how long it is kept follow from the class: make it \`${needs[0]}\`.`,
        fix: {
          title: `Change to ${needs[0]}`,
          replace: { at: pointer('events', name, 'classification'), value: needs[0] ?? '' },
        },
      });
      return;
    }
  },
};
