import { describe, expect, it } from 'vitest';
import { runCommands } from './commands.ts';
import { execute } from './execute.ts';
import type { CommandRequest, Outcome } from './record.ts';
import { accept, contextFor, reject } from './testing/plain.ts';
import { BEHAVIOR, SHOP, withDeciders } from './testing/shop.ts';
import { createWorld } from './world.ts';

const worldOf = (profile = 'unified', behavior: Record<string, unknown> = BEHAVIOR) =>
  createWorld(contextFor(SHOP(profile), behavior));
const place = (order_id = 'o-1', more: Partial<CommandRequest> = {}): CommandRequest => ({
  type: 'order.place',
  payload: { order_id, total: 5 },
  ...more,
});
const told = (outcome: Outcome) =>
  outcome.outcome === 'refused' ? outcome.error.code : outcome.outcome === 'rejected' ? outcome.code : 'accepted';

describe('a command', () => {
  it('goes request, command, decider, append, apply, answer, in this order', () => {
    const world = worldOf();
    expect(told(execute(world, place()))).toBe('accepted');
    expect(world.steps.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      'command engine',
      'intent journal',
      'load engine',
      'decide engine',
      'append journal',
      'apply projection/open',
      'apply projection/open',
      'answer client',
    ]);
    expect(world.log.map(({ type, kind, sequence, partition }) => [type, kind, sequence, partition])).toEqual([
      ['order.requested', 'INTENT', 1, 'asked/o-1'],
      ['order.placed', 'FACT', 1, 'facts/o-1'],
    ]);
    const [intent, fact] = world.log;
    expect(fact?.causation_id).toBe(intent?.id);
    expect(intent?.causation_id).toBe(intent?.request_id);
    expect(fact?.correlation_id).toBe(intent?.correlation_id);
    expect([...world.view(0).rows]).toEqual([['o-1', { total: 5 }]]);
  });

  it('that is rejected changes no state, and records the FACT where the profile has it', () => {
    const world = worldOf();
    execute(world, place());
    const before = world.stateOf('order', 'o-1');
    const outcome = execute(world, place());
    expect(outcome).toMatchObject({ outcome: 'rejected', code: 'EXISTS', message: 'it is there' });
    expect(outcome.events.map(({ type, payload }) => [type, payload])).toEqual([
      ['order.requested', { order_id: 'o-1', total: 5 }],
      ['order.refused', { order_id: 'o-1', code: 'EXISTS', reason: 'it is there' }],
    ]);
    expect(world.stateOf('order', 'o-1')).toBe(before);
    const game = worldOf('game');
    execute(game, place());
    expect(execute(game, place()).events).toEqual([]);
    expect(game.log.map(({ type, sequence }) => [type, sequence])).toEqual([['order.placed', 1]]);
  });

  it('with a key that was seen gets the first answer, and appends nothing', () => {
    const world = worldOf();
    const first = execute(world, place('o-1', { id: 'c-1' }));
    const length = world.log.length;
    expect(execute(world, place('o-1', { id: 'c-1' }))).toBe(first);
    expect(world.log).toHaveLength(length);
    expect(told(execute(world, place('o-1', { id: 'c-2' })))).toBe('EXISTS');
  });

  it('gets the answer that an earlier session recorded', async () => {
    const context = contextFor(SHOP(), BEHAVIOR);
    const commands = [place('o-1', { id: 'c-1' })];
    const { appended } = await runCommands(context, { what: 'commands', journal: [], commands });
    const again = await runCommands(context, { what: 'commands', journal: appended, commands });
    expect(again.appended).toEqual([]);
    expect(again.outcomes).toMatchObject([{ outcome: 'accepted', events: appended }]);
  });

  it('that expected another head is in conflict', () => {
    const world = worldOf('game');
    execute(world, place());
    const ship = (expected_sequence: number) =>
      execute(world, { type: 'order.ship', payload: { order_id: 'o-1' }, with: { expected_sequence } });
    expect(told(ship(0))).toBe('CONFLICT');
    expect(told(ship(1))).toBe('accepted');
  });
});

describe('the envelope of a system', () => {
  it.each([
    ['order.place', {}, 'accepted'],
    ['order.place', { system_id: 'dice', system_version: '1.0.0' }, 'ErrSystemMetadataForbidden'],
    ['sys.dice.roll', {}, 'ErrSystemMetadataRequired'],
    ['sys.dice.roll', { system_id: 'dice' }, 'ErrSystemMetadataRequired'],
    ['sys.dice.roll', { system_id: 'cards', system_version: '2.0.0' }, 'ErrSystemTypeNamespaceMismatch'],
    ['sys.dice.roll', { system_id: 'dice', system_version: '3.0.0' }, 'ErrModuleNotFound'],
    ['sys.dice.roll', { system_id: 'dice', system_version: '1.0.0' }, 'accepted'],
  ])('%s with %j is %s', (type, envelope, expected) => {
    const world = worldOf('game');
    expect(told(execute(world, { type, payload: { order_id: 'o', total: 1 }, with: envelope }))).toBe(expected);
    expect(world.log.length > 0).toBe(expected === 'accepted');
  });
});

describe('what a decider may not do', () => {
  const placed = { type: 'order.placed', payload: { order_id: 'o-1', total: 5 } };
  it.each<[string, string, (state: { status: string }, command: { payload: { total: number } }) => unknown]>([
    [
      'throws',
      'throw',
      () => {
        throw new Error('boom');
      },
    ],
    [
      'throws what cannot be read',
      'throw',
      () => {
        throw {
          get message() {
            throw new Error('no');
          },
        };
      },
    ],
    ['gives nothing', 'decision-garbage', () => undefined],
    ['gives text', 'decision-garbage', () => 'yes'],
    ['gives an empty object', 'ErrDecisionEmpty', () => ({})],
    [
      'changes its state',
      'throw',
      (state) => {
        state.status = 'x';
        return accept(placed);
      },
    ],
    [
      'changes its command',
      'throw',
      (_, command) => {
        command.payload.total = 0;
        return accept(placed);
      },
    ],
    ['accepts without an event', 'ErrCommandMustMutate', () => accept()],
    ['accepts and rejects', 'decision-mixed', () => ({ ...accept(placed), ...reject('X') })],
    [
      'emits what it did not declare',
      'undeclared-event',
      () => accept(placed, { type: 'order.shipped', payload: { order_id: 'o-1' } }),
    ],
    ['emits what there is not', 'undeclared-event', () => accept({ type: 'order.lost', payload: {} })],
    ["emits a system's type", 'foreign-event', () => accept({ type: 'sys.dice.rolled', payload: { order_id: 'o-1' } })],
    [
      'emits a payload that does not fit',
      'ErrPayloadInvalid',
      () => accept({ type: 'order.placed', payload: { order_id: 'o-1' } }),
    ],
    ['sets what the journal sets', 'ErrStorageFieldsSet', () => accept({ ...placed, sequence: 7 })],
    [
      'emits a function',
      'state-not-json',
      () => accept({ type: 'order.placed', payload: { order_id: 'o-1', total: () => 1 } }),
    ],
    ['emits a million events', 'too-many-events', () => ({ accepted: Array(1_000_000).fill(placed) })],
    ['rejects without a code', 'decision-garbage', () => reject('')],
  ])('%s: %s', (_, code, decider) => {
    const world = worldOf('unified', withDeciders({ 'order.place': decider }));
    expect(told(execute(world, place()))).toBe(code);
    expect(world.log).toEqual([]);
    expect(world.view(0).rows.size).toBe(0);
  });

  it('a command that does not fit its schema reaches no decider', () => {
    const world = worldOf(
      'unified',
      withDeciders({
        'order.place': () => {
          throw new Error('reached');
        },
      }),
    );
    expect(told(execute(world, { type: 'order.place', payload: { order_id: 'o-1', total: 'five' } }))).toBe(
      'ErrPayloadInvalid',
    );
    expect(told(execute(world, { type: 'order.burn', payload: {} }))).toBe('ErrTypeUnknown');
  });
});

it('a projection that fails undoes no append, and catches up when it can', () => {
  let sick = true;
  const world = worldOf('unified', {
    ...BEHAVIOR,
    projections: {
      open: {
        initial: {},
        on: {
          'order.placed': () => {
            if (sick) throw new Error('sick');
            return { ok: true };
          },
          'order.shipped': () => undefined,
        },
      },
    },
  });
  expect(told(execute(world, place()))).toBe('accepted');
  expect(world.log).toHaveLength(2);
  expect([...world.view(0).rows]).toEqual([]);
  sick = false;
  execute(world, place('o-2'));
  expect([...world.view(0).rows.keys()]).toEqual(['o-1', 'o-2']);
});

it('runs requests through a handler, which is given the events or the rejection', async () => {
  const seen: unknown[] = [];
  const context = contextFor(SHOP('game'), {
    ...BEHAVIOR,
    handlers: {
      'order.place': (request: { body: unknown }, { execute: run }: { execute: (c: unknown) => unknown }) => {
        seen.push(run({ type: 'order.place', payload: request.body }));
        seen.push(run({ type: 'order.place', payload: request.body }));
      },
    },
  });
  const commands = [{ type: '', handler: 'order.place', payload: { order_id: 'o-1', total: 5 } }];
  const { outcomes } = await runCommands(context, { what: 'commands', journal: [], commands });
  expect(outcomes.map(told)).toEqual(['accepted', 'EXISTS']);
  expect(seen).toMatchObject([{ events: [{ type: 'order.placed' }] }, { rejected: 'EXISTS', message: 'it is there' }]);
});

it('carries out ten thousand commands on one world', async () => {
  const commands = Array.from({ length: 10_000 }, (_, i) => place(`o-${i % 500}`));
  const { outcomes, appended } = await runCommands(contextFor(SHOP('game'), BEHAVIOR), {
    what: 'commands',
    journal: [],
    commands,
    quiet: true,
  });
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(500);
  expect(appended).toHaveLength(500);
});
