/**
 * A model as it was understood (contract §2). Names stand as written. Everything optional here may be missing in a draft; rules say what is
 * demanded. Positions are kept apart, by JSON pointer (see `ParsedModel`).
 */
import type { Classification, JsonValue, RecordKind } from '../record/record.ts';

export const PROFILES = ['hless', 'game', 'envelope', 'evidence', 'eventing', 'unified'] as const;
export type ProfileName = (typeof PROFILES)[number];
export type ReplayIntent = 'projection_and_replay' | 'replay_only' | 'audit_only';

/** A payload field in short or long form, normalised: `string?` is { type: 'string', optional: true }. */
export interface FieldModel {
  readonly type: string;
  readonly optional?: boolean;
  /** Values of an enum; `open` when it ends in `...`. */
  readonly values?: readonly string[];
  readonly open?: boolean;
  readonly fields?: Readonly<Record<string, FieldModel>>;
  readonly items?: FieldModel;
  readonly description?: string;
  readonly sensitive?: string;
  readonly reason?: string;
  readonly access?: readonly string[];
  readonly redact?: string;
}
export type Payload = Readonly<Record<string, FieldModel>>;

export interface OnReplay {
  readonly gap: 'mark' | 'stop';
  readonly unknown_type: 'skip' | 'stop';
  readonly unknown_version: 'park' | 'stop';
  readonly throw: 'stop';
}
export const DEFAULT_ON_REPLAY: OnReplay = {
  gap: 'mark',
  unknown_type: 'skip',
  unknown_version: 'park',
  throw: 'stop',
};

interface Described {
  readonly description?: string;
}
export interface ServiceModel extends Described {
  readonly owns?: readonly string[];
}
export interface SystemModel extends Described {
  readonly version?: string;
}
export interface SubjectModel extends Described {
  readonly id?: string;
}
export interface PolicyModel extends Described {
  readonly recorded_by?: string;
}
export interface InvariantModel {
  readonly says?: string;
  readonly ordered?: boolean;
  readonly scope?: string;
}
export interface StreamModel extends Described {
  readonly record_kind?: RecordKind;
  readonly partition_key?: string;
  readonly ordering_scope?: 'partition' | 'subject' | 'stream' | 'none';
  readonly retention?: string;
  readonly time?: { readonly t_event?: string; readonly t_process?: string };
  readonly idempotency?: { readonly strategy?: string; readonly fields?: readonly string[]; readonly window?: string };
  readonly delivery?: string;
  readonly requires?: readonly string[];
  readonly invariants?: readonly InvariantModel[];
  readonly derives_from?: readonly string[];
  readonly rebuild?: string;
}
export interface OutcomesModel {
  readonly success?: readonly string[];
  readonly failure?: readonly string[];
  readonly timeout?: readonly string[];
  readonly partial?: readonly string[];
  readonly within?: string;
}
export interface EventModel extends Described {
  readonly stream?: string;
  readonly kind?: RecordKind;
  readonly replay_intent?: ReplayIntent;
  readonly owner?: string;
  readonly subject?: string;
  readonly producer?: string;
  readonly version?: number;
  readonly formerly?: readonly string[];
  readonly classification?: Classification;
  readonly retention?: string;
  readonly purpose?: string;
  readonly visibility?: string;
  readonly requires?: readonly string[];
  readonly corrects?: string;
  readonly outcomes?: OutcomesModel;
  readonly payload?: Payload;
  readonly schema?: JsonValue;
  /** By version number as text: what older records hold. */
  readonly versions?: Readonly<Record<string, { readonly payload?: Payload; readonly schema?: JsonValue }>>;
}
export interface CommandModel extends Described {
  readonly owner?: string;
  readonly subject?: string;
  readonly subject_id?: string;
  readonly mutates?: boolean;
  readonly emits?: readonly string[];
  /** Code -> FACT that records it; a plain list gives codes without one. */
  readonly rejects?: Readonly<Record<string, string | undefined>>;
  readonly records?: string;
  readonly idempotency_key?: string;
  readonly payload?: Payload;
  readonly schema?: JsonValue;
}
export interface ProjectionModel extends Described {
  readonly on?: readonly string[];
  readonly key?: string;
  readonly apply?: 'inline' | 'outbox';
  readonly horizon?: string;
}
export interface ConsumerModel extends Described {
  readonly service?: string;
  readonly kind?: string;
  /** Type -> versions handled; undefined = the current one. */
  readonly on?: Readonly<Record<string, readonly number[] | undefined>>;
  readonly unknown_version?: string;
  readonly dedupe_by?: string;
  readonly ordering?: string;
  readonly ordering_from?: string;
  readonly effects?: readonly { readonly name?: string; readonly guard?: string }[];
  readonly issues?: readonly string[];
  readonly awaits_reply?: boolean;
  readonly policy?: string;
  readonly use?: string;
}
export interface ScreenModel extends Described {
  readonly reads?: readonly string[];
  readonly issues?: readonly string[];
  readonly writes?: JsonValue;
}
export interface PrecedenceModel extends Described {
  readonly every?: string;
  readonly needs?: string;
  readonly within?: string;
}
export interface MigrationModel extends Described {
  readonly event?: string;
  readonly from?: number;
  readonly to?: number;
  readonly plan?: string;
}
export interface WaiverModel {
  readonly rule?: string;
  readonly at?: string;
  readonly why?: string;
}

type Named<T> = Readonly<Record<string, T>>;

export interface Model extends Described {
  readonly factline?: number;
  readonly model?: string;
  readonly profiles: readonly ProfileName[];
  readonly names?: 'pascal' | 'dotted';
  readonly rules: Readonly<Record<string, string>>;
  readonly on_replay: OnReplay;
  readonly waivers: readonly WaiverModel[];
  readonly services: Named<ServiceModel>;
  readonly systems: Named<SystemModel>;
  readonly subjects: Named<SubjectModel>;
  readonly policies: Named<PolicyModel>;
  readonly streams: Named<StreamModel>;
  readonly events: Named<EventModel>;
  readonly commands: Named<CommandModel>;
  readonly projections: Named<ProjectionModel>;
  readonly consumers: Named<ConsumerModel>;
  readonly screens: Named<ScreenModel>;
  readonly precedence: Named<PrecedenceModel>;
  readonly migrations: Named<MigrationModel>;
  readonly scenarios: Named<JsonValue>;
}
