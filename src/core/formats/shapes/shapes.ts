/** Files that are not rows: each of these cuts one kind of them into rows of JSON, which a preset then reads. */
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { castoreFramer } from './castore.ts';
import { causesFramer } from './causes.ts';
import { membershipsFramer } from './memberships.ts';
import { persistentFramer } from './persistent-repr.ts';

type MakeFramer = (sink: FrameSink, options: AutoOptions) => Framer;

const SHAPES = {
  castore: castoreFramer,
  causes: causesFramer,
  memberships: membershipsFramer,
  'persistent-repr': persistentFramer,
} as const satisfies Readonly<Record<string, MakeFramer>>;

export type CodeShape = keyof typeof SHAPES;

export function shapeOf(shape: CodeShape): MakeFramer {
  return SHAPES[shape];
}
