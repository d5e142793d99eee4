/** A record that nobody can read stands among the others: it may fail, be put aside or be handled; it may not vanish, act twice, or harm the others. */
import type { PoisonSeen, Result } from './subject.ts';
import { same, sameEffects } from './subject.ts';

/** What is wrong with how it was met; undefined where nothing is. `clean`: what the record did that it is like. */
function wrongWith({ like, traceless, effects, commands }: PoisonSeen, clean: Result): string | undefined {
  const usual = clean.did?.get(like) ?? 0;
  if (traceless)
    return 'a record that cannot be read vanished without a trace: the handler went on as if all were well, no failure was counted, and nothing was put aside';
  if (effects + commands > usual)
    return `a record that cannot be read did ${effects + commands} effects and commands, where one that can be read does ${usual}: each attempt began anew`;
  return undefined;
}

export function harmOfPoison(clean: Result, faulty: Result): string | undefined {
  for (const seen of faulty.poison ?? []) {
    const wrong = wrongWith(seen, clean);
    if (wrong !== undefined) return wrong;
  }
  // What its commands wrote is in the states: then only the effects of the others can be told apart.
  const acted = faulty.poison?.some(({ commands }) => commands > 0) === true;
  const unharmed = acted ? sameEffects(clean, faulty) : same(clean, faulty);
  return unharmed ? undefined : 'after a record that cannot be read the others came out differently';
}
