import { pointer, type Rule, type Visit } from '../rule.ts';

/** Types of core stand outside `sys.`; those of a system stand in `sys.<id>.`. */
function look(section: 'events' | 'commands', name: string, owner: string | undefined, { report }: Visit): void {
  const at = pointer(section, name);
  const prefix = /^sys\.([^.]+)\./.exec(name)?.[1];
  if (owner === undefined) return;
  if (owner === 'core') {
    if (!name.startsWith('sys.')) return;
    report({
      pointer: at,
      clauses: ['GS-050'],
      message: `\`${name}\` is owned by core but stands in the namespace of systems. Core and systems have disjoint namespaces: rename it, or name the system that owns it.`,
    });
    return;
  }
  if (prefix === undefined)
    report({
      pointer: at,
      clauses: ['GS-052'],
      message: `\`${name}\` is owned by the system \`${owner}\`, so its name begins with \`sys.${owner}.\`: a reader must see whose it is.`,
    });
  else if (prefix !== owner)
    report({
      pointer: at,
      clauses: ['GS-052', 'GS-054'],
      message: `ErrSystemTypeNamespaceMismatch: \`${name}\` stands in the namespace of \`${prefix}\`, but its owner is \`${owner}\`. One of the two is wrong.`,
    });
}

export const systemOwnsItsNamespace: Rule = {
  meta: {
    id: 'system-owns-its-namespace',
    title: 'What a system owns stands in its namespace',
    clauses: ['GS-050', 'GS-052', 'GS-054'],
    severity: { game: 'error', envelope: 'warning', unified: 'error' },
    targets: 'model',
    since: '0.1',
    fixed: true,
  },
  event: (name, { owner }, visit) => look('events', name, owner, visit),
  command: (name, { owner }, visit) => look('commands', name, owner, visit),
};
