/** What the commands that replay are given: a journal, behavior, and a model if there is one. */
import { basename } from 'node:path';
import { cutOrder } from '../core/journal/cut.ts';
import { withRecordedSkips } from '../core/journal/recorded-skips.ts';
import { replayOrder } from '../core/journal/replay-order.ts';
import type { Model } from '../core/model/model.ts';
import { parseModel } from '../core/model/parse.ts';
import type { ReplaySource } from '../core/replay/source.ts';
import { type CliArgs, type CliIo, UsageError } from './command.ts';
import { type CliJournal, readJournal } from './journal-input.ts';
import { readBehavior, readModels, type TextFile } from './model-input.ts';
import { textOf, textsOf } from './options.ts';

export const REPLAY_OPTIONS = {
  behavior: { type: 'string', multiple: true },
  model: { type: 'string', multiple: true },
  from: { type: 'string' },
  mapping: { type: 'string' },
  processing: { type: 'string' },
} as const;

interface NamedText {
  readonly path: string;
  readonly text: string;
}
export interface ReplayInput {
  readonly behavior: readonly NamedText[];
  readonly models: readonly NamedText[];
  readonly model: Model | undefined;
  readonly journal: CliJournal;
}

/** Behavior files import one another by their names alone. */
const named = ({ path, text }: TextFile): NamedText => ({ path: basename(path), text });

/** Throws a UsageError that says what is missing or broken. */
export async function readReplayInput(
  positionals: readonly string[],
  values: CliArgs['values'],
  io: CliIo,
): Promise<ReplayInput> {
  const paths = textsOf(values.behavior);
  if (paths.length === 0) throw new UsageError('which behavior? Give --behavior FILE');
  const behavior = (await readBehavior(paths, io)).map(named);
  const models = await modelsOf(textsOf(values.model), io);
  const { from, mapping, processing } = values;
  const options = { from: textOf(from), mapping: textOf(mapping), processing: textOf(processing) };
  const journal = await readJournal(positionals, options, io);
  return { behavior, ...models, journal };
}

async function modelsOf(paths: readonly string[], io: CliIo): Promise<Pick<ReplayInput, 'models' | 'model'>> {
  if (paths.length === 0) return { models: [], model: undefined };
  const models = (await readModels(paths, [], io)).models.map(named);
  const { sound, findings, model } = parseModel(models);
  if (!sound) throw new UsageError(`the model is broken: ${findings[0]?.message ?? ''} (factline check says where)`);
  return { models, model };
}

export function sourceOf(journal: CliJournal): ReplaySource {
  const { columns, analysis, hashes, header, read } = journal;
  const { sequence, identity } = header;
  return {
    order: async (cut) => {
      const whole = { columns, analysis, hashes, sequence, identity, read };
      const order = cut ? await cutOrder(whole, cut) : replayOrder(columns, analysis);
      return withRecordedSkips(order, header.from, read);
    },
    block: async (index) => journal.block(index),
  };
}
