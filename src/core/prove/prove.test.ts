import { describe, expect, it } from 'vitest';
import { standingOf } from '../judged.ts';
import { prove } from './prove.ts';
import type { CauseKind, Proof } from './prove.types.ts';
import { benchOf, type Exported, recordsOf } from './testing/bench.ts';

type State = Record<string, never>;
interface E {
  readonly id: string;
  readonly sequence: number;
  readonly payload: { readonly n: number; readonly place: string };
}
const FEW = recordsOf('order/a:A order/b:A order/a:B order/b:B order/a:A order/b:A order/a:B order/c:A order/c:A');
const MANY = recordsOf(
  Array.from({ length: 3000 }, (_, i) => `order/s${i % 17}:${i % 1000 === 700 ? 'C' : i % 3 === 0 ? 'B' : 'A'}`).join(
    ' ',
  ),
);
const fold = (on: Record<string, unknown>, initial: unknown = { n: 0 }): Exported => ({
  folds: { order: { initial, on } },
});
const view = (on: Record<string, unknown>, initial: unknown = { n: 0 }): Exported => ({
  projections: { places: { key: 'place', initial, on } },
});
/** Proofs that do not hold: `deterministic fold/order: memory`. */
async function faults(make: () => Exported, records = FEW): Promise<readonly string[]> {
  const { proofs } = await prove(await benchOf(records, make));
  return proofs
    .filter(({ holds }) => !holds)
    .map(({ name, target, evidence }: Proof) => {
      const cause = evidence.cause as { readonly kind: CauseKind } | undefined;
      return `${name} ${target}${cause ? `: ${cause.kind}` : ''}`;
    });
}

const counter = () => {
  let n = 0;
  return () => ++n;
};

describe('a memory beside the state', () => {
  const PLACES: readonly (readonly [string, () => Exported])[] = [
    [
      'a counter in a closure',
      () => {
        const next = counter();
        return fold({ A: () => ({ n: next() }), B: (s: State) => s });
      },
    ],
    [
      'a Set that a closure holds',
      () => {
        const seen = new Set();
        return fold({
          '*': (s: { n: number }, e: E) =>
            seen.has(e.payload.place) ? s : { n: s.n + (seen.add(e.payload.place) ? 1 : 0) },
        });
      },
    ],
    [
      'a private field',
      () => {
        class Box {
          #last = 0;
          swap(n: number) {
            const before = this.#last;
            this.#last = n;
            return before;
          }
        }
        const box = new Box();
        return fold({ '*': (_: State, e: E) => ({ before: box.swap(e.payload.n) }) });
      },
    ],
    [
      'a generator',
      () => {
        const ids = (function* () {
          for (let i = 0; ; i++) yield i;
        })();
        return fold({ B: (s: State) => ({ ...s, id: ids.next().value }) });
      },
    ],
    [
      'one that shows only now and then',
      () => {
        const next = counter();
        return fold({ '*': (s: { n: number }) => ({ n: s.n + 1, ...(next() % 900 === 0 && { flag: true }) }) });
      },
    ],
    [
      'one of a handler that is rarely called',
      () => {
        const next = counter();
        return fold({ C: () => ({ n: next() }), '*': (s: State) => s });
      },
    ],
  ];
  it.each(PLACES)('%s', async (_, make) => {
    for (const records of [FEW, MANY]) {
      if (records === FEW && /now and then|rarely/.test(_)) continue;
      expect(await faults(make, records)).toEqual(['deterministic fold/order: memory']);
    }
  });

  it('names the first step, the record and what differs there', async () => {
    const make = () => {
      const next = counter();
      return fold({ A: () => ({ n: next() }) });
    };
    const { proofs } = await prove(await benchOf(FEW, make));
    expect(proofs[0]).toMatchObject({
      name: 'deterministic',
      target: 'fold/order',
      holds: false,
      clauses: expect.arrayContaining(['GS-025']),
      evidence: {
        calls: 6,
        divergence: {
          run: 'from a checkpoint',
          slot: 2,
          record: 'r-2',
          key: 'order/b',
          checkpoint: 1,
          changes: [{ path: ['n'], kind: 'changed', before: 2, after: 1 }],
        },
        cause: { kind: 'memory', handler: 'folds.order.on.A' },
      },
    });
  });

  it('of a projection, and of an upcaster, accuses that one alone', async () => {
    const projection = () => {
      const next = counter();
      return { ...fold({ '*': (s: { n: number }) => ({ n: s.n + 1 }) }), ...view({ A: () => ({ n: next() }) }) };
    };
    expect(await faults(projection)).toEqual(['deterministic projection/places: memory']);
    const upcaster = () => {
      const next = counter();
      return {
        ...fold({ A: (s: { n: number }, e: { payload: { k: number } }) => ({ n: s.n + e.payload.k }) }),
        upcasters: { A: { 1: (p: object) => ({ ...p, k: next() }) } },
      };
    };
    expect(await faults(upcaster)).toEqual(['deterministic upcaster/A@1: memory']);
  });
});

it('a memory that handlers share is found, in whom it shows, and the projection is not rebuilt', async () => {
  const make = () => {
    let last = 0;
    return {
      ...fold({
        '*': (s: { n: number }, e: E) => {
          last = e.payload.n;
          return { n: s.n + 1 };
        },
      }),
      ...view({ '*': () => ({ n: last }) }),
    };
  };
  expect(await faults(make)).toEqual(['deterministic projection/places: shared state', 'rebuild projection/places']);
});

it('the order of keys', async () => {
  const first = () =>
    fold(
      {
        '*': (s: { items: Record<string, number> }, e: E) => {
          const items = { ...s.items, [`k${(e.payload.n * 7) % 5}`]: e.payload.n };
          return { items, first: Object.keys(items)[0] };
        },
      },
      { items: {} },
    );
  expect(await faults(first)).toEqual(['deterministic fold/order: iteration order']);
  const sorted = () =>
    fold(
      {
        '*': (s: { items: Record<string, number> }, e: E) => {
          const items = { ...s.items, [`k${(e.payload.n * 7) % 5}`]: e.payload.n };
          return {
            items,
            first: Object.keys(items).sort()[0],
            sum: Object.values(items).reduce((a, b) => a + b / 10, 0),
          };
        },
      },
      { items: {} },
    );
  expect(await faults(sorted)).toEqual([]);
});

describe('mutation', () => {
  it.each([
    [
      'the event',
      'mutation of the event',
      () =>
        fold({
          A: (s: State, e: { payload: { n: number } }) => {
            e.payload.n = 5;
            return s;
          },
        }),
    ],
    [
      'its list',
      'mutation of the event',
      () =>
        fold({
          A: (s: State, e: object) => {
            Object.assign(e, { type: 'X' });
            return s;
          },
        }),
    ],
    [
      'the state',
      'mutation of the state',
      () =>
        fold({
          A: (s: { n: number }) => {
            s.n++;
            return s;
          },
        }),
    ],
    [
      'the state, deep inside',
      'mutation of the state',
      () =>
        fold(
          {
            A: (s: { list: number[] }, e: E) => {
              s.list.push(e.payload.n);
              return s;
            },
          },
          { list: [] },
        ),
    ],
    [
      'an object at the top',
      'shared state',
      () => {
        const seen = Object.freeze({ n: 0 }) as { n: number };
        return fold({ A: () => ({ n: seen.n++ }) });
      },
    ],
  ])('of %s', async (_, kind, make) => {
    const { proofs, error } = await prove(await benchOf(FEW, make as () => Exported));
    expect(proofs.map(({ name, holds, evidence }) => [name, holds, (evidence.cause as { kind: string }).kind])).toEqual(
      [
        ['deterministic', false, kind],
        ['pure', false, kind],
      ],
    );
    expect(error).toMatchObject({ code: 'throw', slot: 1 });
  });
});

describe('sound behavior is not accused', () => {
  const SOUND: readonly (readonly [string, () => Exported])[] = [
    [
      'counts and sums',
      () => ({
        ...fold({ '*': (s: { n: number }, e: E) => ({ n: s.n + e.payload.n }) }),
        ...view({ '*': (r: { n: number }) => ({ n: r.n + 0.1 }) }),
      }),
    ],
    [
      'a memo that changes nothing',
      () => {
        const memo = new Map<number, number>();
        const square = (n: number) => memo.get(n) ?? memo.set(n, n * n).get(n);
        return fold({ '*': (s: State, e: E) => ({ ...s, q: square(e.payload.n) }) });
      },
    ],
    [
      'local variables, and copies that are written to',
      () =>
        fold(
          {
            '*': (s: { list: number[] }, e: E) => {
              const list = [...s.list];
              list.push(e.payload.n);
              list.sort((a, b) => b - a);
              let sum = 0;
              for (const n of list) sum += n;
              return { list: list.slice(0, 5), sum };
            },
          },
          { list: [] },
        ),
    ],
    ['rows that come and go', () => view({ A: (r: { n: number }) => ({ n: r.n + 1 }), B: () => undefined })],
    [
      'a row that is null',
      () => view({ A: () => null, B: (r: unknown) => (r === null ? { was: 'null' } : { was: 'there' }) }),
    ],
    [
      'money with decimals over keys',
      () =>
        fold(
          {
            '*': (s: { lines: Record<string, number> }, e: E) => {
              const lines = { ...s.lines, [`l${e.payload.n}`]: e.payload.n * 19.99 };
              return { lines, total: Object.values(lines).reduce((a, b) => a + b, 0) };
            },
          },
          { lines: {} },
        ),
    ],
    [
      'upcasters',
      () => ({
        ...fold({ A: (s: { n: number }, e: { payload: { k: number } }) => ({ n: s.n + e.payload.k }) }),
        upcasters: { A: { 1: (p: { n: number }) => ({ ...p, k: p.n * 2 }) } },
      }),
    ],
    [
      'a dice that the log carries',
      () => fold({ '*': (s: { n: number }, e: E) => ({ n: Math.imul(s.n + e.payload.n, 2654435761) >>> 0 }) }),
    ],
  ];
  it.each(SOUND)('%s', async (_, make) => {
    for (const records of [FEW, MANY]) expect(await faults(make, records)).toEqual([]);
  });
  it('nor is a throw that each run makes at the same record; it is told', async () => {
    const make = () => ({
      ...fold({
        B: () => {
          throw new Error('no B');
        },
      }),
      ...view({ '*': (r: { n: number }) => ({ n: r.n + 1 }) }),
    });
    const proved = await prove(await benchOf(FEW, make));
    expect(proved.proofs.filter(({ holds }) => !holds)).toEqual([]);
    expect(proved.error).toMatchObject({ code: 'throw', message: 'no B', slot: 3, record: 'r-3' });
  });
});

describe('the chain', () => {
  const sum = () => fold({ '*': (s: { n: number }, e: E) => ({ n: s.n + e.payload.n }) });
  it('is one hash a step, the same each time, and another one for another log', async () => {
    const once = await prove(await benchOf(MANY, sum));
    const twice = await prove(await benchOf(MANY, sum));
    expect(twice.chain).toEqual(once.chain);
    expect(
      new Set(Array.from({ length: 3000 }, (_, i) => `${once.chain.steps[2 * i]}/${once.chain.steps[2 * i + 1]}`)).size,
    ).toBe(3000);
    const other = MANY.map((r, i) => (i === 1500 ? { ...r, payload: { n: -1, place: 'p' } } : r));
    const { chain } = await prove(await benchOf(other, sum));
    const first = chain.steps.findIndex((word, i) => word !== once.chain.steps[i]);
    expect(Math.floor(first / 2)).toBe(1500);
    expect(chain.final).not.toBe(once.chain.final);
  });
  it('stays where a step changes nothing', async () => {
    const { chain } = await prove(await benchOf(FEW, () => fold({ A: (s: { n: number }) => ({ n: s.n + 1 }) })));
    expect([chain.steps[4], chain.steps[5]]).toEqual([chain.steps[2], chain.steps[3]]);
  });
});

describe('what was not called is not proved', () => {
  const standings = async (make: () => Exported) =>
    (await prove(await benchOf(FEW, make))).proofs.map(
      (proof) => `${standingOf(proof)} ${proof.name} ${proof.target}${proof.not_tried ? `: ${proof.not_tried}` : ''}`,
    );
  const sum = (s: { n: number }) => ({ n: s.n + 1 });
  it('over a journal of other types; where some are heard, only the others are not', async () => {
    const foreign = () => ({ ...fold({ Other: sum }), ...view({ Other: sum }) });
    const none = [
      'not tried deterministic fold/order: no record of the journal is heard by it',
      'not tried pure fold/order: no record of the journal is heard by it',
      'not tried deterministic projection/places: no record of the journal is heard by it',
      'not tried pure projection/places: no record of the journal is heard by it',
      'not tried rebuild projection/places: no record of the journal is heard by it',
    ];
    expect(await standings(foreign)).toEqual(none);
    expect(await standings(() => ({ ...fold({ A: sum }), ...view({ Other: sum }) }))).toEqual([
      'holds deterministic fold/order',
      'holds pure fold/order',
      ...none.slice(2),
    ]);
  });
  it('says why else: a key that no record has, a version, an end before it', async () => {
    const why = async (make: () => Exported) => (await standings(make)).filter((text) => text.startsWith('not tried'));
    const keyless = () => ({ projections: { v: { key: 'nowhere', initial: { n: 0 }, on: { A: sum } } } });
    expect(await why(keyless)).toContain(
      'not tried pure projection/v: 6 records are heard by it, and none holds the key of a row',
    );
    const upcaster = () => ({ ...fold({ A: sum }), upcasters: { B: { 7: (p: object) => p } } });
    expect(await why(upcaster)).toEqual([
      'not tried deterministic upcaster/B@7: no record of the journal is version 7 of B',
      'not tried pure upcaster/B@7: no record of the journal is version 7 of B',
    ]);
    const ends = () => ({
      ...fold({ A: sum }),
      upcasters: {
        A: {
          1: () => {
            throw new Error('no');
          },
        },
      },
    });
    expect(await why(ends)).toEqual([
      'not tried deterministic fold/order: the replay ended at slot 1 before it was called',
      'not tried pure fold/order: the replay ended at slot 1 before it was called',
    ]);
  });
});
