/** Which events are handled where, once for each reading of the code. */
import type { BehaviorFacts, Handled } from './facts.ts';

interface Index {
  /** By owner: the names that it handles. */
  readonly folds: ReadonlyMap<string, ReadonlySet<string>>;
  readonly projected: ReadonlySet<string>;
  readonly projectsAll: boolean;
}
const known = new WeakMap<BehaviorFacts, Index>();
const namesOf = ({ on }: Handled): ReadonlySet<string> => new Set(on.names.map(({ name }) => name));

export function handledIn(facts: BehaviorFacts): Index {
  const before = known.get(facts);
  if (before) return before;
  const projections = [...facts.projections.values()];
  const projected = new Set(projections.flatMap(({ on }) => on.names.map(({ name }) => name)));
  const index = {
    folds: new Map([...facts.folds].map(([subject, fold]) => [subject, namesOf(fold)] as const)),
    projected,
    projectsAll: projected.has('*') || facts.sections.projections.open || projections.some(({ on }) => on.open),
  };
  known.set(facts, index);
  return index;
}

/** Whether a fold takes the event; true as well where it cannot be told. */
export function isFolded(facts: BehaviorFacts, event: string, subject: string | undefined): boolean {
  if (facts.sections.folds.open) return true;
  const { folds } = handledIn(facts);
  const takes = (owner: string) => {
    const names = folds.get(owner);
    return names !== undefined && (names.has(event) || names.has('*') || facts.folds.get(owner)?.on.open === true);
  };
  if (subject === undefined) return [...folds.keys()].some(takes);
  return folds.has(subject) ? takes(subject) : takes('*');
}
