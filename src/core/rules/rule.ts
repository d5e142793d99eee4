/** What a rule is. A rule is one file `<topic>/<id>.ts`, its page `<id>.md` with examples that are run, and a place in its folder's index. */
import type { Fix, Place, Severity } from '../finding.ts';
import type {
  CommandModel,
  ConsumerModel,
  EventModel,
  MigrationModel,
  Model,
  PolicyModel,
  PrecedenceModel,
  ProfileName,
  ProjectionModel,
  ScreenModel,
  ServiceModel,
  StreamModel,
  SubjectModel,
  SystemModel,
} from '../model/model.ts';
import type { JsonValue } from '../record/record.ts';
import type { BehaviorFacts } from './behavior/facts.ts';
import type { ProfileSettings } from './profiles.ts';

export interface RuleMeta {
  /** `fact-not-provisional`: what the model promises, in words. */
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly string[];
  /** A profile that is not named does not have the rule. */
  readonly severity: Partial<Readonly<Record<ProfileName, Severity>>>;
  readonly targets: 'model' | 'behavior' | 'records' | 'diff';
  readonly since: string;
  /** A clause calls it an error where a model is refused: it cannot be turned off or silenced (contract §7). */
  readonly fixed?: true;
}

/** A safe edit, by pointer; `edit.ts` turns it into text. `rename` changes a key, `replace` a value. */
export type FixStep =
  | { readonly insert: { readonly into: string; readonly key: string; readonly value: string } }
  | { readonly replace: { readonly at: string; readonly value: string } }
  | { readonly rename: { readonly at: string; readonly to: string } }
  | { readonly remove: { readonly at: string } };
/** One step, or several that are made together. */
export type FixSpec = { readonly title: string } & (FixStep | { readonly steps: readonly FixStep[] });

export interface Report {
  readonly pointer: string;
  readonly part?: 'key' | 'value';
  /** Instead of the pointer's place: in behavior code. */
  readonly place?: Place;
  /** What is wrong, why it matters, what to do. */
  readonly message: string;
  /** Those of the rule's clauses that this breaks; absent = all. */
  readonly clauses?: readonly string[];
  /** Milder than the rule's own. */
  readonly severity?: 'warning' | 'info';
  readonly fix?: FixSpec;
  /** The pointer of the key that is missing, where no `insert` tells it. With a `'?'` there the question is told already, and this is not. */
  readonly lacks?: string;
  /** In place of `fix`: edits of a text that pointers do not reach, as behavior code. */
  readonly edits?: Fix;
  /**
   * Which setting of the profile this comes from. Where two chosen profiles want different things of that setting, no text pleases both:
   * `profiles-clash` is reported in place of this.
   */
  readonly setting?: keyof ProfileSettings;
}

export interface Visit {
  readonly model: Model;
  /** The profile that the rule is asked for now, and its settings: a rule is run once for each chosen profile that has it. */
  readonly profile: ProfileName;
  readonly settings: ProfileSettings;
  /** What the behavior files declare; undefined where none is given: rules about handlers then say nothing (contract §7). */
  readonly behavior: BehaviorFacts | undefined;
  report(report: Report): void;
}

type Look<T> = (name: string, item: T, visit: Visit) => void;

/** The model is walked once; each rule hears the parts that it asks for. */
export interface Rule {
  readonly meta: RuleMeta;
  readonly service?: Look<ServiceModel>;
  readonly system?: Look<SystemModel>;
  readonly subject?: Look<SubjectModel>;
  readonly policy?: Look<PolicyModel>;
  readonly stream?: Look<StreamModel>;
  readonly event?: Look<EventModel>;
  readonly command?: Look<CommandModel>;
  readonly projection?: Look<ProjectionModel>;
  readonly consumer?: Look<ConsumerModel>;
  readonly screen?: Look<ScreenModel>;
  readonly precedence?: Look<PrecedenceModel>;
  readonly migration?: Look<MigrationModel>;
  readonly scenario?: Look<JsonValue>;
  /** Once, after all parts; a rule that needs all of them at once. */
  readonly whole?: (visit: Visit) => void;
}
