import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText } from '../record/hash.ts';
import type { Hashes } from './hashes.ts';
import { type ThreadRecord, threadTree } from './thread.ts';
import { threadRows } from './thread-rows.ts';

/** `a b<a c<b d<gone`: each after its cause; `#r` a request, `@t` a thread. */
const records = (text: string): (ThreadRecord & { readonly thread: string | undefined })[] =>
  text.split(' ').map((word, row) => {
    const [, id = '', cause, request, thread] = /^(\w+)(?:<(\w+))?(?:#(\w+))?(?:@(\w+))?$/.exec(word) ?? [];
    return {
      id,
      type: 'T',
      row,
      slot: row + 1,
      subject: '',
      tLogMicros: undefined,
      thread,
      ...(cause !== undefined && { causation_id: cause }),
      ...(request !== undefined && { request_id: request }),
    };
  });
const drawn = (text: string) =>
  threadTree(records(text)).map(
    ({ depth, id, record, loop }) => `${'  '.repeat(depth)}${record ? '' : '?'}${id}${loop ? '!' : ''}`,
  );

describe('a thread as a tree', () => {
  it('puts effects below their causes, in order', () => {
    expect(drawn('a b<a c<a d<b e')).toEqual(['a', '  b', '    d', '  c', 'e']);
  });
  it('shows a cause that is missing, once', () => {
    expect(drawn('a<x b<x c<a')).toEqual(['?x', '  a', '    c', '  b']);
  });
  it('takes a request for the record that carries it', () => {
    expect(drawn('a#r b<r')).toEqual(['a', '  b']);
  });
  it('opens a ring at its first record', () => {
    expect(drawn('a<c b<a c<b')).toEqual(['a!', '  b', '    c']);
    expect(drawn('a<a')).toEqual(['a']);
  });
  it('draws every record once, below an earlier node', () => {
    const word = fc.record({ id: fc.nat(9), cause: fc.option(fc.nat(12), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const all = records(words.map(({ id, cause }) => (cause === undefined ? `${id}` : `${id}<${cause}`)).join(' '));
        const nodes = threadTree(all);
        expect(nodes.flatMap(({ record }) => (record ? [record.row] : [])).sort((a, b) => a - b)).toEqual(
          all.map(({ row }) => row),
        );
        nodes.forEach(({ parent, depth }, i) => {
          if (parent === undefined) expect(depth).toBe(0);
          else expect([parent < i, depth]).toEqual([true, (nodes[parent]?.depth ?? 0) + 1]);
        });
      }),
    );
  });
});

describe('the rows of a thread', () => {
  const hashes = (text: string): Hashes => {
    const all = records(text);
    const column = (of: (r: (typeof all)[number]) => string | undefined) =>
      Uint32Array.from(all.flatMap((r) => [...(of(r) === undefined ? [0, 0] : hashText(of(r) ?? ''))]));
    return {
      identity: column((r) => r.id),
      id: column((r) => r.id),
      request: column((r) => r.request_id),
      causation: column((r) => r.causation_id),
      correlation: column((r) => r.thread),
      processing: new Uint32Array(0),
    };
  };
  it('are those of its correlation id, and causes and effects without it', () => {
    expect(threadRows(hashes('a@t b<a@t c<b d e@t f<x'), 0)).toEqual({ rows: [0, 1, 2, 4], cut: false, linked: true });
    expect(threadRows(hashes('a b<a c<b d'), 2)).toEqual({ rows: [0, 1, 2], cut: false, linked: true });
    expect(threadRows(hashes('a b@t c'), 0)).toEqual({ rows: [0], cut: false, linked: true });
    expect(threadRows(hashes('a b c#r'), 0)).toEqual({ rows: [0], cut: false, linked: false });
    expect(threadRows(hashes('a#r b<r'), 1)).toEqual({ rows: [0, 1], cut: false, linked: true });
  });
});
