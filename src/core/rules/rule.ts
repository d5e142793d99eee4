/** What a rule is. A rule is one file `<id>.ts`, its page `<id>.md` with examples that are run, and a place in `index.ts`. */
import type { Severity } from '../finding.ts';
import type {
  CommandModel,
  ConsumerModel,
  EventModel,
  Model,
  ProfileName,
  ScreenModel,
  StreamModel,
} from '../model/model.ts';

export interface RuleMeta {
  /** `fact-not-provisional`: what the model promises, in words. */
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly string[];
  /** A profile that is not named does not have the rule. */
  readonly severity: Partial<Readonly<Record<ProfileName, Severity>>>;
  readonly targets: 'model';
  readonly since: string;
  /** A clause calls it an error where a model is refused: it cannot be turned off or silenced (contract §7). */
  readonly fixed?: true;
}

/** A safe edit, by pointer; `edit.ts` turns it into text. */
export type FixSpec = { readonly title: string } & (
  | { readonly insert: { readonly into: string; readonly key: string; readonly value: string } }
  | { readonly replace: { readonly at: string; readonly value: string } }
  | { readonly remove: { readonly at: string } }
);

export interface Report {
  readonly pointer: string;
  readonly part?: 'key' | 'value';
  /** What is wrong, why it matters, what to do. */
  readonly message: string;
  /** Those of the rule's clauses that this breaks; absent = all. */
  readonly clauses?: readonly string[];
  readonly fix?: FixSpec;
}

export interface Visit {
  readonly model: Model;
  report(report: Report): void;
}

/** The model is walked once; each rule hears the parts that it asks for. */
export interface Rule {
  readonly meta: RuleMeta;
  readonly stream?: (name: string, stream: StreamModel, visit: Visit) => void;
  readonly event?: (name: string, event: EventModel, visit: Visit) => void;
  readonly command?: (name: string, command: CommandModel, visit: Visit) => void;
  readonly consumer?: (name: string, consumer: ConsumerModel, visit: Visit) => void;
  readonly screen?: (name: string, screen: ScreenModel, visit: Visit) => void;
}

/** A JSON pointer of keys. */
export const pointer = (...keys: readonly (string | number)[]): string =>
  keys.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
