/** Model and behavior as the commands that run behavior read them. */
import { basename } from 'node:path';
import { type ParsedModel, parseModel } from '../core/model/parse.ts';
import type { ReplayError } from '../core/replay/view.ts';
import { type CliIo, UsageError } from './command.ts';
import { readModels, type TextFile } from './model-input.ts';

export interface Runnable {
  readonly parsed: ParsedModel;
  readonly models: readonly TextFile[];
  readonly behavior: readonly TextFile[];
  /** Behavior files import one another by their names alone. */
  readonly modules: readonly { readonly path: string; readonly text: string }[];
}

/** A model that can be parsed, with its behavior; a UsageError where there is none. Behavior that lies beside a model in a folder comes with it. */
export async function readRunnable(
  models: readonly string[],
  behavior: readonly string[],
  io: CliIo,
): Promise<Runnable> {
  const given = await readModels(models, behavior, io);
  if (given.behavior.length === 0) throw new UsageError('which behavior? Give --behavior FILE');
  const parsed = parseModel(given.models);
  if (!parsed.sound)
    throw new UsageError(`the model is broken: ${parsed.findings[0]?.message ?? ''} (factline check says where)`);
  return {
    parsed,
    ...given,
    modules: given.behavior.map(({ path, text }) => ({ path: basename(path), text })),
  };
}

export const errorText = ({ code, message, file, line, target, record }: ReplayError): string => {
  const where = [file && `${file}:${line ?? 1}`, target, record && `record ${record}`].filter(Boolean).join(', ');
  return `${code}: ${message}${where === '' ? '' : ` (${where})`}`;
};
