import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../record/json.ts';
import { readText } from '../memory.ts';
import { type CompareSide, compareJournals } from './compare-journals.ts';
import { moved } from './longest-rise.ts';

interface Plain {
  readonly id: string | undefined;
  readonly subject: string;
  readonly sequence: number | undefined;
  readonly says: number;
}
const lineOf = ({ id, subject, sequence, says }: Plain) =>
  JSON.stringify({
    ...(id !== undefined && { id }),
    type: 'T',
    subject_type: 'order',
    subject_id: subject,
    ...(sequence !== undefined && { sequence }),
    payload: { says },
  });

function sideOf(lines: readonly string[], identity = ['id']): CompareSide {
  const header = `{"factline":1,"journal":"j","sequence":{"per":"subject","base":1},"identity":${JSON.stringify(identity)}}`;
  const journal = readText(new TextEncoder().encode(`${[header, ...lines].join('\n')}\n`), { format: 'factline' });
  return {
    columns: journal.columns,
    hashes: journal.hashes,
    identity,
    block: async (index) => journal.block(index),
    read: async (row) => parseLine(journal.line(row), true),
  };
}
const compared = async (left: readonly string[], right: readonly string[]) => {
  const { same, onlyLeft, onlyRight, changed, moved } = await compareJournals(
    sideOf(left),
    sideOf(right),
    () => undefined,
  );
  const pairs = ({ left: l, right: r }: typeof changed) => [...l].map((row, i) => [row, r[i]]);
  return { same, onlyLeft: [...onlyLeft], onlyRight: [...onlyRight], changed: pairs(changed), moved: pairs(moved) };
};

/** The length of the longest rising run, by trying every last element. */
function longestRise(list: readonly number[]): number {
  const best: number[] = [];
  for (const [i, value] of list.entries())
    best.push(1 + Math.max(0, ...list.slice(0, i).flatMap((before, j) => (before < value ? [best[j] ?? 0] : []))));
  return Math.max(0, ...best);
}

/** What goes with what, by plain loops over what is still free: identity and content, identity, content, scope and sequence. */
function oracle(left: readonly Plain[], right: readonly Plain[]) {
  const pair = new Map<number, number>();
  const free = new Set(right.keys());
  const take = (fits: (a: Plain, b: Plain) => boolean) => {
    for (const [i, a] of left.entries()) {
      if (pair.has(i)) continue;
      const j = [...free].find((other) => fits(a, right[other] as Plain));
      if (j === undefined) continue;
      free.delete(j);
      pair.set(i, j);
    }
  };
  const same = (a: Plain, b: Plain) =>
    a.id === b.id && a.subject === b.subject && a.sequence === b.sequence && a.says === b.says;
  take((a, b) => a.id !== undefined && same(a, b));
  take((a, b) => a.id !== undefined && a.id === b.id);
  take((a, b) => a.id === undefined && same(a, b));
  take(
    (a, b) =>
      a.id === undefined &&
      b.id === undefined &&
      a.sequence !== undefined &&
      a.sequence === b.sequence &&
      a.subject === b.subject,
  );
  const pairs = [...pair].sort(([a], [b]) => a - b);
  const subjects = [...new Set(left.map(({ subject }) => subject))];
  const movedCount = subjects.reduce((sum, subject) => {
    const own = pairs
      .filter(([a, b]) => left[a]?.subject === subject && right[b]?.subject === subject)
      .map(([, b]) => b);
    return sum + own.length - longestRise(own);
  }, 0);
  return {
    onlyLeft: [...left.keys()].filter((i) => !pair.has(i)),
    onlyRight: [...free],
    changed: pairs.filter(([a, b]) => !same(left[a] as Plain, right[b] as Plain)),
    same: pairs.filter(([a, b]) => same(left[a] as Plain, right[b] as Plain)).length,
    movedCount,
  };
}

describe('two journals', () => {
  const a = '{"id":"a","type":"T","subject_id":"s","payload":1}';
  const b = '{"id":"b","type":"T","subject_id":"s","payload":2}';
  it('of the same records are the same, however their lines are written', async () => {
    const other = '{"payload":1.0,"subject_id":"s","type":"T","version":1,"id":"a"}';
    expect(await compared([a, b], [other, b])).toEqual({
      same: 2,
      onlyLeft: [],
      onlyRight: [],
      changed: [],
      moved: [],
    });
  });
  it('differ by what is in one alone, by what it says, by its order', async () => {
    const changed = a.replace('"payload":1', '"payload":9007199254740993');
    const near = a.replace('"payload":1', '"payload":9007199254740992');
    expect(await compared([a, b], [b, a])).toMatchObject({ same: 2, moved: [[0, 1]] });
    expect(await compared([near], [changed])).toMatchObject({ same: 0, changed: [[0, 0]] });
    expect(await compared([a], [b])).toMatchObject({ onlyLeft: [0], onlyRight: [0] });
    expect(await compared([a], [])).toMatchObject({ onlyLeft: [0] });
  });
  it('do not differ by what a log adds: position and chain', async () => {
    const sealed = a.replace(
      '"payload"',
      `"position":7,"hash":"${'0'.repeat(64)}","prev_hash":"${'1'.repeat(64)}","payload"`,
    );
    expect(await compared([a], [sealed])).toMatchObject({ same: 1, changed: [] });
  });
  it('with other identities go together by their ids', async () => {
    const left = sideOf(['{"id":"a","type":"T","producer":"p","payload":1}'], ['producer', 'id']);
    const right = sideOf(['{"id":"a","type":"T","producer":"p","payload":1}']);
    expect((await compareJournals(left, right, () => undefined)).same).toBe(1);
  });
  it('compare as plain loops do', async () => {
    const record: fc.Arbitrary<Plain> = fc.record({
      id: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { nil: undefined }),
      subject: fc.constantFrom('s', 't'),
      sequence: fc.option(fc.nat(4), { nil: undefined }),
      says: fc.nat(2),
    });
    const journal = fc.array(record, { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(journal, journal, async (left, right) => {
        const { movedCount, ...expected } = oracle(left, right);
        const found = await compared(left.map(lineOf), right.map(lineOf));
        expect({ ...found, moved: found.moved.length }).toEqual({ ...expected, moved: movedCount });
      }),
      { numRuns: 300 },
    );
  });
});

describe('what was moved', () => {
  it('is the least that leaves the rest rising', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 12 }), (list) => {
        const marks = moved(list);
        const rest = list.filter((_, i) => marks[i] === 0);
        expect(rest).toEqual(rest.toSorted((x, y) => x - y));
        expect(rest.length).toBe(longestRise(list));
      }),
    );
  });
});
