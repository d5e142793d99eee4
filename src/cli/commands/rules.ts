/** `factline rules [ID]`: the rules, or one with its severities. */
import { RULES } from '../../core/rules/index.ts';
import { type CliCommand, UsageError } from '../command.ts';

export const rules: CliCommand = {
  name: 'rules',
  usage: 'rules [ID] [--format text|json]',
  summary: 'The rules, or one of them.',
  options: {},
  async run({ positionals: [id], values }, io) {
    const found = RULES.map(({ meta }) => meta).filter((meta) => id === undefined || meta.id === id);
    if (found.length === 0) throw new UsageError(`no rule "${id}"; \`factline rules\` lists them`);
    if (values.format === 'json') {
      io.out(JSON.stringify({ rules: found }, undefined, 2));
      return 0;
    }
    for (const { id: name, title, clauses, severity } of found) {
      const by = Object.entries(severity).map(([profile, s]) => `${profile} ${s}`);
      io.out(`${name}: ${title}\n  ${clauses.join(' ')}; ${by.join(', ')}`);
    }
    return 0;
  },
};
