/** The mapping of the contract (§4): data that says how rows of a foreign file become records. A saved wizard choice is one of these. */
import type { MaskedPart } from '../hold/found.ts';

/** The fields of a record that a mapping can fill, `t_process` (which makes a processing row) and `payload`. */
export const ROLES = [
  'id',
  'type',
  'version',
  'kind',
  'stream',
  'subject_type',
  'subject_id',
  'entity_type',
  'entity_id',
  'also',
  'sequence',
  'partition',
  'position',
  't_event',
  't_log',
  't_process',
  'producer',
  'actor_type',
  'actor_id',
  'tenant_id',
  'space_id',
  'correlation_id',
  'causation_id',
  'request_id',
  'idempotency_key',
  'system_id',
  'system_version',
  'classification',
  'payload',
  'meta',
] as const;
export type Role = (typeof ROLES)[number];

export const TIME_ROLES = ['t_event', 't_log', 't_process'] as const;
export type TimeRole = (typeof TIME_ROLES)[number];

export type TimeUnit = 'iso' | 's' | 'ms' | 'us' | 'ns';
export type SequenceScope = 'subject' | 'partition' | 'stream' | 'log' | 'none';

export interface SequenceSpec {
  readonly per: SequenceScope;
  /** The number that the first record of a scope has. */
  readonly base: number;
}

export interface TimeSpec {
  readonly unit?: TimeUnit;
  /** `Z` or `±hh:mm`: what a time without a zone means. */
  readonly zone?: string;
}

export interface Mapping {
  readonly mapping: 1;
  readonly name: string;
  readonly shape: 'ndjson' | 'array' | 'csv';
  /** Path to the array of rows in a JSON file. */
  readonly rows?: string;
  /** Paths that hold JSON text or base64. */
  readonly unwrap?: readonly string[];
  /** A path (dotted; a key with a dot is quoted) or several, joined with `/`. */
  readonly roles: Readonly<Partial<Record<Role, string | readonly string[]>>>;
  readonly constants?: Readonly<Partial<Record<Role, string | number>>>;
  readonly times?: Readonly<Partial<Record<TimeRole, TimeSpec>>>;
  readonly sequence?: SequenceSpec;
  readonly identity?: readonly string[];
}

export interface SourceRef {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex of the whole source, or of its first MiB while it is being imported. */
  readonly sha256?: string;
  /** Of a journal that was put on one axis with others: what was added to these times of its records. */
  readonly offset?: string;
  readonly times?: readonly TimeRole[];
}

/** The first line of a journal in its text form, and its manifest in storage. */
export interface JournalHeader {
  readonly factline: 1;
  readonly journal: string;
  readonly from?: string;
  readonly mapping?: Mapping;
  readonly sequence: SequenceSpec;
  readonly identity: readonly string[];
  readonly zones?: Readonly<Partial<Record<TimeRole, string>>>;
  readonly sources?: readonly SourceRef[];
  readonly state?: 'complete' | 'importing';
  readonly head?: string;
  /** Of a masked copy: what its values were replaced of. */
  readonly masked?: readonly MaskedPart[];
  /** Of a fork: the journal that it is a changed copy of, and the changes in words. */
  readonly fork?: { readonly of: string; readonly edits: readonly string[] };
}
