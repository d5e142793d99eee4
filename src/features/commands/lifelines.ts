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
  /** What is said over it, as much as there is room for. */
  readonly label: { readonly x: number; readonly y: number; readonly text: string };
}
export interface Diagram {
  readonly lifelines: readonly Lifeline[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
}

export const HEAD = 34;
const ROW = 30;
const EDGE = 44;
const LEAST = 76;
const MOST = 150;
/** Of a letter, somewhat more than they mostly are. */
const LETTER = 7.1;

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

/** In so much room, or in more where the lifelines need it. */
export function diagramOf(steps: readonly Step[], room: number): Diagram {
  const names = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].sort((a, b) => rank(a) - rank(b));
  const gaps = Math.max(1, names.length - 1);
  const column = Math.min(MOST, Math.max(LEAST, (room - 2 * EDGE) / gaps));
  const width = Math.max(2 * EDGE + gaps * column, Math.min(room, 480));
  const lifelines = names.map((name, i) => ({ name, x: EDGE + i * column }));
  const xOf = (name: string) => lifelines[names.indexOf(name)]?.x ?? EDGE;
  const arrows = steps.map((step, i): Arrow => {
    const [from, to, y] = [xOf(step.from), xOf(step.to), HEAD + ROW * (i + 1)];
    const itself = from === to;
    const said = shortIds(step.says);
    const letters = Math.max(8, Math.floor((width - 8) / LETTER));
    const text = said.length > letters ? `${said.slice(0, letters - 1)}…` : said;
    const start = Math.min(from, to) + (itself ? 34 : 8);
    // A label that would run out at the right begins further left.
    const x = Math.max(4, Math.min(start, width - 4 - text.length * LETTER));
    const bad = BAD.has(step.kind) || (step.kind === 'decide' && step.says.startsWith('rejected'));
    return { step, from, to, y, bad, label: { x, y: itself && x === start ? y : y - 5, text } };
  });
  return { lifelines, arrows, width, height: HEAD + ROW * (steps.length + 1) };
}

/** An id of many digits tells less than its end. */
export const shortIds = (text: string): string =>
  text.replace(
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})\b/g,
    (_, end: string) => `…${end.slice(-4)}`,
  );

export const sentence = ({ kind, from, to, says }: Step): string =>
  from === to ? `${kind} at ${from}: ${says}` : `${kind}, ${from} to ${to}: ${says}`;
