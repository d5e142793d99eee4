import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../journal/memory.ts';
import { orderKey, sortedRows } from '../journal/slots.ts';
import { decodeUtf8, parseExact } from '../record/json.ts';
import type { ExactObject } from '../record/record.ts';
import { type ForkEdit, planFork } from './fork.ts';

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const FIVE = ['a', 'b', 'c', 'd', 'e'];
const read = (lines: readonly string[]) =>
  readText(new TextEncoder().encode(`${lines.join('\n')}\n`), { format: 'factline' });
const record = (id: string, i: number, positions: boolean) =>
  `{"id":"${id}","type":"Seen","subject_type":"x","subject_id":"1",${positions ? `"position":${10 * i},` : ''}"t_log":"${at(10 * i)}","payload":{"big":9007199254740993}}`;

/** The ids of the fork in log order. */
async function forked(edits: readonly ForkEdit[], positions = false, ids = FIVE): Promise<readonly string[]> {
  const journal = read(ids.map((id, i) => record(id, i + 1, positions)));
  const { rows } = await planFork({ columns: journal.columns, line: async (row) => journal.line(row) }, edits);
  const lines = ids.flatMap((_, row) => rows.get(row) ?? [decodeUtf8(journal.line(row))]);
  if (lines.length === 0) return [];
  const fork = read(lines);
  expect(fork.rejectedTotal).toBe(0);
  return [...sortedRows(fork.columns.count, orderKey(fork.columns))].map((row) => {
    const { id, payload } = parseExact(fork.line(row)) as ExactObject;
    expect((payload as ExactObject)['big']).toEqual({ $digits: '9007199254740993' });
    return String(id);
  });
}

const NEW = '{"id":"n","type":"Seen","payload":{"big":9007199254740993}}';

describe.each([
  ['by t_log', false],
  ['by position', true],
])('a fork of a log ordered %s', (_, positions) => {
  it.each<[string, readonly ForkEdit[], string]>([
    ['drops', [{ kind: 'drop', row: 1 }], 'acde'],
    ['inserts', [{ kind: 'insert', after: 1, text: NEW }], 'abncde'],
    ['duplicates', [{ kind: 'duplicate', row: 4 }], 'abcdee'],
    ['moves on', [{ kind: 'move', row: 0, after: 3 }], 'bcdae'],
    ['moves back', [{ kind: 'move', row: 4, after: 0 }], 'aebcd'],
    [
      'moves again',
      [
        { kind: 'move', row: 4, after: 0 },
        { kind: 'move', row: 4, after: 2 },
      ],
      'abced',
    ],
    [
      'moves home',
      [
        { kind: 'move', row: 4, after: 0 },
        { kind: 'move', row: 4, after: 4 },
      ],
      'abcde',
    ],
    ['delays', [{ kind: 'delay', row: 0, micros: 25_000_000 }], 'bcade'],
    ['delays too little to be passed', [{ kind: 'delay', row: 0, micros: 5_000_000 }], 'abcde'],
    ['delays beyond the end', [{ kind: 'delay', row: 2, micros: 1e9 }], 'abdec'],
    ['lets one arrive earlier', [{ kind: 'delay', row: 3, micros: -25_000_000 }], 'adbce'],
    [
      'edits',
      [{ kind: 'edit', row: 2, text: NEW.replace('"type"', `"t_log":"${at(30)}","position":30,"type"`) }],
      'abnde',
    ],
    [
      'drops one that was moved',
      [
        { kind: 'move', row: 0, after: 3 },
        { kind: 'drop', row: 0 },
      ],
      'bcde',
    ],
    [
      'keeps places where the neighbour goes',
      [
        { kind: 'drop', row: 3 },
        { kind: 'move', row: 0, after: 3 },
        { kind: 'insert', after: 3, text: NEW },
      ],
      'bcane',
    ],
    ['drops all', FIVE.map((_id, row) => ({ kind: 'drop', row })), ''],
  ])('%s', async (_name, edits, order) => {
    expect((await forked(edits, positions)).join('')).toBe(order);
  });

  it('has what was kept, in its order, whatever was dropped, doubled or moved once', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({
            kind: fc.constantFrom('drop' as const, 'duplicate' as const, 'move' as const),
            row: fc.nat(4),
            after: fc.nat(4),
          }),
          { selector: ({ row }) => row },
        ),
        async (edits) => {
          const expected: string[] = [];
          for (const [row, id] of FIVE.entries()) {
            const own = edits.find((edit) => edit.row === row);
            const home = own?.kind !== 'move' || own.after === row;
            if (home && own?.kind !== 'drop') expected.push(...(own?.kind === 'duplicate' ? [id, id] : [id]));
            for (const edit of edits)
              if (edit.kind === 'move' && edit.after === row && edit.row !== row) expected.push(FIVE[edit.row] ?? '');
          }
          expect(await forked(edits, positions)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    ));
});

describe('an edit that cannot be made', () => {
  it.each<[string, ForkEdit, string]>([
    ['of no record', { kind: 'drop', row: 9 }, 'there is no record in row 9'],
    ['no JSON', { kind: 'edit', row: 0, text: '{"type":' }, 'the text ends where a value belongs'],
    ['no object', { kind: 'insert', after: 0, text: '[]' }, 'a record is a JSON object'],
    ['no type', { kind: 'edit', row: 0, text: '{"id":"a"}' }, 'a record needs a `type`'],
    ['a delay beyond all time', { kind: 'delay', row: 0, micros: 1e300 }, 'no `t_log`'],
  ])('%s', async (_, edit, message) => {
    await expect(forked([edit])).rejects.toThrow(message);
  });
});
