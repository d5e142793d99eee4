/** Requests one after another in a world that stands are answered as by a world made anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CommandsRequest, commandsRunner, runCommands } from './commands.ts';
import type { SimRecord } from './record.ts';
import { contextFor, reject } from './testing/plain.ts';
import { BEHAVIOR, SHOP, withDeciders } from './testing/shop.ts';

const id = fc.constantFrom('o-1', 'o-2', 'o-3');
const command = fc.oneof(
  fc.record({ type: fc.constant('order.place'), payload: fc.record({ order_id: id, total: fc.nat(3) }) }),
  fc.record({
    type: fc.constant('order.place'),
    payload: fc.record({ order_id: id, total: fc.nat(3) }),
    id: fc.constantFrom('c-1', 'c-2'),
  }),
  fc.record({ type: fc.constant('order.ship'), payload: fc.record({ order_id: id }) }),
  fc.constant({ type: 'order.burn', payload: {} }),
);
const step = fc.record({
  commands: fc.array(command, { minLength: 1, maxLength: 3 }),
  next: fc.constantFrom('keep', 'keep', 'keep', 'drop', 'undo', 'change', 'copy'),
  quiet: fc.boolean(),
  late: fc.nat(5),
});

it.each(['unified', 'evidence', 'game'])(
  'whatever becomes of what was appended, in the profile %s',
  async (profile) => {
    const behavior = withDeciders({
      'order.ship': (state: { status: string }, c: unknown) =>
        state.status === 'new'
          ? reject('NOT_OPEN', 'it is not there')
          : BEHAVIOR.deciders['order.ship'](state, c as never),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const context = contextFor(SHOP(profile), behavior);
        const run = commandsRunner(context);
        let journal: readonly SimRecord[] = [];
        for (const { commands, next, quiet, late } of steps) {
          const request: CommandsRequest = {
            what: 'commands',
            journal,
            commands,
            quiet,
            startMicros: late * 1_000_000,
          };
          const answer = await run(request);
          expect(answer).toEqual(await runCommands(contextFor(SHOP(profile), behavior), request));
          if (next === 'drop') continue;
          journal = [...journal, ...answer.appended];
          if (next === 'undo') journal = journal.slice(0, -1);
          if (next === 'copy') journal = structuredClone(journal) as readonly SimRecord[];
          if (next === 'change')
            journal = journal.map((record, i) => (i === 0 ? { ...record, subject_id: 'o-9' } : record));
        }
      }),
      { numRuns: 60 },
    );
  },
);

it('reads only what is new', async () => {
  let folded = 0;
  const on = { ...BEHAVIOR.projections.open.on };
  const projections = {
    open: {
      ...BEHAVIOR.projections.open,
      on: {
        ...on,
        'order.placed': (row: unknown, event: never) => {
          folded++;
          return on['order.placed'](row, event);
        },
      },
    },
  };
  const run = commandsRunner(contextFor(SHOP(), { ...BEHAVIOR, projections }));
  let journal: readonly SimRecord[] = [];
  for (let i = 0; i < 20; i++) {
    const { appended, views } = await run({
      what: 'commands',
      journal,
      commands: [{ type: 'order.place', payload: { order_id: `o-${i}`, total: i } }],
    });
    journal = [...journal, ...appended];
    expect(views).toEqual({ open: { [`o-${i}`]: { total: i } } });
  }
  expect(folded).toBe(20);
});
