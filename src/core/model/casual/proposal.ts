/** What casual text is taken for, before a person has confirmed it. */
import type { SectionName } from '../schema.ts';

export const EVENT_KINDS = ['FACT', 'INTENT', 'OBSERVATION', 'DERIVATION'] as const;
export const PROPOSED_KINDS = [...EVENT_KINDS, 'command', 'stream', 'policy', 'projection'] as const;
export type ProposedKind = (typeof PROPOSED_KINDS)[number];

export interface ProposedField {
  readonly name: string;
  /** In the short form, `string?`; undefined = the text does not say. */
  readonly type: string | undefined;
  readonly description?: string;
  /** Of an object, or with `type` `[]` of the objects of an array. */
  readonly fields?: readonly ProposedField[];
}
export type Keys = Readonly<Record<string, unknown>>;
export interface Proposal {
  /** 1-based line of the text, and what stands there. */
  readonly line: number;
  readonly source: string;
  readonly kind: ProposedKind;
  /** Kinds that it can be changed to without losing what was said. */
  readonly choices: readonly ProposedKind[];
  /** Why this kind. */
  readonly why: string;
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly ProposedField[];
  /** Further keys of the definition that the text says. */
  readonly keys: Keys;
}
/** What was not taken over. */
export interface LeftOver {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}
export interface Casual {
  readonly proposals: readonly Proposal[];
  readonly left: readonly LeftOver[];
}
/** Collects while a text is read. */
export interface Taking {
  propose(proposal: Proposal): void;
  leave(line: number, text: string, why: string): void;
}

export const sectionOf = (kind: ProposedKind): SectionName =>
  kind === 'command'
    ? 'commands'
    : kind === 'stream'
      ? 'streams'
      : kind === 'policy'
        ? 'policies'
        : kind === 'projection'
          ? 'projections'
          : 'events';

export type NameStyle = 'pascal' | 'dotted';
