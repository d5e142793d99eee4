/** `npm run bench fold`: what the sandbox and its guard cost, and recomputing 10,000 actions beside other ways. Not run by `npm test`. */
import { loadavg } from 'node:os';
import { Worker } from 'node:worker_threads';
import { realm } from 'virtual:realm-bench';
import { instrument } from '@redux-devtools/instrument';
import { createStore } from 'redux';
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../core/prove/testing/bench.ts';
import { parseBehavior } from '../../core/replay/behavior.ts';
import { createReplay } from '../../core/replay/engine.ts';
import { openReplayJournal } from '../../core/replay/journal.ts';
import { plainChecker } from '../../core/replay/plain.ts';
import { plainHost, sourceOf } from '../../core/replay/testing/plain-host.ts';

interface Figures {
  readonly events: number;
  readonly native: number;
  readonly compartment: number;
  readonly guarded: number;
}
const REALMS = 7;
const say = (name: string, value: number, limit: number) =>
  console.log(
    `${value >= limit ? 'holds' : 'FAILS'}  ${name}: ${value.toFixed(2)} (at least ${limit}; load ${(loadavg()[0] ?? 0).toFixed(1)})`,
  );
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const timed = async (work: () => unknown) => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

describe.skipIf(!process.env.FACTLINE_BENCH)('fold', () => {
  it('in the sandbox, against the same function called natively in the same worker', { timeout: 120_000 }, async () => {
    const once = async () => {
      const worker = new Worker(realm, { eval: true });
      const figures = await new Promise<Figures>((resolve, reject) => {
        worker.on('error', reject);
        worker.on('message', (message: { readonly bench?: Figures }) => message.bench && resolve(message.bench));
      });
      await worker.terminate();
      return figures;
    };
    // What a realm makes of the same code differs by a tenth from one to the next.
    const realms: Figures[] = [];
    for (let i = 0; i < REALMS; i++) realms.push(await once());
    const of = (figure: keyof Figures) => median(realms.map((realm) => realm[figure]));
    const figures = {
      events: of('events'),
      native: of('native'),
      compartment: of('compartment'),
      guarded: of('guarded'),
    };
    console.log(`natively ${figures.native.toFixed(1)} ms for ${figures.events.toLocaleString('en')} events`);
    say('throughput in the compartment / natively', figures.compartment, 0.9);
    say('throughput in the compartment with the guard / natively', figures.guarded, 0.6);
    expect(figures.guarded).toBeGreaterThan(0);
  });

  it('10,000 actions recomputed: the engine, a naive refold, @redux-devtools/instrument', {
    timeout: 120_000,
  }, async () => {
    const records = recordsOf(Array.from({ length: 10_000 }, (_, i) => `order/s${i % 100}:A`).join(' '));
    type State = { readonly n: number; readonly seen: Readonly<Record<string, number>> };
    const step = (s: State, e: { readonly payload: { readonly n: number; readonly place: string } }): State => ({
      n: s.n + e.payload.n,
      seen: { ...s.seen, [e.payload.place]: e.payload.n },
    });
    const initial: State = { n: 0, seen: {} };
    const plain = plainChecker();
    const journal = await openReplayJournal(await sourceOf(records));
    const replay = createReplay({
      journal,
      behavior: parseBehavior({ projections: { all: { initial, on: { '*': step } } } }, plain),
      model: undefined,
      host: plainHost(plain),
      takeLogs: () => [],
    });
    const lines = records.map((record) => JSON.stringify(record));
    const naive = (until: number) => {
      let state = initial;
      for (let i = 0; i < until; i++) state = step(state, JSON.parse(lines[i] ?? '{}'));
      return state;
    };
    const whole: number[] = [];
    const back: number[] = [];
    const refolds: number[] = [];
    for (let round = 0; round < 7; round++) {
      replay.dropCaches();
      whole.push(await timed(() => replay.seek({ slot: 10_000 })));
      back.push(await timed(() => replay.seek({ slot: 9_000 - round })));
      refolds.push(await timed(() => naive(9_000 - round)));
    }
    expect((await replay.seek({ slot: 10_000 })).rows[0]?.value).toEqual(naive(10_000));
    console.log(
      `whole recompute ${median(whole).toFixed(1)} ms; to slot 9,000: a seek ${median(back).toFixed(2)} ms, a naive refold ${median(refolds).toFixed(2)} ms (seek / refold ${(median(back) / median(refolds)).toFixed(2)})`,
    );
    let calls = 0;
    const reducer = (state: State | undefined = initial, action: object): State => {
      calls++;
      return 'payload' in action
        ? step(state, action as { readonly payload: { readonly n: number; readonly place: string } })
        : state;
    };
    const store = createStore(reducer, instrument(undefined, { maxAge: 20_000 }));
    for (const { type, payload } of records) store.dispatch({ type: String(type), payload });
    expect(store.getState()).toEqual(naive(10_000));
    const recompute: number[] = [];
    for (let round = 0; round < 5; round++) {
      calls = 0;
      // Another reducer makes it compute all states again.
      recompute.push(
        await timed(() => store.replaceReducer((state: State | undefined, action: object) => reducer(state, action))),
      );
      expect(calls).toBeGreaterThanOrEqual(10_000);
    }
    console.log(
      `@redux-devtools/instrument recomputes them in ${median(recompute).toFixed(1)} ms (ours / its ${(median(whole) / median(recompute)).toFixed(2)})`,
    );
  });
});
