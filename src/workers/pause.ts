/**
 * Resolves once the messages that came meanwhile have been heard. A timer would be made to wait 4 ms where it is asked for again and again,
 * which long work in short slices does.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
