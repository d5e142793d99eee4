/** The formats that a journal can be written in, by id, the whole ones first. One more: a file here and its entry. */
import { cloudevents, cloudeventsBatch } from './cloudevents.ts';
import { csv } from './csv.ts';
import { evidence, game, plainEnvelope } from './envelopes.ts';
import { factline } from './factline.ts';
import { ocel2 } from './ocel2.ts';
import type { OutputFormat } from './writer.ts';

export const WRITERS: readonly OutputFormat[] = [
  factline,
  cloudevents,
  cloudeventsBatch,
  csv,
  ocel2,
  game,
  plainEnvelope,
  evidence,
];

export const writerOf = (id: string): OutputFormat | undefined => WRITERS.find((format) => format.id === id);
