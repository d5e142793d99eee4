/** Files that are not rows: each of these cuts one kind of them into rows of JSON, which a preset then reads. */
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { castoreFramer } from './castore.ts';
import { causesFramer } from './causes.ts';
import { canalFramer, dmsFramer, goldenGateFramer, maxwellFramer } from './changes.ts';
import { connectFramer } from './connect.ts';
import { consoleFramer } from './console.ts';
import { debeziumFramer } from './debezium.ts';
import { kcatFramer } from './kcat.ts';
import { membershipsFramer } from './memberships.ts';
import { ocelJsonFramer } from './ocel-json.ts';
import { ocelTableFramer } from './ocel-table.ts';
import { ocelXmlFramer } from './ocel-xml.ts';
import { persistentFramer } from './persistent-repr.ts';
import { processTableFramer } from './process-table.ts';
import { xesFramer } from './xes.ts';

type MakeFramer = (sink: FrameSink, options: AutoOptions) => Framer;

const SHAPES = {
  castore: castoreFramer,
  causes: causesFramer,
  memberships: membershipsFramer,
  'persistent-repr': persistentFramer,
  canal: canalFramer,
  connect: connectFramer,
  debezium: debeziumFramer,
  dms: dmsFramer,
  goldengate: goldenGateFramer,
  'kafka-console': consoleFramer,
  kcat: kcatFramer,
  maxwell: maxwellFramer,
  'ocel-json': ocelJsonFramer,
  'ocel-table': ocelTableFramer,
  'ocel-xml': ocelXmlFramer,
  'process-table': processTableFramer,
  xes: xesFramer,
} as const satisfies Readonly<Record<string, MakeFramer>>;

export type CodeShape = keyof typeof SHAPES;

export function shapeOf(shape: CodeShape): MakeFramer {
  return SHAPES[shape];
}
