/** `factline replay`: states, views and their hash (contract §6), by the same realm as the page. */
import { basename } from 'node:path';
import { replayOrder } from '../../core/journal/replay-order.ts';
import { parseModel } from '../../core/model/parse.ts';
import { parseTime } from '../../core/record/time.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import { startNodeReplay } from '../../sandbox/node.ts';
import { RealmEnded } from '../../sandbox/protocol.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { type CliJournal, readJournal } from '../journal-input.ts';

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];

/** `--until`: a slot; all without it. */
function slotOf(until: unknown, count: number): number {
  if (until === undefined) return count;
  if (typeof until !== 'string' || !/^\d+$/.test(until))
    throw new UsageError(`--until takes a slot, 0 to ${count}, not ${String(until)}`);
  return Math.min(count, Number(until));
}

/** The rows that `--t-event` and `--t-log` leave in: what had happened, and was known, by then. */
function knownBy({ columns }: CliJournal, tEvent: unknown, tLog: unknown): (row: number) => boolean {
  const limit = (value: unknown, name: string) => {
    if (value === undefined) return undefined;
    const time = typeof value === 'string' ? parseTime(value, 'Z') : undefined;
    if (!time) throw new UsageError(`${name} takes a time like 2026-03-02T08:30:00Z, not ${String(value)}`);
    return time.micros;
  };
  const event = limit(tEvent, '--t-event');
  const log = limit(tLog, '--t-log');
  return (row) =>
    (event === undefined || !((columns.tEventMicros[row] ?? Number.NaN) > event)) &&
    (log === undefined || !((columns.tLogMicros[row] ?? Number.NaN) > log));
}

export const replay: CliCommand = {
  name: 'replay',
  usage:
    'replay JOURNAL… --behavior B [--behavior …] [--model M] [--until SLOT] [--t-event T] [--t-log T] [--from FORMAT] [--mapping F]',
  summary: 'States and views rebuilt by behavior, and their hash: the same as in the page.',
  options: {
    behavior: { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
    until: { type: 'string' },
    't-event': { type: 'string' },
    't-log': { type: 'string' },
    from: { type: 'string' },
    mapping: { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    const decode = async (path: string) => ({
      path: basename(path),
      text: new TextDecoder().decode(await io.read(path)),
    });
    const behavior = words(values.behavior);
    if (behavior.length === 0) throw new UsageError('which behavior? Give --behavior FILE');
    const files = await Promise.all(behavior.map(decode));
    const modelFiles = await Promise.all(words(values.model).map(decode));
    const parsed = modelFiles.length > 0 ? parseModel(modelFiles) : undefined;
    if (parsed && !parsed.sound)
      throw new UsageError(`the model is broken: ${parsed.findings[0]?.message ?? ''} (factline check says where)`);
    const journal = await readJournal(positionals, { from: text(values.from), mapping: text(values.mapping) }, io);
    const order = replayOrder(journal.columns, journal.analysis, knownBy(journal, values['t-event'], values['t-log']));
    const slot = slotOf(values.until, order.count);
    const { session, loaded, close } = await startNodeReplay(files, parsed?.model, {
      order: async () => order,
      block: async (index) => journal.block(index),
    });
    const print = (value: object, error: ReplayError | undefined) => {
      io.out(JSON.stringify(value, null, 2));
      if (error)
        io.err(
          `${error.code}: ${error.message}${error.file === undefined ? '' : ` (${error.file}:${error.line ?? 1})`}`,
        );
      return error ? 1 : 0;
    };
    try {
      if (loaded.error) return print({ slot: 0, states: {}, views: {}, error: loaded.error }, loaded.error);
      const result = await session.result(slot);
      return print(result, result.error);
    } catch (error) {
      if (error instanceof RealmEnded)
        return print({ slot: 0, states: {}, views: {}, error: error.detail }, error.detail);
      throw error;
    } finally {
      await close();
    }
  },
};
