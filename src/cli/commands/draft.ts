/** `factline draft`: a model proposed from a journal (contract §6). */
import { countTypes } from '../../core/journal/integrity.ts';
import { collectShapes } from '../../core/journal/shape-of.ts';
import { draftModel } from '../../core/model/draft.ts';
import type { CliCommand } from '../command.ts';
import { readJournal } from '../journal-input.ts';
import { refuse, textOf } from '../options.ts';

/** Records of a type that are looked at, as in the page. */
const SAMPLED = 300;

export const draft: CliCommand = {
  name: 'draft',
  usage: 'draft JOURNAL… [--from FORMAT] [--mapping F]',
  summary: "A model proposed from a journal; what it cannot tell is marked '?'.",
  options: { from: { type: 'string' }, mapping: { type: 'string' } },
  async run({ positionals, values }, io) {
    refuse(values, 'draft', {
      format: 'it prints a model, which is YAML',
      'fail-on': 'it prints a model, no problems',
    });
    const { from, mapping } = values;
    const journal = await readJournal(positionals, { from: textOf(from), mapping: textOf(mapping) }, io);
    const { columns } = journal;
    const shapes = collectShapes();
    for (let row = 0; row < columns.count; row++)
      if (shapes.sampled(columns.types[columns.type[row] ?? 0] ?? '') < SAMPLED) shapes.add(journal.read(row));
    io.out(draftModel(journal.header.journal, shapes.shapes(countTypes(columns))));
    return 0;
  },
};
