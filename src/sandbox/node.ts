/** The sandbox of the command line: the same realm in a worker thread with a memory limit. */
import { Worker } from 'node:worker_threads';
import { realm } from 'virtual:realm-node';
import type { Model } from '../core/model/model.ts';
import { packNames } from '../core/replay/names.ts';
import type { ReplaySource, ReplaySourceAnswer, ReplaySourceRequest } from '../core/replay/source.ts';
import type { BehaviorFile, Loaded } from './protocol.ts';
import { createSession, type Session } from './session.ts';
import { loadedBy } from './transpile.ts';

const MEMORY_MIB = 2048;

export interface NodeReplay {
  readonly loaded: Loaded;
  readonly session: Session;
  close(): Promise<void>;
}

function servePort(source: ReplaySource, port: MessagePort): void {
  port.addEventListener('message', ({ data }: MessageEvent<ReplaySourceRequest>) => {
    const answer = async (): Promise<ReplaySourceAnswer> => {
      try {
        if (data.ask === 'order') {
          const { subjects, ...order } = await source.order(data.cut);
          return { id: data.id, order, subjects: packNames(subjects) };
        }
        // A command keeps nothing.
        return data.ask === 'block'
          ? { id: data.id, block: await source.block(data.index) }
          : { id: data.id, checkpoints: [] };
      } catch (error) {
        return { id: data.id, error: error instanceof Error ? error.message : String(error) };
      }
    };
    void answer().then((reply) => port.postMessage(reply));
  });
  port.start();
}

async function startWorker(): Promise<{ readonly session: Session; close(): Promise<void> }> {
  const worker = new Worker(realm, {
    eval: true,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
  });
  const close = async () => void (await worker.terminate());
  const session = createSession({
    post: (message, transfer) => worker.postMessage(message, transfer as never),
    end: () => void close(),
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    session.ended({
      code: memory ? 'memory' : 'stopped',
      message: memory
        ? `The behavior used more than ${MEMORY_MIB} MiB of memory and was stopped.`
        : `The sandbox failed: ${error.message}`,
    });
  });
  await new Promise<void>((resolve) => {
    worker.on('message', (data: { kind?: string }) => {
      if (data.kind === 'up') resolve();
      session.receive(data);
    });
  });
  return { session, close };
}

/** Loads behavior over a journal in a worker thread. Bad code does not throw: see `loaded.error`. */
export async function startNodeReplay(
  files: readonly BehaviorFile[],
  model: Model | undefined,
  source: ReplaySource,
): Promise<NodeReplay> {
  const { session, close: end } = await startWorker();
  const { port1, port2 } = new MessageChannel();
  servePort(source, port1);
  const close = async () => {
    port1.close();
    await end();
  };
  return { loaded: await loadedBy(files, (modules) => session.load(modules, model, port2)), session, close };
}

/** Loads behavior for the simulator in a worker thread. Bad code does not throw: see `loaded.error`. */
export async function startNodeSimulator(files: readonly BehaviorFile[], model: Model): Promise<NodeReplay> {
  const { session, close } = await startWorker();
  return { loaded: await loadedBy(files, (modules) => session.prepare(modules, model)), session, close };
}
