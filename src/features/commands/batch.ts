/** Many commands on the own journal: generated, decided in the realm, committed in groups, applied, answered. */
import { createRandom } from '../../core/faults/random.ts';
import type { Model } from '../../core/model/model.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { commitGroups } from '../../core/writepath/commit-groups.ts';
import { sequenceOf } from '../../core/writepath/context.ts';
import { commandGenerator } from '../../core/writepath/generate.ts';
import type { CommandAnswer } from '../../core/writepath/grouped.ts';
import type { SimulateAnswer, SimulateRequest } from '../../core/writepath/simulator.ts';
import type { AskOptions } from '../../sandbox/protocol.ts';
import { type OwnWriter, ownWriter } from './own-journal.ts';
import type { Base } from './session.ts';
import type { Simulating } from './use-simulator.ts';

export interface BatchOrder {
  readonly count: number;
  readonly seed: number;
  /** Commands of a transaction, at most. */
  readonly most: number;
}
export interface BatchRun extends BatchOrder {
  readonly answered: number;
  readonly outcomes: Readonly<Record<CommandAnswer['outcome'], number>>;
  /** The first command that was refused. */
  readonly refusal: string | undefined;
  readonly records: number;
  readonly transactions: number;
  /** From the first command to the last answer. */
  readonly millis: number;
  /** Until the journal with them was open. */
  readonly layoutMillis: number;
  /** It ended before all commands were answered: why. */
  readonly ended?: { readonly name: string; readonly message: string };
}

/** So many are on their way at once. */
const AHEAD = 8192;
/** Subjects that the commands may name, for each command. */
const SUBJECTS_PER_COMMAND = 0.5;

async function asked<R extends SimulateRequest>(simulating: Simulating, request: R): Promise<SimulateAnswer<R>> {
  const done = await simulating.simulate(request);
  if ('answer' in done) return done.answer;
  if ('stopped' in done) throw new DOMException('It was cancelled.', 'AbortError');
  if ('refused' in done) throw new Error('The model does not start: press “Start the model” to see why.');
  throw Object.assign(new Error(done.trouble.message), { name: done.trouble.code ?? 'Error' });
}

export async function runBatch(
  { workspace, base, model }: { readonly workspace: Workspace; readonly base: Base; readonly model: Model },
  { count, seed, most }: BatchOrder,
  simulating: Simulating,
  { onProgress, signal }: Required<AskOptions>,
): Promise<{ readonly run: BatchRun; readonly writer: OwnWriter }> {
  const subjects = Math.max(2, Math.round(count * SUBJECTS_PER_COMMAND));
  const next = commandGenerator(model, createRandom(seed), { subjects });
  if (!next) throw new Error('The model has no command.');
  const writer = ownWriter(workspace, base, sequenceOf(model) === 'stream scope');
  await asked(simulating, { what: 'begin', journal: base.records });
  const groups = commitGroups(
    {
      decide: (commands) => asked(simulating, { what: 'group', commands, nowMicros: Date.now() * 1000 }),
      store: (group) => writer.commit(group),
      apply: () => asked(simulating, { what: 'apply' }),
    },
    most,
  );
  signal.addEventListener('abort', () => groups.stop(new DOMException('It was cancelled.', 'AbortError')), {
    once: true,
  });
  const outcomes = { accepted: 0, rejected: 0, refused: 0 };
  let answered = 0;
  let refusal: string | undefined;
  let ended: BatchRun['ended'];
  const hear = (answer: CommandAnswer) => {
    outcomes[answer.outcome]++;
    if (answer.outcome === 'refused') refusal ??= `${answer.error.code}: ${answer.error.message}`;
    if (++answered % 64 === 0) onProgress(answered / count);
  };
  const begun = performance.now();
  for (let sent = 0; sent < count && !ended; sent += AHEAD) {
    const some = Array.from({ length: Math.min(AHEAD, count - sent) }, () => groups.submit(next()).then(hear));
    for (const done of await Promise.allSettled(some)) {
      if (done.status !== 'rejected') continue;
      const error: unknown = done.reason;
      ended ??=
        error instanceof Error
          ? { name: error.name, message: error.message }
          : { name: 'Error', message: String(error) };
    }
  }
  const millis = performance.now() - begun;
  const { groups: transactions, records } = groups.stored;
  const run: BatchRun = {
    count,
    seed,
    most,
    answered,
    outcomes,
    refusal,
    records,
    transactions,
    millis,
    layoutMillis: 0,
    ...(ended && { ended }),
  };
  return { run, writer };
}
