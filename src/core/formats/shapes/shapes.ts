/** Files that are not rows: each of these cuts one kind of them into rows of JSON, which a preset then reads. */
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { castoreFramer } from './castore.ts';
import { causesFramer } from './causes.ts';
import { canalFramer, dmsFramer, goldenGateFramer, maxwellFramer } from './changes.ts';
import { cloudtrailFramer } from './cloudtrail.ts';
import { connectFramer } from './connect.ts';
import { consoleFramer } from './console.ts';
import { debeziumFramer } from './debezium.ts';
import { emmettDocumentsFramer } from './emmett-documents.ts';
import { eventSourcingDbFramer } from './eventsourcingdb.ts';
import { kcatFramer } from './kcat.ts';
import { kurrentFramer } from './kurrent.ts';
import { membershipsFramer } from './memberships.ts';
import { natsFramer } from './nats.ts';
import { ocelJsonFramer } from './ocel-json.ts';
import { ocelTableFramer } from './ocel-table.ts';
import { ocelXmlFramer } from './ocel-xml.ts';
import { otlpFramer } from './otlp.ts';
import { persistentFramer } from './persistent-repr.ts';
import { processTableFramer } from './process-table.ts';
import { reduxFramer } from './redux.ts';
import { temporalFramer } from './temporal.ts';
import { wal2jsonFramer } from './wal2json.ts';
import { webhookFramer } from './webhook.ts';
import { wikimediaFramer } from './wikimedia.ts';
import { xesFramer } from './xes.ts';

type MakeFramer = (sink: FrameSink, options: AutoOptions) => Framer;

const SHAPES = {
  castore: castoreFramer,
  causes: causesFramer,
  cloudtrail: cloudtrailFramer,
  'emmett-documents': emmettDocumentsFramer,
  eventsourcingdb: eventSourcingDbFramer,
  'github-webhook': webhookFramer,
  kurrent: kurrentFramer,
  memberships: membershipsFramer,
  nats: natsFramer,
  otlp: otlpFramer,
  'persistent-repr': persistentFramer,
  redux: reduxFramer,
  temporal: temporalFramer,
  wikimedia: wikimediaFramer,
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
  wal2json: wal2jsonFramer,
  xes: xesFramer,
} as const satisfies Readonly<Record<string, MakeFramer>>;

export type CodeShape = keyof typeof SHAPES;

export function shapeOf(shape: CodeShape): MakeFramer {
  return SHAPES[shape];
}
