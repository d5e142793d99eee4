/** Faults in words. */

import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Property, ScheduledFault, Verdict } from '../../core/faults/verdict.ts';
import type { LabRun } from './run.ts';

export const MEANS: Readonly<Record<Property, string>> = {
  idempotent: 'the same again changes nothing',
  order: 'bears the order that it may meet',
  loss: 'heals when what was lost comes later',
  crash: 'comes out right after a restart at any step',
  version: 'leaves a trace of what it does not know',
  effects: 'does each effect once, and leaves none out',
  poison: 'puts aside what it cannot read, and goes on',
  instances: 'bears a second instance beside it',
  slow: 'bears that somebody else was given what it is still at',
  outage: 'comes out right after it, or what it calls, was down',
  transport: 'comes out the same over a log and over a queue',
};

const POINTS: Readonly<Record<string, string>> = {
  before: 'before anything was done',
  after: 'after all was done, before that is noted',
};

export function faultText({ fault, type, by, last, point, effect }: ScheduledFault): string {
  const later = by === undefined || by === 0 ? 'at once' : `${plural(by, 'delivery', 'deliveries')} later`;
  switch (fault) {
    case 'duplicate':
      return `${type} comes once more, ${later}`;
    case 'delay':
      return `${type} comes late, ${later}`;
    case 'lose':
      return `${type} is lost, and sent again ${later}`;
    case 'crash':
      return `the process ends at ${type}, ${POINTS[String(point)] ?? `after ${plural(Number(point), 'effect or command', 'effects and commands')}`}`;
    case 'redeliver':
      return `after a crash the last ${plural(last ?? 1, 'record')} up to ${type} come again`;
    case 'effect fails':
      return `effect ${number(effect ?? 1)} of ${type} fails once`;
    case 'poison':
      return `before ${type} comes one like it that nobody can read`;
    case 'two instances':
      return `at ${type} a second instance takes over: it comes to both, and of ${plural(last ?? 2, 'record')} from there every other one is handled by the second, ${later}`;
    case 'slow':
      return `${type} takes so long that it is given to somebody else; the slow one is done ${later}`;
    case 'down':
      return `the process is down after ${type}, before that is noted; then the last ${plural(last ?? 1, 'record')} come again`;
    case 'refused':
      return `from ${type} on, for ${plural(last ?? 1, 'record')}, what it calls refuses the first time`;
    case 'unknown version':
      return `${type} comes in a version newer than any that is known`;
    case 'unknown field':
      return `${type} comes with one more field`;
    default:
      return `${fault} ${type}`;
  }
}

export const needsText = ({ needs }: Verdict): string =>
  needs === undefined
    ? ''
    : needs === 'none'
      ? 'needs no order'
      : needs === 'across'
        ? 'needs order across subjects'
        : `needs order within a ${needs}`;

/** Where a shell would not take it as one word. */
const quoted = (text: string) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** What gives the same verdicts, over the exported files; undefined where there are no such files. */
export function commandFor({ ground: { source, files, journal, total }, seed, schedules }: LabRun): string | undefined {
  const { journal: open, workspace } = useWorkbench.getState();
  if (source.kind !== 'journal' || !open || journal.length < total) return undefined;
  const models = workspace?.files.filter(({ path }) => isModelFile(path)) ?? [];
  return [
    'factline lab',
    quoted(`${open.name}.ndjson`),
    ...models.map(({ path }) => `--model ${quoted(path)}`),
    ...files.filter(({ path }) => isBehaviorFile(path)).map(({ path }) => `--behavior ${quoted(path)}`),
    `--seed ${seed}`,
    `--schedules ${schedules}`,
  ].join(' ');
}
