/** Replays held to what others recorded: states of Redux DevTools, the order of Temporal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasSamples, samplePath } from '../../core/formats/testing/sample-files.ts';
import { folder, run as runIn } from '../testing/run.ts';
import { replay } from './replay.ts';

const { file, remove } = folder('recorded');
afterAll(remove);

interface Lifted {
  readonly stagedActionIds: readonly number[];
  readonly computedStates: readonly { readonly state: unknown }[];
  readonly committedState: unknown;
}
const at = async (path: string, behavior: string, until: number) => {
  const { out } = await runIn(replay, [path], { behavior: [behavior], until: String(until) });
  return JSON.parse(out) as {
    readonly views: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly error?: unknown;
  };
};

/** A reducer as a projection of one row: a recording has no subject. The state that was committed is where it begins. */
const reducer = ({ committedState }: Lifted, on: string) =>
  file(
    'recorded.behavior.ts',
    `export const projections = { state: { initial: ${JSON.stringify(committedState)}, on: ${on} } };`,
  );

async function statesOf(path: string, lifted: Lifted, behavior: string): Promise<void> {
  for (const [i, { state }] of lifted.computedStates.entries()) {
    const { views, error } = await at(path, behavior, i + 1);
    expect(error).toBeUndefined();
    expect(views.state?.['*'] ?? lifted.committedState, `after action ${lifted.stagedActionIds[i]}`).toEqual(state);
  }
}

it('a recording with an action switched off, staged in another order than its numbers', async () => {
  const lifted = {
    actionsById: Object.fromEntries(
      [0, 5, 3, 9].map((id) => [
        id,
        { type: 'PERFORM_ACTION', action: { type: id === 0 ? '@@INIT' : 'add', n: id }, timestamp: 1795227935584 },
      ]),
    ),
    nextActionId: 10,
    stagedActionIds: [0, 9, 3, 5],
    skippedActionIds: [3],
    committedState: { list: [1] },
    currentStateIndex: 3,
    computedStates: [[1], [1, 9], [1, 9], [1, 9, 5]].map((list) => ({ state: { list } })),
  };
  const path = file('lifted.json', JSON.stringify(lifted));
  await statesOf(path, lifted, reducer(lifted, '{ add: (s, e) => ({ list: [...s.list, e.payload.n] }) }'));
}, 30_000);

describe.skipIf(!hasSamples)('samples of others', () => {
  it.each(['liftedState', 'export-payload-envelope'])(
    'Redux DevTools: every recorded state (%s)',
    async (name) => {
      const path = samplePath(`engine-generated/redux-devtools-instrument-3.0.0__${name}.json`);
      const read = JSON.parse(readFileSync(path, 'utf8')) as Lifted & { readonly payload?: string };
      const lifted = read.payload === undefined ? read : (JSON.parse(read.payload) as Lifted);
      const behavior = reducer(
        lifted,
        `{ 'permit/recorded': (s, e) => ({ cases: { ...s.cases, [e.payload.payload.case]: (s.cases[e.payload.payload.case] ?? 0) + 1 }, last: e.payload.payload.activity }) }`,
      );
      await statesOf(path, lifted, behavior);
    },
    120_000,
  );

  it('Temporal: every history in the order of its event ids', async () => {
    const ids = file(
      'ids.behavior.ts',
      'export const projections = { ids: { initial: [], on: { "*": (l, e) => [...l, e.sequence] } } };',
    );
    const folderOf = samplePath('temporal');
    for (const name of readdirSync(folderOf)) {
      const { views } = await at(join(folderOf, name), ids, 1e9);
      const seen = (views.ids?.['*'] ?? []) as readonly number[];
      expect(seen.length, name).toBeGreaterThan(0);
      expect(seen, name).toEqual([...seen].sort((a, b) => a - b));
    }
  }, 120_000);
});
