/** One realm, several behaviors one after another: nothing of the one before is left. */
import { expect, it } from 'vitest';
import { modelOf } from '../core/writepath/testing/plain.ts';
import { SHOP } from '../core/writepath/testing/shop.ts';
import { startNodeSimulator } from './node.ts';
import { loadedBy } from './transpile.ts';

const behavior = (decider: string) => [
  {
    path: 'shop.behavior.ts',
    text: `export const folds = { order: { initial: { n: 0 }, on: { '*': (state) => ({ n: state.n + 1 }) } } };
export const deciders = { 'order.place': (state, command) => ${decider} };`,
  },
];
const ACCEPTS = `accept({ type: 'order.placed', payload: command.payload })`;
const place = {
  what: 'commands',
  journal: [],
  commands: [{ type: 'order.place', payload: { order_id: 'o', total: 1 } }],
} as const;

it('are prepared in the realm that stands', async () => {
  const model = modelOf(SHOP());
  const refusing = behavior(`reject('NO', 'not ' + globalThis.left)`);
  const { session, loaded, close } = await startNodeSimulator(refusing, model);
  expect(loaded.error).toBeUndefined();
  const prepare = (files: typeof refusing) => loadedBy(files, (modules) => session.prepare(modules, model));
  const codeAndMessage = async () => (await session.simulate(place)).outcomes[0];
  try {
    expect(await codeAndMessage()).toMatchObject({ code: 'NO', message: 'not undefined' });
    expect((await prepare(behavior("(globalThis.left = 'left')"))).error).toBeUndefined();
    expect(await codeAndMessage()).toMatchObject({ outcome: 'refused' });
    expect((await prepare(refusing)).error).toBeUndefined();
    expect(await codeAndMessage()).toMatchObject({ code: 'NO', message: 'not undefined' });

    expect((await prepare(behavior(ACCEPTS))).error).toBeUndefined();
    const { appended } = await session.simulate(place);
    expect(appended.map(({ type }) => type)).toContain('order.placed');
    const on = await session.simulate({ ...place, journal: appended });
    expect(on.states).toMatchObject({ 'order/o': { n: on.appended.length + appended.length - 2 } });

    expect((await prepare(behavior('nobody.there'))).error).toBeUndefined();
    expect(await codeAndMessage()).toMatchObject({ outcome: 'refused', error: { code: 'throw' } });
    expect((await prepare(behavior('(('))).error).toMatchObject({ code: 'syntax' });
    expect((await prepare(behavior(ACCEPTS))).error).toBeUndefined();
    expect(await codeAndMessage()).toMatchObject({ outcome: 'accepted' });
    expect(session).toMatchObject({ alive: true, idle: true });
  } finally {
    await close();
  }
});
