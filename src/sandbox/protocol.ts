/** What the page and the command line ask of the realm where a person's behavior code runs, and what crosses the port to it. */
import type {
  Beside,
  Blamed,
  Comparison,
  Differences,
  Intervals,
  KnownDifference,
  Path,
  RowRef,
  WatchedCourse,
  WatchedPath,
} from '../core/ask/ask.types.ts';
import type { Over } from '../core/ask/when.ts';
import type { Model } from '../core/model/model.ts';
import type { ChainEvidence, Proved } from '../core/prove/prove.types.ts';
import type { RetentionAnswer } from '../core/prove/retention.ts';
import type { RetentionRule } from '../core/prove/retention-rules.ts';
import type { PassedOverList, PassedOverRange } from '../core/replay/admission.ts';
import type { HandlerTexts } from '../core/replay/reload.ts';
import type { Cut } from '../core/replay/source.ts';
import type { UnheardTypes } from '../core/replay/unheard.ts';
import type { ReplayError, ReplayResult, SeekRequest, StateView } from '../core/replay/view.ts';
import type { ScenarioResult } from '../core/writepath/scenarios.ts';
import type { SimulateAnswer, SimulateRequest } from '../core/writepath/simulator.ts';
import type { SentRecords } from './sent-journal.ts';

export interface BehaviorFile {
  readonly path: string;
  readonly text: string;
}
export interface BehaviorOutline {
  /** Subject types with a fold, `*` included. */
  readonly folds: readonly string[];
  readonly projections: readonly string[];
}
export interface Loaded {
  readonly outline: BehaviorOutline;
  /** The behavior could not be loaded; there is nothing to seek in. */
  readonly error?: ReplayError;
}

/** What the app calls. The first `load` starts the realm; a hang or a memory bomb ends it, and the next `load` starts a new one. */
export interface ReplayService {
  /** `journal` is a port on which `ReplaySource` is served; it is handed over. Bad code does not throw: see `error`. */
  load(input: {
    readonly files: readonly BehaviorFile[];
    readonly model?: Model | undefined;
    readonly journal: MessagePort;
    /** Names the journal, whose port then keeps checkpoints: behavior loaded over it anew folds from the first slot that can differ. */
    readonly id?: string;
  }): Promise<Loaded>;
  /** Has the journal keep what a later load may begin with; where none was named, nothing is kept. */
  keep(request: { readonly slot: number; readonly subject?: string }): Promise<void>;
  /** Newest wins: an older seek under way fails with an AbortError. A realm that had to be ended answers with a RealmEnded. */
  seek(request: SeekRequest): Promise<StateView>;
  /** The whole answer of `factline replay`, up to a slot. */
  result(slot: number): Promise<ReplayResult>;
  /** Of the loaded behavior. Code in a question that is none throws an Error that says where. */
  ask<Q extends Question>(question: Q, options?: AskOptions): Promise<AnswerTo<Q>>;
  /** For the bench: forgets the blocks that were read. */
  dropBlocks(): Promise<void>;
  /** Ends the realm. */
  stop(): void;
}

/** Long questions of a replay: each may be cancelled, tells its progress, and lets seeks in between. */
export type Question =
  /** Proofs of every fold, projection and upcaster. */
  | { readonly ask: 'prove' }
  /** The hash after each step, by one run: for another realm to compare with. */
  | { readonly ask: 'chain' }
  | { readonly ask: 'retain'; readonly rules: readonly RetentionRule[] }
  | { readonly ask: 'blame'; readonly row: RowRef; readonly path: Path; readonly until?: number }
  | { readonly ask: 'watch'; readonly paths: readonly WatchedPath[] }
  | { readonly ask: 'when'; readonly over: Over; readonly expression: string }
  | {
      readonly ask: 'between';
      readonly from: number;
      readonly to: number;
      readonly row?: { readonly target?: string; readonly key?: string };
    }
  /** The view after all that a cut leaves. */
  | { readonly ask: 'known'; readonly cut: Cut; readonly request: Omit<SeekRequest, 'slot'> }
  | { readonly ask: 'known-between'; readonly cut: Cut; readonly now?: Cut }
  /** The loaded behavior against another one. */
  | { readonly ask: 'compare'; readonly files: readonly BehaviorFile[] }
  /** The loaded journal against another one, whose ReplaySource is served on the port; it is handed over. */
  | { readonly ask: 'beside'; readonly journal: MessagePort }
  | { readonly ask: 'passed-over'; readonly range?: PassedOverRange }
  /** Which records of the whole journal no handler is for. */
  | { readonly ask: 'unheard' };

export interface Answers {
  readonly prove: Proved;
  readonly chain: ChainEvidence;
  readonly retain: RetentionAnswer;
  readonly blame: Blamed;
  readonly watch: { readonly courses: readonly WatchedCourse[] };
  readonly when: Intervals;
  readonly between: Differences;
  readonly known: StateView;
  readonly 'known-between': KnownDifference;
  readonly compare: Comparison;
  readonly beside: Beside;
  readonly 'passed-over': PassedOverList;
  readonly unheard: UnheardTypes;
}
export type AnswerTo<Q extends Question> = Answers[Q['ask']];

export interface AskOptions {
  /** Of all that is to be done, between 0 and 1. */
  readonly onProgress?: (part: number) => void;
  /** Aborted: the answer is an AbortError, soon. */
  readonly signal?: AbortSignal;
}

/** What is asked, with code made ready. */
export type RealmQuestion =
  | Exclude<Question, { readonly ask: 'when' | 'compare' }>
  | (Omit<Extract<Question, { readonly ask: 'when' }>, 'expression'> & { readonly modules: readonly Module[] })
  | { readonly ask: 'compare'; readonly modules: readonly Module[] };

/** The simulator as the app calls it, in a realm of its own beside the replay's. */
export interface SimulatorService {
  /** Bad code does not throw: see `error`. */
  prepare(input: { readonly files: readonly BehaviorFile[]; readonly model: Model }): Promise<Loaded>;
  /** A realm that had to be ended answers with a RealmEnded; the next call starts a new one with the same behavior. */
  simulate<R extends SimulateRequest>(request: R, options?: Pick<AskOptions, 'onProgress'>): Promise<SimulateAnswer<R>>;
  /** All of the prepared model; one that ends the realm fails alone. */
  scenarios(): Promise<{ readonly results: readonly ScenarioResult[]; readonly error?: ReplayError }>;
  /** Ends what is under way, and the realm with it; an idle one stands for what is prepared next. */
  cancel(): void;
  /** Ends the realm, whatever it does: this is how a lab under way is cancelled. */
  stop(): void;
}

/** The realm had to be ended, or had nothing to run: `detail` says why. */
export class RealmEnded extends Error {
  override readonly name = 'RealmEnded';
  readonly detail: ReplayError;
  constructor(detail: ReplayError, message = detail.message) {
    super(message);
    this.detail = detail;
  }
}

/** The function that a module ends with: see `transpile`. */
export const SETTLE = '$factlineSettle';

/** A module of behavior as plain script: types and comments gone, imports as `require`. */
export interface Module {
  readonly path: string;
  readonly code: string;
}

/** What is loaded, as far as a reload compares it. */
export interface Reload {
  readonly journal: string;
  readonly model: string;
  readonly texts: HandlerTexts | undefined;
}

export type ToRealm =
  | {
      readonly kind: 'load';
      readonly id: number;
      readonly modules: readonly Module[];
      readonly model: Model | undefined;
      readonly journal: MessagePort;
      readonly reload?: Reload;
    }
  | { readonly kind: 'keep'; readonly id: number; readonly slot: number; readonly subject?: string }
  | { readonly kind: 'seek'; readonly id: number; readonly request: SeekRequest }
  | { readonly kind: 'result'; readonly id: number; readonly slot: number }
  | { readonly kind: 'drop-blocks'; readonly id: number }
  | { readonly kind: 'ask'; readonly id: number; readonly question: RealmQuestion }
  /** Of a question: nobody waits for its answer any more. */
  | { readonly kind: 'cancel'; readonly id: number }
  /** Behavior for the simulator, which needs no journal. */
  | { readonly kind: 'prepare'; readonly id: number; readonly modules: readonly Module[]; readonly model: Model }
  /** Of the journal of what is simulated next. */
  | ({ readonly kind: 'records' } & SentRecords)
  | { readonly kind: 'simulate'; readonly id: number; readonly request: SimulateRequest }
  | { readonly kind: 'ping' };

export type FromRealm =
  | { readonly kind: 'up' }
  | { readonly kind: 'pong' }
  /** A handler is about to run; told for each of the first records of a request, then for every 64th. 0-based slot. */
  | { readonly kind: 'own-work' }
  | { readonly kind: 'at'; readonly target: string; readonly slot: number; readonly exact: boolean }
  | { readonly kind: 'progress'; readonly id: number; readonly part: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly name: string;
      readonly message: string;
      readonly error?: ReplayError;
    };
