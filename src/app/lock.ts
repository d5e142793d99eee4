/** One tab writes a workspace: a Web Lock held as long as it is open. Another tab can take over, after the holder has saved. */
const channel = new BroadcastChannel('factline');

type Message = { readonly kind: 'give' | 'saved'; readonly workspace: string };

const parse = (data: unknown): Message | undefined => {
  const message = data as Partial<Message> | undefined;
  return (message?.kind === 'give' || message?.kind === 'saved') && typeof message.workspace === 'string'
    ? (message as Message)
    : undefined;
};

interface Held {
  readonly workspace: string;
  release(): void;
}
let held: Held | undefined;
let lost: (workspace: string) => void = () => {};

/** Takes the lock if it is free. With `wait`, waits for the holder to give it, and steals it from one that does not answer. */
export async function takeLock(workspace: string, { wait = false } = {}): Promise<boolean> {
  if (held?.workspace === workspace) return true;
  held?.release();
  held = undefined;
  // Without locks (an old browser, or a page that is not served securely) every tab writes; the last one wins.
  if (!('locks' in navigator)) return true;
  const name = `factline-workspace-${workspace}`;
  const attempt = (options: LockOptions) =>
    new Promise<boolean>((resolve) => {
      let mine: Held | undefined;
      navigator.locks
        .request(name, options, (lock) => {
          if (!lock) {
            resolve(false);
            return undefined;
          }
          return new Promise<void>((release) => {
            mine = { workspace, release };
            held = mine;
            resolve(true);
          });
        })
        .catch(() => {
          resolve(false);
          // Stolen, since this tab did not answer in time.
          if (!mine || held !== mine) return;
          held = undefined;
          lost(workspace);
        });
    });
  if (!wait) return attempt({ ifAvailable: true });
  channel.postMessage({ kind: 'give', workspace } satisfies Message);
  return (await attempt({ signal: AbortSignal.timeout(2000) })) || attempt({ steal: true });
}

export const announceSaved = (workspace: string): void =>
  channel.postMessage({ kind: 'saved', workspace } satisfies Message);

/** `onGive`: another tab asks for the workspace; save, then the lock is released. `onSaved`: another tab saved it. `onLost`: it was stolen. */
export function startLock(
  onGive: () => Promise<void>,
  onSaved: (workspace: string) => void,
  onLost: (workspace: string) => void,
): void {
  lost = onLost;
  channel.addEventListener('message', (event: MessageEvent) => {
    const message = parse(event.data);
    if (message?.kind === 'saved') onSaved(message.workspace);
    if (message?.kind !== 'give' || held?.workspace !== message.workspace) return;
    const mine = held;
    void onGive().finally(() => {
      mine.release();
      if (held === mine) held = undefined;
    });
  });
}
