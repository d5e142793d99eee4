import { pointer } from '../../json-pointer.ts';
import type { FixSpec, Rule, Visit } from '../rule.ts';
import { namespaceOf, systemBefore } from './owner.ts';
import { renameEvent } from './rename-event.ts';
import { isLower, isSystems, segmentsOf, styleOf, toDotted } from './style.ts';

type Section = 'events' | 'commands';

/** Types of core stand outside `sys.`; those of a system stand in `sys.<id>.`, and are declared as its own. */
function look(section: Section, name: string, owner: string | undefined, visit: Visit): void {
  const { model, report } = visit;
  const at = pointer(section, name);
  const prefix = namespaceOf(name);
  const own = (system: string): FixSpec => ({
    title: `Change owner to ${system}`,
    replace: { at: `${at}/owner`, value: system },
  });
  const before = systemBefore(name, model);
  if (owner === 'core' && isSystems(name)) {
    const registered = prefix !== undefined && Object.hasOwn(model.systems, prefix);
    report({
      pointer: at,
      clauses: prefix === undefined || prefix === 'core' ? ['GS-050'] : ['GS-050', 'GS-060'],
      message: `\`${name}\` is owned by core but stands in the namespace of systems. Core and systems have disjoint namespaces${registered ? `, and what stands in \`sys.${prefix}.\` is registered by \`${prefix}\`` : ''}: rename it, or name the system that owns it.`,
      ...(registered && { fix: own(prefix) }),
    });
  } else if ((owner === undefined || owner === 'core') && before !== undefined) {
    report({
      pointer: at,
      clauses: ['GS-052'],
      message: `\`${name}\` begins with the system \`${before}\`. Names of a system begin with \`sys.${before}.\`, so that a reader sees whose a record is and a missing module is noticed.`,
      ...fixOf(renamed(section, name, before, visit)),
    });
  } else if (owner === undefined || owner === 'core') return;
  else if (prefix === undefined)
    report({
      pointer: at,
      clauses: ['GS-052'],
      message: `\`${name}\` is owned by the system \`${owner}\`, so its name begins with \`sys.${owner}.\`: a reader must see whose it is.`,
      ...fixOf(renamed(section, name, owner, visit)),
    });
  else if (prefix !== owner)
    report({
      pointer: at,
      clauses: ['GS-052', 'GS-054', 'GS-060'],
      message: `ErrSystemTypeNamespaceMismatch: \`${name}\` stands in the namespace of \`${prefix}\`, but its owner is \`${owner}\`. One of the two is wrong.`,
      ...(Object.hasOwn(model.systems, prefix) && { fix: own(prefix) }),
    });
}

const fixOf = (fix: FixSpec | undefined) => fix && { fix };

/** The name in the system's namespace; only events are renamed, for commands are named outside of the model. */
function renamed(section: Section, name: string, system: string, { model }: Visit): FixSpec | undefined {
  if (section !== 'events' || !isLower(system)) return undefined;
  const event = Object.hasOwn(model.events, name) ? model.events[name] : undefined;
  const dotted = styleOf(name) === 'dotted' ? name : event && toDotted(name, event);
  if (dotted === undefined) return undefined;
  const segments = segmentsOf(dotted);
  return renameEvent(
    model,
    name,
    ['sys', system, ...(segments[0] === system ? segments.slice(1) : segments)].join('.'),
  );
}

export const systemOwnsItsNamespace: Rule = {
  meta: {
    id: 'system-owns-its-namespace',
    title: 'What a system owns stands in its namespace',
    clauses: ['GS-050', 'GS-052', 'GS-054', 'GS-060'],
    severity: { game: 'error', envelope: 'warning', evidence: 'warning', eventing: 'warning', unified: 'error' },
    targets: 'model',
    since: '0.1',
    fixed: true,
  },
  event: (name, { owner }, visit) => look('events', name, owner, visit),
  command: (name, { owner }, visit) => look('commands', name, owner, visit),
};
