import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSession } from './session.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const begun = () => {
  const end = vi.fn();
  const session = createSession({ post: () => undefined, end });
  const answer = session.seek({ slot: 1 }).catch((error: Error) => error.message);
  return { session, end, answer };
};

it('ends a realm that is silent for a second', async () => {
  const { end, answer } = begun();
  await vi.advanceTimersByTimeAsync(1100);
  expect(end).toHaveBeenCalledOnce();
  expect(await answer).toContain('did not come back within a second');
});

it("waits for the engine's own work, but not for behavior after it", async () => {
  const { session, end } = begun();
  session.receive({ kind: 'own-work' });
  await vi.advanceTimersByTimeAsync(5000);
  expect(end).not.toHaveBeenCalled();
  session.receive({ kind: 'at', target: 'fold/order', slot: 3, exact: true });
  await vi.advanceTimersByTimeAsync(1100);
  expect(end).toHaveBeenCalledOnce();
});
