import { pointer } from '../../json-pointer.ts';
import { nearest } from '../../model/schema.ts';
import type { Rule } from '../rule.ts';

/** What a consumer does stands in the model: the effects that it calls and the commands that it issues. */
export const consumerKeepsItsContract: Rule = {
  meta: {
    id: 'consumer-keeps-its-contract',
    title: 'A consumer does only what the model declares',
    clauses: [],
    severity: {
      hless: 'error',
      game: 'error',
      envelope: 'error',
      evidence: 'error',
      eventing: 'error',
      unified: 'error',
    },
    targets: 'behavior',
    since: '0.2',
  },
  consumer(name, { effects, issues }, { behavior, report }) {
    const code = behavior?.consumers.get(name);
    if (!code) return;
    const declared = effects?.flatMap((effect) => effect.name ?? []) ?? [];
    const tell = (what: string, key: string, list: readonly string[], used: typeof code.effects) => {
      const told = new Set<string>();
      for (const one of used) {
        if (list.includes(one.name) || told.has(one.name)) continue;
        told.add(one.name);
        const near = nearest(one.name, list);
        report({
          pointer: pointer('consumers', name),
          place: one.place,
          message: `The consumer \`${name}\` ${what} \`${one.name}\`, which its \`${key}\` in the model do not list: nobody guards it, and nobody sees it coming. ${near === undefined ? 'Declare it there.' : `Did you mean \`${near}\`?`}`,
        });
      }
    };
    tell('calls the effect', 'effects', declared, code.effects);
    tell('issues', 'issues', issues ?? [], code.issues);
  },
};
