import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { handlerStub, has } from './stub.ts';

/** What a projection hears stands in the model and in the code, and both say the same. */
export const projectionAgreesWithCode: Rule = {
  meta: {
    id: 'projection-agrees-with-code',
    title: 'A projection handles what the model says that it hears',
    clauses: ['GS-031', 'GS-034', 'GS-040', 'GS-042', 'GS-063'],
    severity: { game: 'error', unified: 'error' },
    targets: 'behavior',
    since: '0.2',
    fixed: true,
  },
  projection(name, { on, key }, { behavior, report }) {
    if (!behavior) return;
    const at = pointer('projections', name);
    const code = behavior.projections.get(name);
    if (!code) {
      if (behavior.sections.projections.open) return;
      const [first] = on ?? [];
      report({
        pointer: at,
        message: `No code computes the projection \`${name}\`: it stays empty whatever happens. Add it to \`projections\` in the behavior file.`,
        ...(first !== undefined && on?.length === 1 && { edits: handlerStub(behavior, 'projections', name, first) }),
      });
      return;
    }
    if (key !== undefined && code.key !== undefined && key !== code.key)
      report({
        pointer: `${at}/key`,
        place: code.place,
        message: `\`${name}\` has the key \`${key}\` in the model and \`${code.key}\` in the code: rows would be another's. Say it in one place, or alike in both.`,
        clauses: ['GS-040'],
      });
    if (!on) return;
    const listed = new Set(on);
    for (const [i, event] of on.entries())
      if (!code.on.open && !has(code.on, event) && !has(code.on, '*'))
        report({
          pointer: at + pointer('on', i),
          part: 'value',
          message: `\`${name}\` hears \`${event}\` by the model, but its code has no handler for it: the view misses these events. Add the handler, or take the name out of \`on\`.`,
          edits: handlerStub(behavior, 'projections', name, event),
        });
    for (const { name: event, place } of code.on.names)
      if (!listed.has(event) && !listed.has('*'))
        report({
          pointer: at,
          place,
          message: `The code of \`${name}\` handles \`${event}\`, but the model's \`on\` does not list it. Add it to \`on\`, or remove the handler: both say what the view is made of.`,
          clauses: ['GS-031', 'GS-040', 'GS-042'],
        });
  },
};
