import { expect, it, vi } from 'vitest';
import { stoppedBy } from './stopping.ts';

it('stops the realm on an abort while it works, and never afterwards', async () => {
  const stop = vi.fn();
  const first = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    stop.mockImplementation(() => reject(new Error('ended')));
  });
  const under = stoppedBy(first.signal, { stop }, () => ended);
  expect(stop).not.toHaveBeenCalled();
  first.abort();
  await expect(under).rejects.toThrow('ended');
  expect(stop).toHaveBeenCalledTimes(1);

  const second = new AbortController();
  expect(await stoppedBy(second.signal, { stop }, async () => 5)).toBe(5);
  second.abort();
  expect(stop).toHaveBeenCalledTimes(1);
  await expect(stoppedBy(second.signal, { stop }, async () => 5)).rejects.toThrow();
});
