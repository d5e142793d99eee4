import { afterEach, describe, expect, it } from 'vitest';
import { type Call, connect, move, serve } from './rpc.ts';

const service = {
  double: async (n: number) => n * 2,
  fail: async () => {
    throw new RangeError('too far');
  },
  count: async (to: number, call: Call) => {
    for (let i = 1; i <= to; i++) call.progress(i);
    return to;
  },
  untilCancelled: (_: unknown, call: Call) =>
    new Promise<never>((_resolve, reject) => {
      call.signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    }),
  bytes: async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    return move(bytes, [bytes.buffer]);
  },
};

const channels: MessageChannel[] = [];
function pair(onBusy?: (calls: number) => void) {
  const channel = new MessageChannel();
  channels.push(channel);
  serve(channel.port1, service);
  return connect<typeof service>(channel.port2, onBusy);
}
afterEach(() => {
  for (const channel of channels.splice(0)) channel.port1.close();
});

describe('rpc', () => {
  it('answers a call', async () => {
    expect(await pair().double(21)).toBe(42);
  });

  it('throws on the near side what is thrown on the far side', async () => {
    await expect(pair().fail()).rejects.toMatchObject({ name: 'RangeError', message: 'too far' });
  });

  it('refuses a method that the service does not have, inherited ones included', async () => {
    const remote = pair() as unknown as Record<string, () => Promise<unknown>>;
    await expect(remote.toString?.()).rejects.toThrow('unknown method toString');
  });

  it('reports progress in order, before the answer', async () => {
    const seen: unknown[] = [];
    await pair().count(3, { onProgress: (n) => seen.push(n) });
    expect(seen).toEqual([1, 2, 3]);
  });

  it('cancels a call that is under way and one whose signal was aborted before', async () => {
    const remote = pair();
    const abort = new AbortController();
    const running = remote.untilCancelled(undefined, { signal: abort.signal });
    abort.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(remote.untilCancelled(undefined, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('tells how many calls are under way', async () => {
    const busy: number[] = [];
    const remote = pair((calls) => busy.push(calls));
    await Promise.all([remote.double(1), remote.double(2)]);
    expect(busy).toEqual([1, 2, 1, 0]);
  });

  it('hands buffers over when asked', async () => {
    expect([...(await pair().bytes())]).toEqual([1, 2, 3]);
  });
});
