/** The realm in a worker thread of the command line. */
import type { FromRealm, ToRealm } from './protocol.ts';
import { startRealm } from './realm.ts';

interface ThreadPort {
  postMessage(message: FromRealm): void;
  on(event: 'message', listener: (message: ToRealm) => void): void;
}
declare const process: { getBuiltinModule(name: 'node:worker_threads'): { readonly parentPort: ThreadPort | null } };
declare const performance: { now(): number };
declare function setImmediate(run: () => void): void;

const port = process.getBuiltinModule('node:worker_threads').parentPort;
if (port) {
  const later = setImmediate;
  const receive = startRealm({
    postMessage: (message) => port.postMessage(message),
    now: () => performance.now(),
    turn: () => new Promise((resolve) => later(() => resolve())),
  });
  port.on('message', receive);
}
