/**
 * Calls across a MessagePort or Worker as promises, with progress and cancel. One shape for every worker of ours.
 *
 * A service is an object of async methods that take one argument, and `call: Call` for progress and cancel. What is thrown on the far side
 * is thrown here as an Error with the same name and message. `move(value, transferables)` hands buffers over instead of copying them.
 */
export interface Call {
  readonly signal: AbortSignal;
  progress(value: unknown): void;
}
export type Service = { readonly [method: string]: (argument: never, call: Call) => Promise<unknown> };

export interface CallOptions<P = unknown> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((value: P) => void) | undefined;
  readonly transfer?: readonly Transferable[] | undefined;
}
/** The near side of a service: the same methods, with call options instead of the far side's `Call`. */
export type Remote<S> = {
  readonly [M in keyof S]: S[M] extends (argument: infer A, call: Call) => Promise<infer R>
    ? // biome-ignore lint/suspicious/noConfusingVoidType: a method without argument is called without one
      (argument: unknown extends A ? void : A, options?: CallOptions) => Promise<R>
    : never;
};

interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}

type Message =
  | { readonly rpc: 'call'; readonly id: number; readonly method: string; readonly argument: unknown }
  | { readonly rpc: 'cancel'; readonly id: number }
  | { readonly rpc: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly rpc: 'done'; readonly id: number; readonly value: unknown }
  | { readonly rpc: 'failed'; readonly id: number; readonly name: string; readonly message: string };

const moved = new WeakMap<object, readonly Transferable[]>();

/** Marks the buffers of an answer as handed over. */
export function move<T extends object>(value: T, transferables: readonly Transferable[]): T {
  moved.set(value, transferables);
  return value;
}

/** `read` makes an argument of what the near side's `write` made of it; both see the arguments in the same order. */
export function serve(endpoint: Endpoint, service: Service, read = (sent: unknown) => sent): void {
  const running = new Map<number, AbortController>();
  endpoint.addEventListener('message', (event) => {
    const message = event.data as Message;
    if (message?.rpc === 'cancel') running.get(message.id)?.abort();
    if (message?.rpc !== 'call') return;
    const { id } = message;
    const abort = new AbortController();
    running.set(id, abort);
    const post = (answer: Message, transfer: readonly Transferable[] = []) =>
      endpoint.postMessage(answer, [...transfer]);
    const call: Call = { signal: abort.signal, progress: (value) => post({ rpc: 'progress', id, value }) };
    const method = Object.hasOwn(service, message.method) ? service[message.method] : undefined;
    const work = async () => {
      if (!method) throw new Error(`unknown method ${message.method}`);
      return method(read(message.argument) as never, call);
    };
    void work()
      .then((value) =>
        post({ rpc: 'done', id, value }, typeof value === 'object' && value !== null ? (moved.get(value) ?? []) : []),
      )
      .catch((error: unknown) => {
        const e = error instanceof Error ? error : new Error(String(error));
        post({ rpc: 'failed', id, name: e.name, message: e.message });
      })
      .finally(() => running.delete(id));
  });
  endpoint.start?.();
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((value: unknown) => void) | undefined;
}

/** Calls the service behind `endpoint`. `onBusy` hears how many calls are under way (the status bar's "engine busy"). */
export function connect<S>(
  endpoint: Endpoint,
  onBusy?: (calls: number) => void,
  write = (argument: unknown) => argument,
): Remote<S> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  endpoint.addEventListener('message', (event) => {
    const message = event.data as Message;
    const entry = message?.rpc ? waiting.get(message.id) : undefined;
    if (!entry) return;
    if (message.rpc === 'progress') entry.onProgress?.(message.value);
    if (message.rpc === 'done') entry.resolve(message.value);
    if (message.rpc === 'failed') {
      const error = new Error(message.message);
      error.name = message.name;
      entry.reject(error);
    }
  });
  endpoint.start?.();
  const call = (method: string, argument: unknown, options: CallOptions = {}): Promise<unknown> =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last;
      const cancel = () => endpoint.postMessage({ rpc: 'cancel', id } satisfies Message, []);
      const settle =
        <T>(after: (value: T) => void) =>
        (value: T) => {
          waiting.delete(id);
          options.signal?.removeEventListener('abort', cancel);
          onBusy?.(waiting.size);
          after(value);
        };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject), onProgress: options.onProgress });
      onBusy?.(waiting.size);
      const sent: Message = { rpc: 'call', id, method, argument: write(argument) };
      endpoint.postMessage(sent, [...(options.transfer ?? [])]);
      if (options.signal?.aborted) cancel();
      else options.signal?.addEventListener('abort', cancel, { once: true });
    });
  const cache = new Map<string, (argument: unknown, options?: CallOptions) => Promise<unknown>>();
  return new Proxy({} as Remote<S>, {
    get: (_, method) => {
      if (typeof method !== 'string' || method === 'then') return undefined;
      const known =
        cache.get(method) ?? ((argument: unknown, options?: CallOptions) => call(method, argument, options));
      cache.set(method, known);
      return known;
    },
  });
}

/** Refuses what is asked of a worker once it fails: `connect` alone would wait for its answer for ever. */
export function orFailure(worker: Worker, message: string): <T>(work: Promise<T>) => Promise<T> {
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error(message)));
  });
  failure.catch(() => undefined);
  return (work) => Promise.race([work, failure]);
}
