import { pointer } from '../../json-pointer.ts';
import type { CommandModel } from '../../model/model.ts';
import type { Rule } from '../rule.ts';
import { ownerOf, ownerOfEvent } from './owner.ts';

export const commandEmitsOwnTypes: Rule = {
  meta: {
    id: 'command-emits-own-types',
    title: 'A command records types of its own owner only',
    clauses: ['GS-022', 'GS-023'],
    severity: { game: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  command(name, command, { model, report }) {
    const owner = ownerOf(name, command.owner);
    for (const { at, type } of recordedBy(name, command)) {
      const other = ownerOfEvent(type, model);
      if (other === owner) continue;
      const [whose, theirs] = [owner, other].map((id) => (id === 'core' ? 'core' : `the system \`${id}\``));
      report({
        pointer: at,
        clauses: owner === 'core' ? ['GS-022'] : other === 'core' ? ['GS-023'] : [],
        message: `\`${name}\` is a command of ${whose}, but \`${type}\` belongs to ${theirs}. Each side records its own types only, or neither could change them alone: record one of its own, and let the other side follow by a command.`,
      });
    }
  },
};

function* recordedBy(
  name: string,
  { emits, rejects, records }: CommandModel,
): Generator<{ readonly at: string; readonly type: string }> {
  const at = pointer('commands', name);
  for (const [i, type] of (emits ?? []).entries()) yield { at: `${at}/emits/${i}`, type };
  for (const [code, type] of Object.entries(rejects ?? {}))
    if (type !== undefined) yield { at: at + pointer('rejects', code), type };
  if (records !== undefined) yield { at: `${at}/records`, type: records };
}
