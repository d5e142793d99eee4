/** `factline replay`: states, views and their hash (contract §6), by the same realm as the page. */
import { parseTime } from '../../core/record/time.ts';
import type { Cut } from '../../core/replay/source.ts';
import type { Unheard } from '../../core/replay/unheard.ts';
import type { ReplayError, ReplayResult } from '../../core/replay/view.ts';
import { startNodeReplay } from '../../sandbox/node.ts';
import { RealmEnded } from '../../sandbox/protocol.ts';
import { errorText } from '../behavior-input.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { slotOf } from '../cursor.ts';
import { formatOf, refuse, textOf } from '../options.ts';
import { REPLAY_OPTIONS, readReplayInput, sourceOf } from '../replay-input.ts';

/** What is there of an answer: all of it, or what a behavior that did not even load leaves. */
type Answer = Pick<ReplayResult, 'slot' | 'states' | 'views'> &
  Partial<Omit<ReplayResult, 'slot' | 'states' | 'views'>>;

/** What had happened, and was known, by `--t-event` and `--t-log`. */
function cutOf(tEvent: unknown, tLog: unknown): Cut | undefined {
  const limit = (value: unknown, name: string) => {
    if (value === undefined) return undefined;
    const time = typeof value === 'string' ? parseTime(value, 'Z') : undefined;
    if (!time) throw new UsageError(`${name} takes a time like 2026-03-02T08:30:00Z, not ${String(value)}`);
    return time.micros;
  };
  const event = limit(tEvent, '--t-event');
  const log = limit(tLog, '--t-log');
  if (event === undefined && log === undefined) return undefined;
  return { ...(event !== undefined && { tEvent: event }), ...(log !== undefined && { tLog: log }) };
}

const unheardText = ({ records, types }: Unheard): string | undefined =>
  records === 0
    ? undefined
    : `${records} record${records === 1 ? '' : 's'} of ${types} type${types === 1 ? '' : 's'} ${records === 1 ? 'is' : 'are'} heard by no handler`;

function asText({ slot, states, views, not_applied, unheard, error, hash }: Answer, slots: number): string {
  const entries = (of: object) => Object.entries(of).map(([key, value]) => `  ${key} ${JSON.stringify(value)}`);
  const skipped = Object.entries(not_applied ?? {}).map(([why, count]) => `${count} ${why.replace('_', ' ')}`);
  const count = Object.keys(states).length;
  const notHeard = unheard && unheardText(unheard);
  return [
    `slot ${slot} of ${slots}`,
    `${count} state${count === 1 ? '' : 's'}`,
    ...entries(states),
    ...Object.entries(views).flatMap(([name, rows]) => [
      `view ${name}`,
      ...(typeof rows === 'object' && rows !== null ? entries(rows) : [`  ${JSON.stringify(rows)}`]),
    ]),
    ...(notHeard === undefined ? [] : [notHeard]),
    ...(skipped.length > 0 ? [`not applied: ${skipped.join(', ')}`] : []),
    ...(error ? [`ended early by ${errorText(error)}`] : []),
    ...(hash === undefined ? [] : [hash]),
  ].join('\n');
}

const EMPTY =
  'nothing was replayed: the behavior has no fold and no projection. Export const folds or projections from a file given with --behavior';

export const replay: CliCommand = {
  name: 'replay',
  usage:
    'replay JOURNAL… --behavior B [--behavior …] [--model M] [--until SLOT|line:N|id:X|TIME] [--t-event T] [--t-log T] [--from FORMAT] [--mapping F] [--processing F] [--format json|text]',
  summary: 'States and views rebuilt by behavior, and their hash: the same as in the page.',
  options: {
    ...REPLAY_OPTIONS,
    until: { type: 'string' },
    't-event': { type: 'string' },
    't-log': { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['json', 'text']);
    refuse(values, 'replay', { 'fail-on': 'it finds no problems; it exits 1 where the replay ends early' });
    const { behavior, model, journal } = await readReplayInput(positionals, values, io);
    const source = sourceOf(journal);
    const order = await source.order(cutOf(values['t-event'], values['t-log']));
    const until = textOf(values.until);
    const slot = until === undefined ? order.count : slotOf(until, journal, order.slotRow);
    const { session, loaded, close } = await startNodeReplay(behavior, model, { ...source, order: async () => order });
    const { folds, projections } = loaded.outline;
    const isEmpty = !loaded.error && folds.length === 0 && projections.length === 0;
    const print = (answer: Answer) => {
      if (format === 'text') io.out(asText(answer, order.count));
      else {
        // The contract's answer (§6) does not have it.
        const { unheard, ...contract } = answer;
        io.out(JSON.stringify(contract, null, 2));
        const said = unheard && unheardText(unheard);
        if (said !== undefined) io.err(said);
        if (answer.error) io.err(errorText(answer.error));
      }
      if (isEmpty) io.err(EMPTY);
      return answer.error || isEmpty ? 1 : 0;
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
