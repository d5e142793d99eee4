import { expect, it } from 'vitest';
import { byWorkspace } from './by-workspace.ts';

it('tells the journals of a workspace, in its order, from the others', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }));
  // One that is in the bin is still referred to, and not among those listed.
  expect(byWorkspace([a, b, c] as { id: string }[], ['c', 'gone', 'a'])).toEqual([[c, a], [b]]);
  expect(byWorkspace([{ id: 'a' }], [])).toEqual([[], [{ id: 'a' }]]);
});
