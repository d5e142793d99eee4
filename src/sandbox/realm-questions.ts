/** What is asked of a loaded behavior beside seeking. Each evaluation that a proof needs is a compartment of its own. */
import { beside } from '../core/ask/beside.ts';
import { blame } from '../core/ask/blame.ts';
import { compare } from '../core/ask/compare.ts';
import { between, knownBetween } from '../core/ask/differences.ts';
import { watch } from '../core/ask/watch.ts';
import { type Condition, when } from '../core/ask/when.ts';
import type { Model } from '../core/model/model.ts';
import { kindOfReach, LISTENED } from '../core/prove/causes.ts';
import { chain } from '../core/prove/chain-run.ts';
import { type Bench, prove } from '../core/prove/prove.ts';
import type { Reach } from '../core/prove/prove.types.ts';
import { retain } from '../core/prove/retention.ts';
import { type Behavior, parseBehavior } from '../core/replay/behavior.ts';
import { createReplay } from '../core/replay/engine.ts';
import { replayFacts } from '../core/replay/facts.ts';
import { openReplayJournal, type ReplayJournal } from '../core/replay/journal.ts';
import type { Plain } from '../core/replay/plain.ts';
import type { ReplaySource } from '../core/replay/source.ts';
import type { ReplayHost } from '../core/replay/step.ts';
import { unheardTypes } from '../core/replay/unheard.ts';
import type { Module, RealmQuestion } from './protocol.ts';
import { compartmentFor, type Listener, placeOfError } from './realm-compartment.ts';
import { sourceOver } from './realm-source.ts';

/** What a load left behind. */
export interface LoadedFrom {
  readonly source: ReplaySource;
  readonly journal: ReplayJournal;
  readonly behavior: Behavior;
  readonly model: Model | undefined;
  readonly modules: readonly Module[];
  readonly plain: Plain;
  /** Journals of the cuts that were last asked for. */
  readonly cuts: Map<string, ReplayJournal>;
}

interface QuestionHost extends Omit<ReplayHost, 'plain'> {
  progress(part: number): void;
}

const MOST_CUTS = 4;
const MOST_REACHES = 100;
const silent = () => undefined;

export async function answerQuestion(
  question: RealmQuestion,
  { source, journal, behavior, model, modules, plain, cuts }: LoadedFrom,
  { progress, ...rest }: QuestionHost,
): Promise<unknown> {
  const host: ReplayHost = { ...rest, plain };
  const reaches: Reach[] = [];
  const parts = (done: number, total: number) => progress(total === 0 ? 1 : done / total);
  const heard = (what: string, kind: Reach['kind'], error: Error) => {
    const { file, line } = placeOfError(error);
    // Asking whether something is there reaches for nothing.
    const text = modules.find(({ path }) => path === file)?.code.split('\n')[(line ?? 0) - 1] ?? '';
    if (new RegExp(`\\btypeof\\s*\\(?\\s*(?:globalThis\\.)?${what}\\b`).test(text)) return;
    if (reaches.length < MOST_REACHES)
      reaches.push({ what, kind, ...(file !== undefined && { file }), ...(line !== undefined && { line }) });
  };
  const listener = {
    onRefused: (kind: 'clock' | 'randomness', error: Error) =>
      heard(kind === 'clock' ? 'Date' : 'Math.random', kind, error),
    names: LISTENED,
    onMissing: (name: string, error: Error) => heard(name, kindOfReach(name), error),
  };
  const exported = (from: readonly Module[], listening?: Listener) =>
    compartmentFor(silent, listening).link(from, silent);
  const evaluated = (from: readonly Module[]) => parseBehavior(exported(from, listener), plain);
  const bench: Bench = {
    source,
    journal,
    model,
    host,
    fresh: () => evaluated(modules),
    takeReaches: () => reaches.splice(0),
    progress: parts,
  };
  const asked = { journal, behavior, model, host, progress: parts };

  switch (question.ask) {
    case 'prove':
      return prove(bench);
    case 'chain':
      return chain(bench);
    case 'retain':
      return retain(bench, question.rules);
    case 'blame':
      return blame(asked, question.row, question.path, question.until);
    case 'watch':
      return { courses: await watch(asked, question.paths) };
    case 'when': {
      const { condition } = exported(question.modules) as { readonly condition: { readonly holds: Condition } };
      return when(asked, question.over, condition.holds);
    }
    case 'between':
      return between(asked, question.from, question.to, question.row);
    case 'known': {
      // A slider comes back to where it was.
      const key = JSON.stringify(Object.entries(question.cut).sort());
      const cut = cuts.get(key) ?? (await openReplayJournal(source, question.cut));
      cuts.delete(key);
      cuts.set(key, cut);
      for (const oldest of cuts.keys()) if (cuts.size > MOST_CUTS) cuts.delete(oldest);
      const replay = createReplay({ journal: cut, behavior, model, host, takeLogs: () => [] });
      return replay.seek({ ...question.request, slot: cut.order.count });
    }
    case 'known-between':
      return knownBetween(asked, source, question.cut, question.now);
    case 'compare':
      return compare(asked, evaluated(question.modules));
    case 'beside':
      // From the other one to the loaded one.
      return beside({ ...asked, journal: await openReplayJournal(sourceOver(question.journal)) }, journal);
    case 'passed-over':
      return createReplay({ journal, behavior, model, host, takeLogs: () => [] }).passedOver(question.range);
    case 'unheard':
      return unheardTypes(journal.order, replayFacts(model, behavior), behavior, host.pause);
  }
}
