/** What is said of a consumer, projection or fold under faults, and which clauses that proves or breaks (contract §6, §7). */
import type { Judged } from '../judged.ts';

export const PROPERTIES = [
  'idempotent',
  'order',
  'loss',
  'crash',
  'version',
  'effects',
  'poison',
  'instances',
  'slow',
  'outage',
  'transport',
] as const;
export type Property = (typeof PROPERTIES)[number];

export const NEEDS = ['none', 'subject', 'partition', 'across'] as const;
export type Needs = (typeof NEEDS)[number];

/** A fault of a schedule with the record's own id, for people and for the timeline. */
export interface ScheduledFault {
  readonly fault: string;
  readonly record: string;
  readonly type: string;
  readonly by?: number;
  readonly last?: number;
  readonly point?: string | number;
  readonly effect?: number;
}
export interface Verdict extends Judged {
  readonly target: string;
  readonly property: Property;
  readonly clauses: readonly string[];
  /** The smallest that shows it; empty where it holds. */
  readonly schedule: readonly ScheduledFault[];
  /** Of an `order` verdict that was tried. */
  readonly needs?: Needs;
  readonly tried: number;
  /** So many records (of a fold: subjects) come to nothing before anything is done to it, so nothing is shown of them. */
  readonly fails_clean?: { readonly count: number; readonly of: number; readonly message: string };
  /** What went wrong, and what to do. */
  readonly message?: string;
}

/** Targets that fail before anything is done to them, each once. */
export const failingClean = (
  verdicts: readonly Verdict[],
): readonly { readonly target: string; readonly failure: NonNullable<Verdict['fails_clean']> }[] =>
  [...new Map(verdicts.map((verdict) => [verdict.target, verdict])).values()].flatMap(({ target, fails_clean }) =>
    fails_clean ? [{ target, failure: fails_clean }] : [],
  );

export type Kind = 'consumer' | 'projection' | 'fold';
export const VERDICT_CLAUSES: Readonly<Record<Kind, Readonly<Partial<Record<Property, readonly string[]>>>>> = {
  consumer: {
    idempotent: ['ES-040', 'ES-041', 'ES-042', 'ES-051', 'EM-031', 'EM-082'],
    order: ['HL-030', 'ES-050', 'ES-053', 'EM-032', 'EM-090', 'EM-093', 'EM-094'],
    loss: ['ES-052', 'EM-034'],
    crash: ['ES-041', 'EM-031', 'EM-082'],
    version: ['ES-032', 'EM-033'],
    effects: ['EM-083', 'ES-062', 'EM-123', 'EM-031'],
    poison: ['ES-062', 'EM-123'],
    instances: ['ES-041', 'EM-031', 'EM-082'],
    slow: ['ES-041', 'EM-031', 'EM-034'],
    outage: ['EM-083', 'ES-062', 'EM-123', 'EM-031'],
    transport: ['ES-041', 'EM-031', 'EM-082'],
  },
  projection: {
    idempotent: ['GS-072', 'FA-032', 'ES-041'],
    crash: ['GS-072', 'GS-004', 'GS-013', 'HL-021', 'FA-022', 'FA-033'],
    order: ['HL-030', 'GS-003'],
    poison: ['ES-062', 'EM-123'],
    instances: ['GS-072', 'ES-041'],
    slow: ['GS-072', 'ES-041'],
    outage: ['GS-072', 'GS-004', 'GS-013', 'HL-021', 'FA-022', 'FA-033'],
    transport: ['GS-072', 'ES-041'],
  },
  // A fold gets the records of its own subject only, in order, and once: of order there is nothing that it could break.
  fold: { order: [], poison: ['ES-062', 'EM-123'] },
};
/** Broken only where order across scopes matters. */
export const ACROSS_ONLY: readonly string[] = ['HL-030', 'GS-003'];
/** Broken only where a failure is not counted. */
export const METRIC_CLAUSES: readonly string[] = ['ES-062', 'EM-123'];

const FIXES: Readonly<Record<Property, string>> = {
  idempotent: 'Dedupe by id (`dedupe_by: id`), guard the effect, or give the command an `idempotency_key`.',
  order: 'Buffer by sequence, or declare the order that it needs (`ordering: subject`) with `ordering_from`.',
  loss: 'Make the outcome not depend on when a record comes: read what is needed from the record, or look again later.',
  crash: 'Note what was done in the same step as doing it: dedupe by id, or guard the effect.',
  version: 'Read only the fields that are needed, and park what is newer (`unknown_version: park`).',
  poison:
    'Let what cannot be read fail: the transport tries again, then puts it aside as a dead letter that somebody sees. Do nothing before all is read.',
  instances:
    'Keep what was done where both instances see it, in the same step as doing it: `dedupe_by: id`, or guard the effect; and declare the order that is needed.',
  slow: 'Note what was done in the same step as doing it, so that who comes later finds it: `dedupe_by: id`, or guard the effect.',
  outage:
    'Let a refusal be a failure of the delivery, so that it is tried again, and guard the effect against what comes again afterwards.',
  transport: 'Count on nothing that only one transport gives: dedupe by id, and declare the order that is needed.',
  effects: 'Guard the effect (`guard: id`), and let a failure of it be a failure of the delivery.',
};

const FOLDED: Readonly<Partial<Record<Property, string>>> = {
  order: 'Make a row depend on what its records say, not on which came last; or key it by what keeps its order.',
  poison:
    'Let what cannot be read fail: then it is known which record is missing, and nothing looks whole that is not.',
};
const AGAIN =
  'Let a row bear the same record again: set what it says instead of adding to it, or keep which ids it has; or commit row and checkpoint together (`apply: inline`).';

/** What to do about it. */
export function fixOf(kind: Kind, property: Property): string {
  if (kind === 'consumer') return FIXES[property];
  return FOLDED[property] ?? AGAIN;
}
