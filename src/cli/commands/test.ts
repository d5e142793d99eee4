/** `factline test`: the scenarios of a model run by its behavior (contract §6). */
import type { ReplayError } from '../../core/replay/view.ts';
import { scenarioPointer } from '../../core/writepath/scenario-text.ts';
import type { ScenarioResult } from '../../core/writepath/scenarios.ts';
import { WRITE_ORDER_NAMES, type WriteOrderName } from '../../core/writepath/write-orders.ts';
import { startNodeSimulator } from '../../sandbox/node.ts';
import { RealmEnded } from '../../sandbox/protocol.ts';
import { runAllScenarios, runGenerated } from '../../sandbox/scenario-runs.ts';
import { errorText, readRunnable } from '../behavior-input.ts';
import { type CliArgs, type CliCommand, UsageError } from '../command.ts';
import { scenariosJson, scenariosJunit, scenariosText } from '../formats/scenarios.ts';
import { formatOf, numberOf, refuse, textOf, textsOf } from '../options.ts';

const PRINT = { text: scenariosText, json: scenariosJson, junit: scenariosJunit } as const;

interface Writes {
  readonly order?: WriteOrderName;
  readonly lagSeconds?: number;
  readonly waits?: boolean;
}

/** How the commands of the scenarios are written besides; undefined where nobody asks. */
function writesOf(values: CliArgs['values']): Writes | undefined {
  const [asked, lag, waits] = [textOf(values.order), textOf(values.lag), values.waits === true];
  const order = WRITE_ORDER_NAMES.find((name) => name === asked);
  if (asked !== undefined && order === undefined)
    throw new UsageError(
      `--order takes one of ${WRITE_ORDER_NAMES.map((name) => `"${name}"`).join(', ')}, not "${asked}"`,
    );
  if (lag !== undefined && !/^\d{1,3}$/.test(lag)) throw new UsageError(`--lag takes whole seconds, not ${lag}`);
  if (waits && lag === undefined) throw new UsageError('--waits goes with --lag: for what is waited?');
  if (order === undefined && lag === undefined) return undefined;
  return { ...(order && { order }), ...(lag !== undefined && { lagSeconds: Number(lag), waits }) };
}

export const test: CliCommand = {
  name: 'test',
  usage:
    'test MODEL… --behavior B [--behavior …] [--generate N] [--seed N] [--order WRITE-ORDER] [--lag SECONDS [--waits]] [--format text|json|junit]',
  summary:
    'Runs the scenarios of a model: given these records, when this command, then that; and, if asked, N lists of generated commands against its invariants.',
  options: {
    behavior: { type: 'string', multiple: true },
    generate: { type: 'string' },
    seed: { type: 'string' },
    order: { type: 'string' },
    lag: { type: 'string' },
    waits: { type: 'boolean' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['text', 'json', 'junit']);
    refuse(values, 'test', { 'fail-on': 'it exits 1 where a scenario fails' });
    const writes = writesOf(values);
    const { parsed, modules } = await readRunnable(positionals, textsOf(values.behavior), io);
    const lists = numberOf(values, 'generate', 0);
    const seed = numberOf(values, 'seed', 1);
    const start = () => startNodeSimulator(modules, parsed.model);
    const ran = await runAllScenarios(parsed.model, start);
    const more = writes && !ran.error ? await runWritten(writes, start) : undefined;
    const results = [...ran.results, ...(more?.results ?? [])];
    const error = ran.error ?? more?.error;
    if (error) {
      if (format === 'json')
        io.out(JSON.stringify({ scenarios: [], summary: { passed: 0, failed: 0 }, error }, undefined, 2));
      io.err(errorText(error));
      return 1;
    }
    const placed = results.map((result) => {
      const at = result.failure?.pointer ?? scenarioPointer(result.name);
      return { ...result, place: parsed.locate(at) };
    });
    const generated = lists === 0 ? undefined : { seed, properties: await runGenerated(start, { seed, lists }) };
    io.out(PRINT[format](placed, generated));
    return [...placed, ...(generated?.properties ?? [])].every(({ ok }) => ok) ? 0 : 1;
  },
};

/** In a realm of its own: one that had to be ended takes no scenario with it. */
async function runWritten(
  writes: Writes,
  start: () => ReturnType<typeof startNodeSimulator>,
): Promise<{ readonly results: readonly ScenarioResult[]; readonly error?: ReplayError }> {
  const realm = await start();
  try {
    return { results: (await realm.session.simulate({ what: 'writes', ...writes })).scenarios };
  } catch (error) {
    if (!(error instanceof RealmEnded)) throw error;
    return { results: [], error: error.detail };
  } finally {
    await realm.close();
  }
}
