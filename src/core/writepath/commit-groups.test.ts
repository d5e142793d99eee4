import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../faults/random.ts';
import { runCommands } from './commands.ts';
import { commitGroups, type GroupSteps } from './commit-groups.ts';
import { commandGenerator } from './generate.ts';
import { beginGrouped } from './grouped.ts';
import type { SimRecord } from './record.ts';
import { contextFor, modelOf } from './testing/plain.ts';
import { BEHAVIOR, SHOP } from './testing/shop.ts';

const context = contextFor(SHOP(), BEHAVIOR);
const commandsOf = (count: number, seed = 1) => {
  const next = commandGenerator(modelOf(SHOP()), createRandom(seed), { subjects: 5 });
  return Array.from({ length: count }, () => next?.() ?? { type: '', payload: null });
};

/** A store that refuses the groups of these numbers, and notes what happens in which order. */
function bench(refused: readonly number[] = [], most = 256) {
  const begun = beginGrouped(context, { what: 'begin', journal: [] });
  const groups: Uint8Array[] = [];
  const order: string[] = [];
  let n = 0;
  const steps: GroupSteps = {
    async decide(commands) {
      order.push(`decide ${commands.length}`);
      return (await begun).decide({ what: 'group', commands });
    },
    async store({ lines }) {
      if (refused.includes(n++)) throw Object.assign(new Error('no'), { name: 'ConflictError' });
      order.push('store');
      groups.push(lines);
    },
    async apply() {
      order.push('apply');
      return (await begun).apply();
    },
  };
  const records = () =>
    groups
      .flatMap((lines) => new TextDecoder().decode(lines).split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SimRecord);
  return { groups: commitGroups(steps, most), order, records };
}

describe('commands in groups', () => {
  it('are decided, stored, applied, and only then answered', async () => {
    const { groups, order, records } = bench();
    const commands = commandsOf(600);
    const answers = await Promise.all(commands.map((command) => groups.submit(command)));
    expect(order).toEqual([256, 256, 88].flatMap((n) => [`decide ${n}`, 'store', 'apply']));
    expect(groups.stored).toEqual({ groups: 3, records: records().length });
    expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(records().length);
  });

  it('write what the same commands write one by one, whatever the size of the groups', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(1000),
        fc.integer({ min: 1, max: 9 }),
        async (count, seed, most) => {
          const { groups, records } = bench([], most);
          const commands = commandsOf(count, seed);
          const answers = await Promise.all(commands.map((command) => groups.submit(command)));
          const { outcomes, appended } = await runCommands(context, { what: 'commands', journal: [], commands });
          expect(answers.map(({ outcome }) => outcome)).toEqual(outcomes.map(({ outcome }) => outcome));
          const timeless = (list: readonly SimRecord[]) => list.map(({ t_event: _, t_log: __, ...rest }) => rest);
          expect(timeless(records())).toEqual(timeless(JSON.parse(JSON.stringify(appended)) as readonly SimRecord[]));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of a group that cannot be stored say nothing, and nothing of those behind it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(6),
        fc.integer({ min: 1, max: 16 }),
        async (count, bad, most) => {
          const { groups, records } = bench([bad], most);
          const answered: string[] = [];
          const failed: string[] = [];
          await Promise.all(
            commandsOf(count, bad).map((command) =>
              groups.submit(command).then(
                ({ command: id, recorded }) => answered.push(...Array.from({ length: recorded }, () => id)),
                ({ name }: Error) => failed.push(name),
              ),
            ),
          );
          // What was answered is what is stored, command by command.
          expect(answered).toEqual(records().map(({ request_id }) => request_id));
          expect(failed.every((name) => name === 'ConflictError')).toBe(true);
          if (groups.stored.groups <= bad && failed.length > 0)
            await expect(groups.submit({ type: 'x', payload: {} })).rejects.toThrow('no');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('go on where time was up, with nothing lost or done twice', async () => {
    let clock = 0;
    const slow = contextFor(SHOP(), BEHAVIOR);
    const session = await beginGrouped(
      { ...slow, host: { ...slow.host, now: () => (clock += 9) } },
      { what: 'begin', journal: [] },
    );
    const sizes: number[] = [];
    const groups = commitGroups({
      async decide(commands) {
        const group = session.decide({ what: 'group', commands });
        sizes.push(group.answers.length);
        return group;
      },
      store: async () => undefined,
      apply: async () => session.apply(),
    });
    const answers = await Promise.all(commandsOf(20).map((command) => groups.submit(command)));
    expect(sizes).toEqual([6, 6, 6, 2]);
    expect(new Set(answers.map(({ command }) => command)).size).toBe(20);
  });

  it('take no group while the one before is not stored', async () => {
    const session = await beginGrouped(context, { what: 'begin', journal: [] });
    session.decide({ what: 'group', commands: commandsOf(1) });
    expect(() => session.decide({ what: 'group', commands: commandsOf(1) })).toThrow('not stored');
  });
});
