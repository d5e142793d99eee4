/** What the language worker does: one parsed model behind markers, completion, hover, outline and the Problems panel. */
import type { ChangeKind } from '../../core/diff/change.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { TypeShape } from '../../core/journal/shape.ts';
import type { ListNews } from '../../core/list-news.ts';
import type { Completion } from '../../core/model/assist.ts';
import type { Casual, NameStyle } from '../../core/model/casual/proposal.ts';
import type { Confirmed } from '../../core/model/casual/write.ts';
import type { Model, ProfileName } from '../../core/model/model.ts';
import type { ModelNews } from '../../core/model/model-news.ts';
import type { Range } from '../../core/model/nodes.ts';
import type { ModelFile } from '../../core/model/parse.ts';
import type { Cursor, NamesInput } from '../../core/navigate/places.ts';
import type { Renaming } from '../../core/navigate/rename.ts';
import type { TargetPlace } from '../../core/rules/behavior/targets.ts';
import type { Comparison } from '../../core/rules/compare.ts';
import type { CoverageRow } from '../../core/rules/coverage.ts';
import type { RuleMeta } from '../../core/rules/rule.ts';
import type { Registration } from '../../core/writepath/registration.ts';
import type { ScenarioText } from '../../core/writepath/scenario-from.ts';
import type { Call } from '../rpc.ts';

export interface TextPosition {
  readonly path: string;
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}
/** A place that bears the name at a cursor. */
export interface Named {
  readonly file: string;
  readonly range: Range;
  readonly role: 'definition' | 'reference';
}
export interface CheckResult {
  /** Not more than a person reads: those near the cursor and the most severe, in order. As news for who has those of answer `since`, 0 being none; `counts` are of all. */
  readonly findings: ListNews<Finding>;
  readonly since: number;
  readonly answer: number;
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  /** The text is broken: `model` still answers with the last sound one. */
  readonly stale: boolean;
  /** Those that were checked. */
  readonly profiles: readonly ProfileName[];
  readonly millis: number;
}
/** Told while a check goes on that has much to look at: definitions read, or judged by the rules. */
export interface CheckProgress {
  readonly doing: 'reading' | 'checking';
  readonly done: number;
  readonly of: number;
}
/** The last model whose text was sound: what of it is new to who has that of an earlier answer. */
export interface ModelAnswer {
  readonly revision: number;
  /** Absent where nothing is. */
  readonly news?: ModelNews;
  /** The news are of all there is, not of what is new since `known`. */
  readonly whole: boolean;
}
export interface RulePage {
  readonly id: string;
  /** What it is about, a heading of the list. */
  readonly topic: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly severities: Readonly<Record<string, string>>;
  /** Cannot be turned off. */
  readonly fixed: boolean;
  readonly targets: RuleMeta['targets'];
  readonly markdown: string;
}

/** One difference of two models. */
export interface Difference {
  readonly kind: ChangeKind;
  readonly what: string;
  readonly message: string;
  /** In whose files `place` is. */
  readonly side: 'old' | 'new';
  readonly place: Place;
  /** The rules that it breaks, with their clauses; `silenced` where the new model sets that one aside. */
  readonly broken: readonly {
    readonly rule: string;
    readonly clauses: readonly string[];
    readonly severity: 'error' | 'warning' | 'info' | 'silenced';
  }[];
}
export type DiffResult =
  | {
      readonly kind: 'compared';
      /** The first ones; `counts` are of all. */
      readonly differences: readonly Difference[];
      readonly counts: Readonly<Record<ChangeKind, number>>;
      /** Silences of the new model that set nothing aside here. */
      readonly idle: readonly Finding[];
      readonly profiles: readonly ProfileName[];
      /** The upcasters cannot be read without running them, and are not judged. */
      readonly unjudged: boolean;
    }
  /** One side is no model that can be read. */
  | { readonly kind: 'unreadable'; readonly side: 'old' | 'new'; readonly finding: Finding };

export interface LanguageService {
  /** Newest wins: an older check that is not done reading fails with an AbortError; what it read stays read. Tells `CheckProgress`. */
  readonly check: (
    argument: {
      readonly files: readonly ModelFile[];
      readonly profiles?: readonly string[];
      /** The last answer whose findings the caller has. */
      readonly known?: number | undefined;
      /** Where the cursor is: problems there are among those that are told, however many there are. */
      readonly near?: { readonly file: string; readonly line: number } | undefined;
      /** Without it, rules about handlers say nothing. */
      readonly behavior?: readonly { readonly path: string; readonly text: string }[];
    },
    call: Call,
  ) => Promise<CheckResult>;
  /** `known`: the revision of the last answer. */
  readonly model: (argument: { readonly known?: number | undefined }, call: Call) => Promise<ModelAnswer>;
  /** These files as a model, whatever was checked last; undefined where the text is broken. `places` of the pointers, in their order. */
  readonly parse: (
    argument: { readonly files: readonly ModelFile[]; readonly pointers?: readonly string[] },
    call: Call,
  ) => Promise<{
    readonly model: Model | undefined;
    readonly places: readonly Place[];
    readonly findings: readonly Finding[];
  }>;
  /** Where what runs stands in the behavior, by its target (`decider/PlaceOrder`), as far as it can be read without running it. */
  readonly targets: (
    argument: { readonly behavior: readonly ModelFile[] },
    call: Call,
  ) => Promise<readonly TargetPlace[]>;
  /** Whether the model starts with this behavior, or everything that stands against it. */
  readonly register: (
    argument: { readonly files: readonly ModelFile[]; readonly behavior: readonly ModelFile[] },
    call: Call,
  ) => Promise<Registration>;
  readonly complete: (argument: TextPosition, call: Call) => Promise<readonly Completion[]>;
  /** Markdown; of the `problems` that are marked there it has the clauses' own words. */
  readonly hover: (
    argument: TextPosition & { readonly problems?: readonly Pick<Finding, 'rule' | 'clauses'>[] },
    call: Call,
  ) => Promise<string | undefined>;
  /** Every place of the name at a cursor; none where no name stands there. */
  readonly places: (argument: NamesInput & { readonly cursor: Cursor }, call: Call) => Promise<readonly Named[]>;
  /** The name at a cursor that can be renamed, or why not. */
  readonly renameable: (
    argument: NamesInput & { readonly cursor: Cursor },
    call: Call,
  ) => Promise<
    { readonly name: string; readonly range: Range } | { readonly refused: string; readonly named: boolean }
  >;
  /** `recorded`: types in stored records, which keep their old name beside the new one. */
  readonly rename: (
    argument: NamesInput & { readonly cursor: Cursor; readonly to: string; readonly recorded: readonly string[] },
    call: Call,
  ) => Promise<Renaming>;
  /** The text with even spacing, comments kept; the same text where it is broken. */
  readonly format: (argument: { readonly text: string }, call: Call) => Promise<string>;
  /** Where profiles disagree about these files. */
  readonly compare: (
    argument: {
      readonly files: readonly ModelFile[];
      readonly profiles: readonly string[];
      readonly behavior?: readonly ModelFile[];
    },
    call: Call,
  ) => Promise<Comparison>;
  /** What changed from one model to another one; the behavior is of the new one. */
  readonly diff: (
    argument: {
      readonly old: readonly ModelFile[];
      readonly now: readonly ModelFile[];
      readonly behavior?: readonly ModelFile[];
    },
    call: Call,
  ) => Promise<DiffResult>;
  /** The files with every safe fix of one rule made, and how many that were. */
  readonly fixAll: (
    argument: { readonly files: readonly ModelFile[]; readonly rule: string },
    call: Call,
  ) => Promise<{ readonly files: readonly ModelFile[]; readonly done: number; readonly refused: number }>;
  readonly coverage: (argument: unknown, call: Call) => Promise<readonly CoverageRow[]>;
  readonly rules: (argument: unknown, call: Call) => Promise<readonly RulePage[]>;
  /** A model drafted from a journal's shapes. */
  readonly draft: (
    argument: { readonly name: string; readonly shapes: readonly TypeShape[] },
    call: Call,
  ) => Promise<string>;
  /** What plain lines, Dazzle blocks or an AsyncAPI document propose, and what of them is left. */
  readonly fromLines: (argument: { readonly text: string; readonly style: NameStyle }, call: Call) => Promise<Casual>;
  /** A model's text with confirmed definitions; undefined where the text is broken. */
  readonly addDefinitions: (
    argument: { readonly text: string; readonly rows: readonly Confirmed[] },
    call: Call,
  ) => Promise<string | undefined>;
  /** A model's text with a scenario at its end; undefined where the text is broken. */
  readonly addScenario: (
    argument: { readonly text: string; readonly scenario: ScenarioText },
    call: Call,
  ) => Promise<string | undefined>;
  /** A `.d.ts` for behavior, from the model or, without one, from the journal's shapes. */
  readonly behaviorTypes: (argument: { readonly shapes?: readonly TypeShape[] }, call: Call) => Promise<string>;
}
