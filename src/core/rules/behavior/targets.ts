/** Where what a simulator or replay names as its target stands in the behavior files. */
import type { Place } from '../../finding.ts';
import type { BehaviorFacts, SectionName } from './facts.ts';

export interface TargetPlace {
  /** `decider/PlaceOrder`, `fold/order`, `invariant/order` for all of a subject, `upcaster/OrderPlaced` for all of an event. */
  readonly target: string;
  readonly place: Place;
}

const KINDS: readonly (readonly [SectionName, string])[] = [
  ['folds', 'fold'],
  ['deciders', 'decider'],
  ['projections', 'projection'],
  ['consumers', 'consumer'],
  ['handlers', 'handler'],
  ['upcasters', 'upcaster'],
  ['policies', 'policy'],
  ['invariants', 'invariant'],
];

export const targetPlaces = (facts: BehaviorFacts | undefined): readonly TargetPlace[] =>
  facts
    ? KINDS.flatMap(([section, kind]) =>
        facts.sections[section].names.map(({ name, place }) => ({ target: `${kind}/${name}`, place })),
      )
    : [];

/** The place of a target, or of what it belongs to: `upcaster/OrderPlaced@1` is one of `upcaster/OrderPlaced`. */
export const placeOfTarget = (places: readonly TargetPlace[], target: string): Place | undefined =>
  places.find(
    (one) => one.target === target || [`${one.target}/`, `${one.target}@`].some((part) => target.startsWith(part)),
  )?.place;
