import { describe, expect, it } from 'vitest';
import type { Row } from '../../workers/journal/journal.protocol.ts';
import { recordToTell } from './scenario.ts';

/** `a1 b1 a2`: ids whose letter is the subject. */
async function told(original: string, fork: string) {
  const rowsOf = (text: string) =>
    text.split(' ').map((id, row) => ({ id, row, slot: row + 1, subject: `order/${id[0]}` }) as Row);
  const all = { original: rowsOf(original), fork: rowsOf(fork) };
  const agree = all.fork.findIndex(({ id }, i) => all.original[i]?.id !== id);
  const rows = async ({ id, from, count }: { readonly id: string; readonly from: number; readonly count: number }) => ({
    rows: all[id as keyof typeof all].slice(from, from + count),
  });
  const found = await recordToTell({ rows } as never, {
    fork: 'fork',
    original: 'original',
    agree: agree < 0 ? all.fork.length : agree,
  });
  return found?.id;
}

describe('the record that tells what a fork leads to', () => {
  it.each([
    ['one was dropped: the next of its subject', 'a1 b1 a2 b2 a3', 'a1 b1 b2 a3', 'a3'],
    ['the last of its subject was dropped: the one before it', 'a1 b1 a2 b2', 'a1 b1 b2', 'a1'],
    ['the very last was dropped', 'b1 a1 b2 a2', 'b1 a1 b2', 'a1'],
    ['one was put in: itself', 'a1 b1 a2', 'a1 b9 b1 a2', 'b9'],
    ['one came later: the next of its subject', 'a1 b1 a2 b2', 'a1 a2 b1 b2', 'b1'],
    ['one came earlier: itself', 'a1 b1 b2 a2', 'a1 a2 b1 b2', 'a2'],
  ])('%s', async (_, original, fork, expected) => {
    expect(await told(original, fork)).toBe(expected);
  });
});
