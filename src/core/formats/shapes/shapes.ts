/** Files that are not rows: each of these cuts one kind of them into rows of JSON, which a preset then reads. */
import type { Framer, FrameSink } from '../frame.ts';

type MakeFramer = (sink: FrameSink) => Framer;

const SHAPES = {} as const satisfies Readonly<Record<string, MakeFramer>>;

export type CodeShape = keyof typeof SHAPES;

export function shapeOf(shape: CodeShape): MakeFramer {
  return SHAPES[shape];
}
