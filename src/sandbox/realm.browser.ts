/** The realm in a blob worker of the sandbox frame. The first message carries the port to the page. */
import type { ToRealm } from './protocol.ts';
import { startRealm } from './realm.ts';

declare const self: DedicatedWorkerGlobalScope;

const clock = performance;
self.onmessage = ({ ports: [port] }: MessageEvent) => {
  if (!port) return;
  const channel = new MessageChannel();
  let resume: (() => void) | undefined;
  channel.port1.onmessage = () => resume?.();
  const receive = startRealm({
    postMessage: (message) => port.postMessage(message),
    now: () => clock.now(),
    turn: () =>
      new Promise((resolve) => {
        resume = resolve;
        channel.port2.postMessage(undefined);
      }),
  });
  port.onmessage = ({ data }: MessageEvent<ToRealm>) => receive(data);
};
