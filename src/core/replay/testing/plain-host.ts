/** The engine without a sandbox, for tests: behavior given as objects, journals as NDJSON records. */
import { analyse } from '../../journal/analyse.ts';
import { cutOrder } from '../../journal/cut.ts';
import { readText } from '../../journal/memory.ts';
import { replayOrder } from '../../journal/replay-order.ts';
import type { Model } from '../../model/model.ts';
import { parseLine } from '../../record/json.ts';
import { parseBehavior } from '../behavior.ts';
import { createReplay, type Replay, withHash } from '../engine.ts';
import { openReplayJournal } from '../journal.ts';
import { type Plain, plainChecker } from '../plain.ts';
import type { ReplaySource } from '../source.ts';
import type { ReplayHost } from '../step.ts';
import type { ReplayResult } from '../view.ts';

export async function sourceOf(records: readonly object[]): Promise<ReplaySource> {
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const { columns, hashes, header, block, line } = readText(new TextEncoder().encode(text), { format: 'factline' });
  const read = (row: number) => parseLine(line(row), false);
  const analysis = await analyse({ columns, hashes, sequence: header.sequence, identity: header.identity, read });
  const { sequence, identity } = header;
  const whole = { columns, hashes, analysis, sequence, identity, read };
  return {
    order: async (cut) => (cut ? cutOrder(whole, cut) : replayOrder(columns, analysis)),
    block: async (index) => block(index),
  };
}

/** A host that guards nothing but that states are plain. */
export const plainHost = (plain: Plain): ReplayHost => ({
  plain,
  enter: () => undefined,
  placeOf: () => ({}),
  pause: async () => undefined,
  ownWork: () => undefined,
});

export async function replayOf(
  records: readonly object[],
  exported: Record<string, unknown>,
  model?: Model,
): Promise<Omit<Replay, 'result'> & { result(slot: number): Promise<ReplayResult> }> {
  const plain = plainChecker();
  const journal = await openReplayJournal(await sourceOf(records));
  const replay = createReplay({
    journal,
    behavior: parseBehavior(exported, plain),
    model,
    host: plainHost(plain),
    takeLogs: () => [],
  });
  return { ...replay, result: async (slot) => withHash(await replay.result(slot)) };
}
