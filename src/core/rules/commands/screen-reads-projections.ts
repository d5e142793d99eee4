import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const screenReadsProjections: Rule = {
  meta: {
    id: 'screen-reads-projections',
    title: 'A screen reads projections and writes nothing',
    clauses: ['FA-053'],
    severity: { evidence: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  screen(name, screen, { report }) {
    if (screen.writes === undefined || screen.writes === null) return;
    const at = pointer('screens', name, 'writes');
    report({
      pointer: at,
      message: `Screen \`${name}\` writes by itself. Data that only a screen's handler fills cannot be rebuilt from the log: let it issue a command, and read a projection of what follows.`,
      fix: { title: 'Remove writes', remove: { at } },
    });
  },
};
