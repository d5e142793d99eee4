/** `factline test`: the scenarios of a model run by its behavior (contract §6). */
import { scenarioPointer } from '../../core/writepath/scenario-text.ts';
import { startNodeSimulator } from '../../sandbox/node.ts';
import { runAllScenarios, runGenerated } from '../../sandbox/scenario-runs.ts';
import { errorText, readRunnable } from '../behavior-input.ts';
import type { CliCommand } from '../command.ts';
import { scenariosJson, scenariosJunit, scenariosText } from '../formats/scenarios.ts';
import { formatOf, numberOf, refuse, textsOf } from '../options.ts';

const PRINT = { text: scenariosText, json: scenariosJson, junit: scenariosJunit } as const;

export const test: CliCommand = {
  name: 'test',
  usage: 'test MODEL… --behavior B [--behavior …] [--generate N] [--seed N] [--format text|json|junit]',
  summary:
    'Runs the scenarios of a model: given these records, when this command, then that; and, if asked, N lists of generated commands against its invariants.',
  options: { behavior: { type: 'string', multiple: true }, generate: { type: 'string' }, seed: { type: 'string' } },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['text', 'json', 'junit']);
    refuse(values, 'test', { 'fail-on': 'it exits 1 where a scenario fails' });
    const { parsed, modules } = await readRunnable(positionals, textsOf(values.behavior), io);
    const lists = numberOf(values, 'generate', 0);
    const seed = numberOf(values, 'seed', 1);
    const start = () => startNodeSimulator(modules, parsed.model);
    const { results, error } = await runAllScenarios(parsed.model, start);
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
