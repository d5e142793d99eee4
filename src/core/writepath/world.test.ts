import { describe, expect, it } from 'vitest';
import { applyAll } from './execute.ts';
import { contextFor } from './testing/plain.ts';
import { createWorld } from './world.ts';

const MODEL = `
factline: 1
model: m
profiles: [game]
names: dotted
services: { s: { owns: [a] } }
subjects: { a: { id: a_id } }
events:
  a.both: { replay_intent: projection_and_replay, subject: a, version: 1, payload: { a_id: string } }
  a.folded: { replay_intent: replay_only, subject: a, version: 1, payload: { a_id: string } }
  a.audited: { replay_intent: audit_only, subject: a, version: 1, payload: { a_id: string } }
projections: { seen: { apply: inline } }
`;
const list = (state: readonly string[], event: { readonly type: string }) => [...state, event.type];
const worldOf = (applied: string[] = []) =>
  createWorld(
    contextFor(MODEL, {
      folds: { a: { initial: [], on: { '*': list } } },
      projections: {
        seen: {
          initial: [],
          on: {
            '*': (row: readonly string[], event: { readonly id: string; readonly type: string }) => {
              applied.push(event.id);
              return list(row, event);
            },
          },
        },
      },
    }),
  );
const give = (world: ReturnType<typeof worldOf>, ...types: readonly string[]) => {
  world.append(types.map((type) => world.make({ type, payload: { a_id: '1' } })));
  applyAll(world, 'all');
};

describe('what reaches whom', () => {
  it('follows the replay intent, and * takes nothing more', () => {
    const world = worldOf();
    give(world, 'a.both', 'a.folded', 'a.audited', 'a.both');
    expect(world.stateOf('a', '1')).toEqual(['a.both', 'a.folded', 'a.both']);
    expect(Object.fromEntries(world.view(0).rows)).toEqual({ '*': ['a.both', 'a.both'] });
    expect(world.log.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  });
});

describe('a checkpoint', () => {
  it('is where a projection goes on: nothing before it is applied again', () => {
    const applied: string[] = [];
    const world = worldOf(applied);
    give(world, 'a.both', 'a.both');
    const view = { rows: new Map(world.view(0).rows), checkpoint: world.view(0).checkpoint };
    applied.length = 0;
    const later = worldOf(applied);
    for (const record of world.log) later.adopt(record);
    later.restore(0, view);
    give(later, 'a.both');
    expect(applied).toEqual([later.log[2]?.id]);
    expect([...later.view(0).rows.values()]).toEqual([['a.both', 'a.both', 'a.both']]);
  });
});
