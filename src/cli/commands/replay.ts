/** `factline replay`: states, views and their hash (contract §6), by the same realm as the page. */
import { basename } from 'node:path';
import { replayOrder } from '../../core/journal/replay-order.ts';
import { parseModel } from '../../core/model/parse.ts';
import { parseTime } from '../../core/record/time.ts';
import type { ReplayError, ReplayResult } from '../../core/replay/view.ts';
import { startNodeReplay } from '../../sandbox/node.ts';
import { RealmEnded } from '../../sandbox/protocol.ts';
import { errorText } from '../behavior-input.ts';
import { type CliCommand, type CliIo, UsageError } from '../command.ts';
import { slotOf } from '../cursor.ts';
import { type CliJournal, readJournal } from '../journal-input.ts';
import { readBehavior, readModels, type TextFile } from '../model-input.ts';
import { formatOf, refuse, textOf, textsOf } from '../options.ts';

/** What is there of an answer: all of it, or what a behavior that did not even load leaves. */
type Answer = Pick<ReplayResult, 'slot' | 'states' | 'views'> &
  Partial<Omit<ReplayResult, 'slot' | 'states' | 'views'>>;

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

function asText({ slot, states, views, not_applied, error, hash }: Answer, slots: number): string {
  const entries = (of: object) => Object.entries(of).map(([key, value]) => `  ${key} ${JSON.stringify(value)}`);
  const skipped = Object.entries(not_applied ?? {}).map(([why, count]) => `${count} ${why.replace('_', ' ')}`);
  const count = Object.keys(states).length;
  return [
    `slot ${slot} of ${slots}`,
    `${count} state${count === 1 ? '' : 's'}`,
    ...entries(states),
    ...Object.entries(views).flatMap(([name, rows]) => [
      `view ${name}`,
      ...(typeof rows === 'object' && rows !== null ? entries(rows) : [`  ${JSON.stringify(rows)}`]),
    ]),
    ...(skipped.length > 0 ? [`not applied: ${skipped.join(', ')}`] : []),
    ...(error ? [`ended early by ${errorText(error)}`] : []),
    ...(hash === undefined ? [] : [hash]),
  ].join('\n');
}

/** Behavior files import one another by their names alone. */
const named = ({ path, text }: TextFile) => ({ path: basename(path), text });

async function modelOf(paths: readonly string[], io: CliIo) {
  if (paths.length === 0) return undefined;
  const { models } = await readModels(paths, [], io);
  const { sound, findings, model } = parseModel(models.map(named));
  if (!sound) throw new UsageError(`the model is broken: ${findings[0]?.message ?? ''} (factline check says where)`);
  return model;
}

export const replay: CliCommand = {
  name: 'replay',
  usage:
    'replay JOURNAL… --behavior B [--behavior …] [--model M] [--until SLOT|line:N|id:X|TIME] [--t-event T] [--t-log T] [--from FORMAT] [--mapping F] [--processing F] [--format json|text]',
  summary: 'States and views rebuilt by behavior, and their hash: the same as in the page.',
  options: {
    behavior: { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
    until: { type: 'string' },
    't-event': { type: 'string' },
    't-log': { type: 'string' },
    from: { type: 'string' },
    mapping: { type: 'string' },
    processing: { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['json', 'text']);
    refuse(values, 'replay', { 'fail-on': 'it finds no problems; it exits 1 where the replay ends early' });
    const paths = textsOf(values.behavior);
    if (paths.length === 0) throw new UsageError('which behavior? Give --behavior FILE');
    const behavior = (await readBehavior(paths, io)).map(named);
    const model = await modelOf(textsOf(values.model), io);
    const { from, mapping } = values;
    const journal = await readJournal(
      positionals,
      { from: textOf(from), mapping: textOf(mapping), processing: textOf(values.processing) },
      io,
    );
    const order = replayOrder(journal.columns, journal.analysis, knownBy(journal, values['t-event'], values['t-log']));
    const until = textOf(values.until);
    const slot = until === undefined ? order.count : slotOf(until, journal, order.slotRow);
    const { session, loaded, close } = await startNodeReplay(behavior, model, {
      order: async () => order,
      block: async (index) => journal.block(index),
    });
    const print = (answer: Answer) => {
      io.out(format === 'json' ? JSON.stringify(answer, null, 2) : asText(answer, order.count));
      if (answer.error && format === 'json') io.err(errorText(answer.error));
      return answer.error ? 1 : 0;
    };
    const nothing = (error: ReplayError) => print({ slot: 0, states: {}, views: {}, error });
    try {
      return loaded.error ? nothing(loaded.error) : print(await session.result(slot));
    } catch (error) {
      if (error instanceof RealmEnded) return nothing(error.detail);
      throw error;
    } finally {
      await close();
    }
  },
};
