/** `factline coverage`: which clause is proved by what (contract §6). */
import { coverage as rowsOf } from '../../core/rules/coverage.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { formatOf, refuse } from '../options.ts';

export const coverage: CliCommand = {
  name: 'coverage',
  usage: 'coverage [--format text|json]',
  summary: 'Which clause of the five specifications is proved by what.',
  options: {},
  async run({ positionals, values }, io) {
    if (positionals.length > 0) throw new UsageError(`coverage takes nothing, not ${positionals[0]}`);
    refuse(values, 'coverage', { 'fail-on': 'a clause without a proof is no problem of yours' });
    const format = formatOf(values, ['text', 'json']);
    const rows = rowsOf();
    if (format === 'json') {
      io.out(
        JSON.stringify(
          { clauses: rows.map(({ id, proofs, status, note }) => ({ id, proofs, status, ...(note && { note }) })) },
          undefined,
          2,
        ),
      );
      return 0;
    }
    const count = (status: string) => rows.filter((row) => row.status === status).length;
    const lines = rows.map(
      ({ id, status, proofs, note }) =>
        `${id}  ${status.padEnd(7)}  ${proofs.join(', ')}${note === undefined ? '' : `${proofs.length > 0 ? '; ' : ''}${note}`}`,
    );
    const summary = ['proved', 'partial', 'human', 'open'].map((status) => `${count(status)} ${status}`).join(', ');
    io.out([...lines, '', `${rows.length} clauses: ${summary}`].join('\n'));
    return 0;
  },
};
