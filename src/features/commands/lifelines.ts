/** Steps as a sequence diagram: who stands where, and where each arrow runs. */
import type { Step, StepKind } from '../../core/writepath/steps.ts';

export interface Lifeline {
  readonly name: string;
  readonly x: number;
}
export interface Arrow {
  readonly step: Step;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly bad: boolean;
}
export interface Diagram {
  readonly lifelines: readonly Lifeline[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
}

export const HEAD = 34;
const ROW = 30;
const LEFT = 70;
const COLUMN = 136;
/** Labels of the last column run on to the right. */
const RIGHT = 150;

/** From who asks to who is told last. */
const ORDER = [
  'client',
  'engine',
  'policy',
  'decider',
  'journal',
  'fold',
  'projection',
  'projections',
  'broker',
  'consumer',
];
const rank = (name: string): number => {
  const at = ORDER.indexOf(name.split('/')[0] ?? '');
  return at < 0 ? ORDER.length : at;
};
const BAD: ReadonlySet<StepKind> = new Set(['refused', 'failed', 'crash']);

export function diagramOf(steps: readonly Step[]): Diagram {
  const names = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].sort((a, b) => rank(a) - rank(b));
  const lifelines = names.map((name, i) => ({ name, x: LEFT + i * COLUMN }));
  const xOf = (name: string) => lifelines[names.indexOf(name)]?.x ?? LEFT;
  const arrows = steps.map((step, i) => ({
    step,
    from: xOf(step.from),
    to: xOf(step.to),
    y: HEAD + ROW * (i + 1),
    bad: BAD.has(step.kind) || (step.kind === 'decide' && step.says.startsWith('rejected')),
  }));
  return {
    lifelines,
    arrows,
    width: LEFT + Math.max(0, names.length - 1) * COLUMN + RIGHT,
    height: HEAD + ROW * (steps.length + 1),
  };
}

/** An id of many digits tells less than its end. */
export const shortIds = (text: string): string =>
  text.replace(
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})\b/g,
    (_, end: string) => `…${end.slice(-4)}`,
  );

export const sentence = ({ kind, from, to, says }: Step): string =>
  from === to ? `${kind} at ${from}: ${says}` : `${kind}, ${from} to ${to}: ${says}`;
