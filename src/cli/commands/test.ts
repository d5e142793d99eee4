/** `factline test`: the scenarios of a model run by its behavior (contract §6). */
import { startNodeSimulator } from '../../sandbox/node.ts';
import { runAllScenarios } from '../../sandbox/scenario-runs.ts';
import { errorText, readRunnable } from '../behavior-input.ts';
import type { CliCommand } from '../command.ts';
import { scenariosJson, scenariosJunit, scenariosText } from '../formats/scenarios.ts';
import { formatOf, refuse, textsOf } from '../options.ts';

const PRINT = { text: scenariosText, json: scenariosJson, junit: scenariosJunit } as const;

export const test: CliCommand = {
  name: 'test',
  usage: 'test MODEL… --behavior B [--behavior …] [--format text|json|junit]',
  summary: 'Runs the scenarios of a model: given these records, when this command, then that.',
  options: { behavior: { type: 'string', multiple: true } },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['text', 'json', 'junit']);
    refuse(values, 'test', { 'fail-on': 'it exits 1 where a scenario fails' });
    const { parsed, modules } = await readRunnable(positionals, textsOf(values.behavior), io);
    const { results, error } = await runAllScenarios(parsed.model, () => startNodeSimulator(modules, parsed.model));
    if (error) {
      if (format === 'json')
        io.out(JSON.stringify({ scenarios: [], summary: { passed: 0, failed: 0 }, error }, undefined, 2));
      io.err(errorText(error));
      return 1;
    }
    const placed = results.map((result) => {
      const at = result.failure?.pointer ?? `/scenarios/${result.name.replace(/\[\d+\]$/, '')}`;
      return { ...result, place: parsed.locate(at) };
    });
    io.out(PRINT[format](placed));
    return placed.every(({ ok }) => ok) ? 0 : 1;
  },
};
