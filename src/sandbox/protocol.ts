/** What the page and the command line ask of the realm where a person's behavior code runs, and what crosses the port to it. */
import type { Model } from '../core/model/model.ts';
import type { ReplayError, ReplayResult, SeekRequest, StateView } from '../core/replay/view.ts';
import type { ScenarioResult } from '../core/writepath/scenarios.ts';
import type { SimulateAnswer, SimulateRequest } from '../core/writepath/simulator.ts';

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
  }): Promise<Loaded>;
  /** Newest wins: an older seek under way fails with an AbortError. A realm that had to be ended answers with a RealmEnded. */
  seek(request: SeekRequest): Promise<StateView>;
  /** The whole answer of `factline replay`, up to a slot. */
  result(slot: number): Promise<ReplayResult>;
  /** For the bench: forgets the blocks that were read. */
  dropBlocks(): Promise<void>;
  /** Ends the realm. */
  stop(): void;
}

/** The simulator as the app calls it, in a realm of its own beside the replay's. */
export interface SimulatorService {
  /** Bad code does not throw: see `error`. */
  prepare(input: { readonly files: readonly BehaviorFile[]; readonly model: Model }): Promise<Loaded>;
  /** A realm that had to be ended answers with a RealmEnded; the next call starts a new one with the same behavior. */
  simulate<R extends SimulateRequest>(request: R): Promise<SimulateAnswer<R>>;
  /** All of the prepared model; one that ends the realm fails alone. */
  scenarios(): Promise<{ readonly results: readonly ScenarioResult[]; readonly error?: ReplayError }>;
  /** Ends the realm, whatever it does: this is how a lab under way is cancelled. */
  stop(): void;
}

/** The realm had to be ended: `detail` says why. */
export class RealmEnded extends Error {
  override readonly name = 'RealmEnded';
  readonly detail: ReplayError;
  constructor(detail: ReplayError) {
    super(detail.message);
    this.detail = detail;
  }
}

/** A module of behavior as plain script: types and comments gone, imports as `require`. */
/** The function that a module ends with: see `transpile`. */
export const SETTLE = '$factlineSettle';

export interface Module {
  readonly path: string;
  readonly code: string;
}

export type ToRealm =
  | {
      readonly kind: 'load';
      readonly id: number;
      readonly modules: readonly Module[];
      readonly model: Model | undefined;
      readonly journal: MessagePort;
    }
  | { readonly kind: 'seek'; readonly id: number; readonly request: SeekRequest }
  | { readonly kind: 'result'; readonly id: number; readonly slot: number }
  | { readonly kind: 'drop-blocks'; readonly id: number }
  /** Behavior for the simulator, which needs no journal. */
  | { readonly kind: 'prepare'; readonly id: number; readonly modules: readonly Module[]; readonly model: Model }
  | { readonly kind: 'simulate'; readonly id: number; readonly request: SimulateRequest }
  | { readonly kind: 'ping' };

export type FromRealm =
  | { readonly kind: 'up' }
  | { readonly kind: 'pong' }
  /** A handler is about to run; told for each of the first records of a request, then for every 64th. 0-based slot. */
  | { readonly kind: 'own-work' }
  | { readonly kind: 'at'; readonly target: string; readonly slot: number; readonly exact: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly name: string;
      readonly message: string;
      readonly error?: ReplayError;
    };
