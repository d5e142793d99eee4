/** `factline lab`: a verdict for each consumer, projection and fold under seeded faults (contract §6). */

import { failingClean, type Verdict } from '../../core/faults/verdict.ts';
import { replayOrder } from '../../core/journal/replay-order.ts';
import { isNothingTried, type Standing, standingOf } from '../../core/judged.ts';
import { parseLine } from '../../core/record/json.ts';
import { readRecord } from '../../core/replay/event.ts';
import { Applied } from '../../core/replay/source.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import { startNodeSimulator } from '../../sandbox/node.ts';
import { RealmEnded } from '../../sandbox/protocol.ts';
import { errorText, readRunnable } from '../behavior-input.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { type CliJournal, readJournal } from '../journal-input.ts';
import { nothingTried } from '../nothing-tried.ts';
import { formatOf, numberOf, refuse, textOf, textsOf } from '../options.ts';

/** The records in replay order; what came twice stands there once. */
function recordsOf(journal: CliJournal): readonly SimRecord[] {
  const { slotRow, applied } = replayOrder(journal.columns, journal.analysis);
  return [...slotRow].flatMap((row) => (applied[row] === Applied.yes ? [recordOf(journal, row)] : []));
}
const recordOf = (journal: CliJournal, row: number): SimRecord => {
  const line = journal.line(row);
  return { ...parseLine(line, false), ...readRecord(line) };
};

const SAYS: Readonly<Record<Standing, string>> = { holds: 'holds ', fails: 'BREAKS', 'not tried': 'not tried' };

const asText = (verdicts: readonly Verdict[], seed: number) => {
  const lines = verdicts.flatMap((verdict) => {
    const { target, property, needs, clauses, message, schedule, tried, not_tried } = verdict;
    const standing = standingOf(verdict);
    const how = tried > 0 ? `, ${tried} schedules` : not_tried === undefined ? '' : `: ${not_tried}`;
    return [
      `${SAYS[standing]}  ${target} ${property}${needs === undefined ? '' : ` (needs ${needs})`}${how}`,
      ...(standing === 'fails'
        ? [`        ${message ?? ''}${clauses.length > 0 ? ` (${clauses.join(' ')})` : ''}`]
        : []),
      ...schedule.map(({ fault, record, type, ...more }) => {
        const rest = Object.entries(more).map(([key, value]) => ` ${key} ${value}`);
        return `        ${fault} ${type} ${record}${rest.join('')}`;
      }),
    ];
  });
  const failing = failingClean(verdicts).map(
    ({ target, failure: { count, of, message } }) =>
      `FAILS     ${target} without any fault, ${count} of ${of}: ${message}`,
  );
  const count = (standing: Standing) => verdicts.filter((verdict) => standingOf(verdict) === standing).length;
  const untried = count('not tried');
  const more = untried > 0 ? `, ${untried} not tried` : '';
  return [...lines, ...failing, '', `${verdicts.length} verdicts, ${count('fails')} broken${more} (seed ${seed})`].join(
    '\n',
  );
};

export const lab: CliCommand = {
  name: 'lab',
  usage:
    'lab JOURNAL… --model M --behavior B [--seed N] [--schedules N] [--from FORMAT] [--mapping F] [--format json|text]',
  summary:
    'Deliveries with faults: what each consumer, projection and fold bears, and the smallest schedule that shows otherwise.',
  options: {
    behavior: { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
    seed: { type: 'string' },
    schedules: { type: 'string' },
    from: { type: 'string' },
    mapping: { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['json', 'text']);
    refuse(values, 'lab', {
      'fail-on': 'it exits 1 where something does not bear a fault or fails without one, or nothing was tried',
    });
    const seed = numberOf(values, 'seed', 1);
    const schedules = numberOf(values, 'schedules', 100);
    const models = textsOf(values.model);
    if (models.length === 0) throw new UsageError('which model? Give --model FILE');
    const { parsed, modules } = await readRunnable(models, textsOf(values.behavior), io);
    const journal = await readJournal(positionals, { from: textOf(values.from), mapping: textOf(values.mapping) }, io);
    const failed = (error: ReplayError) => {
      if (format === 'json') io.out(JSON.stringify({ verdicts: [], error }, undefined, 2));
      io.err(errorText(error));
      return 1 as const;
    };
    const { session, loaded, close } = await startNodeSimulator(modules, parsed.model);
    try {
      if (loaded.error) return failed(loaded.error);
      const { verdicts } = await session.simulate({ what: 'lab', journal: recordsOf(journal), seed, schedules });
      io.out(format === 'json' ? JSON.stringify({ verdicts, seed }, undefined, 2) : asText(verdicts, seed));
      const untried = isNothingTried(verdicts);
      if (untried)
        io.err(schedules === 0 ? 'nothing was tried: --schedules 0' : nothingTried(journal, modules, parsed.model));
      const broken = verdicts.some((verdict) => standingOf(verdict) === 'fails');
      return untried || broken || failingClean(verdicts).length > 0 ? 1 : 0;
    } catch (error) {
      if (error instanceof RealmEnded) return failed(error.detail);
      throw error;
    } finally {
      await close();
    }
  },
};
