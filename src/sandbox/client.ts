/** The sandbox of the page: an opaque-origin frame with its own policy, a blob worker in it, SES in that. Removing the frame ends all of it. */
import { realm } from 'virtual:realm-browser';
import type { Model } from '../core/model/model.ts';
import type { ReplayError } from '../core/replay/view.ts';
import {
  type BehaviorFile,
  type Module,
  RealmEnded,
  type Reload,
  type ReplayService,
  SETTLE,
  type SimulatorService,
} from './protocol.ts';
import { type Prepared, runAllScenarios } from './scenario-runs.ts';
import { createSession, type Session } from './session.ts';
import { loadedBy } from './transpile.ts';

const START_MILLIS = 4000;

const UNAVAILABLE: ReplayError = {
  code: 'unavailable',
  message:
    'The sandbox cannot run here: the server sends a Content-Security-Policy with sandbox.html that forbids it to evaluate code. Everything but running behavior works. Serve sandbox.html without that header: it carries its own, which lets nothing out.',
};

/** Starts frame, worker and realm; rejects with RealmEnded when they do not come up. */
function startFrame(): Promise<Session> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.title = 'Sandbox of the behavior code';
    frame.hidden = true;
    frame.src = new URL('sandbox.html', document.baseURI).href;
    const { port1, port2 } = new MessageChannel();
    const end = () => {
      window.removeEventListener('message', listen);
      clearTimeout(timer);
      port1.close();
      frame.remove();
    };
    const fail = (error: ReplayError) => {
      end();
      reject(new RealmEnded(error));
    };
    const timer = setTimeout(() => fail(UNAVAILABLE), START_MILLIS);
    const session = createSession({ post: (message, transfer) => port1.postMessage(message, [...transfer]), end });
    let up = false;
    const listen = (event: MessageEvent) => {
      if (event.source !== frame.contentWindow || event.source === null) return;
      const data = event.data as { sandbox?: unknown; message?: unknown } | undefined;
      if (data?.sandbox === 'ready') frame.contentWindow?.postMessage({ realm }, '*', [port2]);
      if (data?.sandbox !== 'failed') return;
      const why = typeof data.message === 'string' ? data.message.slice(0, 500) : '';
      if (up) session.ended({ code: 'memory', message: `The behavior's worker failed: ${why}` });
      else fail(UNAVAILABLE);
    };
    window.addEventListener('message', listen);
    port1.onmessage = ({ data }: MessageEvent) => {
      if (!up && (data as { kind?: unknown } | undefined)?.kind === 'up') {
        up = true;
        clearTimeout(timer);
        resolve(session);
      }
      session.receive(data);
    };
    document.body.append(frame);
  });
}

/** The parser is fetched with the first behavior. */
async function reloadOf(journal: string, model: Model | undefined, modules: readonly Module[]): Promise<Reload> {
  const { handlerTexts } = await import('../core/replay/handler-texts.ts');
  return { journal, model: JSON.stringify(model) ?? '', texts: handlerTexts(modules, SETTLE) };
}

/** Tells how many requests are under way. */
function counting(onBusy: (calls: number) => void): <T>(work: Promise<T>) => Promise<T> {
  let calls = 0;
  return async (work) => {
    onBusy(++calls);
    try {
      return await work;
    } finally {
      onBusy(--calls);
    }
  };
}

/** `onBusy` hears how many requests are under way. */
export function replayService(onBusy: (calls: number) => void): ReplayService {
  let session: Promise<Session> | undefined;
  const busy = counting(onBusy);
  const standing = async (): Promise<Session> => {
    const current = await session?.catch(() => undefined);
    if (current?.alive) return current;
    session = startFrame();
    return session;
  };
  const loaded = async (): Promise<Session> => {
    const current = await session;
    if (!current) throw new RealmEnded({ code: 'stopped', message: 'No behavior is loaded.' });
    return current;
  };
  return {
    load: ({ files, model, journal, id }) =>
      busy(
        loadedBy(files, async (modules) => {
          const reload = id === undefined ? undefined : await reloadOf(id, model, modules);
          return (await standing()).load(modules, model, journal, reload);
        }),
      ),
    seek: (request) => busy(loaded().then((s) => s.seek(request))),
    result: (slot) => busy(loaded().then((s) => s.result(slot))),
    ask: (question, options) => busy(loaded().then((s) => s.ask(question, options))),
    keep: ({ slot, subject }) => loaded().then((s) => s.keep(slot, subject)),
    dropBlocks: () => busy(loaded().then((s) => s.dropBlocks())),
    stop() {
      void session?.then(
        (s) => s.ended({ code: 'stopped', message: 'The replay was stopped.' }),
        () => undefined,
      );
      session = undefined;
    },
  };
}

/** `onBusy` hears how many requests are under way. */
export function simulatorService(onBusy: (calls: number) => void): SimulatorService {
  let input: { readonly files: readonly BehaviorFile[]; readonly model: Model } | undefined;
  let current: Promise<Prepared> | undefined;
  const busy = counting(onBusy);
  const end = async (realm: Promise<Prepared> | undefined) => (await realm?.catch(() => undefined))?.close();
  const preparedIn = async (session: Session): Promise<Prepared> => {
    if (!input) throw new RealmEnded({ code: 'stopped', message: 'No behavior is loaded.' });
    const { files, model } = input;
    const close = async () => session.ended({ code: 'stopped', message: 'The simulation was stopped.' });
    return { loaded: await loadedBy(files, (modules) => session.prepare(modules, model)), session, close };
  };
  const start = async (): Promise<Prepared> => preparedIn(await startFrame());
  /** In the realm that stands, which evaluates behavior in a compartment of its own each time; one at work is ended. */
  const again = async (before: Promise<Prepared> | undefined): Promise<Prepared> => {
    const realm = await before?.catch(() => undefined);
    if (realm?.session.alive && realm.session.idle) return preparedIn(realm.session);
    await realm?.close();
    return start();
  };
  const standing = async (): Promise<Prepared> => {
    const realm = await current?.catch(() => undefined);
    if (realm?.session.alive) return realm;
    current = start();
    return current;
  };
  return {
    prepare(next) {
      input = next;
      current = again(current);
      return busy(current.then(({ loaded }) => loaded));
    },
    simulate: (request, options) =>
      busy(
        standing().then(({ session, loaded }) => {
          if (loaded.error) throw new RealmEnded(loaded.error);
          return session.simulate(request, options);
        }),
      ),
    scenarios: () =>
      busy(
        input
          ? runAllScenarios(input.model, start)
          : Promise.resolve({ results: [], error: { code: 'stopped', message: 'No behavior is loaded.' } }),
      ),
    cancel() {
      void current?.then(
        ({ session, close }) => (session.idle ? undefined : close()),
        () => undefined,
      );
    },
    stop() {
      void end(current);
      current = undefined;
    },
  };
}
