/** `factline draft`: a model proposed from a journal (contract §6). */
import { countTypes } from '../../core/journal/integrity.ts';
import { collectShapes } from '../../core/journal/shape-of.ts';
import { draftModel } from '../../core/model/draft.ts';
import type { CliCommand } from '../command.ts';
import { readJournal } from '../journal-input.ts';

/** Records of a type that are looked at, as in the page. */
const SAMPLED = 300;

export const draft: CliCommand = {
  name: 'draft',
  usage: 'draft JOURNAL… [--from FORMAT] [--mapping F]',
  summary: "A model proposed from a journal; what it cannot tell is marked '?'.",
  options: { from: { type: 'string' }, mapping: { type: 'string' } },
  async run({ positionals, values }, io) {
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    const { from, mapping } = values;
    const journal = await readJournal(positionals, { from: text(from), mapping: text(mapping) }, io);
    const { columns } = journal;
    const shapes = collectShapes();
    for (let row = 0; row < columns.count; row++)
      if (shapes.sampled(columns.types[columns.type[row] ?? 0] ?? '') < SAMPLED) shapes.add(journal.read(row));
    io.out(draftModel(journal.header.journal, shapes.shapes(countTypes(columns))));
    return 0;
  },
};
