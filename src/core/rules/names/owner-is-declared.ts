import { pointer } from '../../json-pointer.ts';
import type { Rule, Visit } from '../rule.ts';
import { namespaceOf } from './owner.ts';

function look(section: 'events' | 'commands', name: string, owner: string | undefined, { model, report }: Visit): void {
  if (owner !== undefined && owner.trim() !== '') return;
  const at = pointer(section, name);
  const system = namespaceOf(name);
  const guess = system === undefined ? 'core' : Object.hasOwn(model.systems, system) ? system : undefined;
  report({
    pointer: at,
    lacks: `${at}/owner`,
    message: `\`${name}\` has no owner. Who defines it and may change it follows from no name: say \`owner: core\`, or the id of the system that brings it.`,
    ...(guess !== undefined && {
      fix:
        owner === undefined
          ? { title: `Add owner: ${guess}`, insert: { into: at, key: 'owner', value: guess } }
          : { title: `Change to ${guess}`, replace: { at: `${at}/owner`, value: guess } },
    }),
  });
}

export const ownerIsDeclared: Rule = {
  meta: {
    id: 'owner-is-declared',
    title: 'An event or command says who owns it',
    clauses: ['GS-061'],
    severity: { game: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event: (name, { owner }, visit) => look('events', name, owner, visit),
  command: (name, { owner }, visit) => look('commands', name, owner, visit),
};
