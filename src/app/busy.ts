/** What is under way: the status bar's "engine busy" and the tests' idle promise. */
import { useWorkbench } from './store.ts';

const counts = new Map<string, number>();
const waiting = new Set<() => void>();

const total = () => [...counts.values()].reduce((sum, n) => sum + n, 0);

/** What is over sooner is not told: a step asks several times, and each telling wakes whoever listens to the store. */
const TELL_MILLIS = 100;
let telling: ReturnType<typeof setTimeout> | undefined;
const tell = () => {
  telling = undefined;
  const busy = total();
  if (useWorkbench.getState().busy !== busy) useWorkbench.getState().set({ busy });
};

/** Tells how many calls of a worker are under way. */
export function setBusy(who: string, calls: number): void {
  counts.set(who, calls);
  if (total() > 0) {
    telling ??= setTimeout(tell, TELL_MILLIS);
    return;
  }
  clearTimeout(telling);
  tell();
  for (const resume of waiting) resume();
  waiting.clear();
}

let tracked = 0;

/** Counts a piece of the page's own work (a save, an opening) until it settles. */
export async function track<T>(work: Promise<T>): Promise<T> {
  setBusy('page', ++tracked);
  try {
    return await work;
  } finally {
    setBusy('page', --tracked);
  }
}

/** The same asynchronous methods, each counted until it settles: work of several steps, of which one is a call of them, is not idle between its steps. */
export function counted<T extends object>(service: T): T {
  const methods = Object.entries(service).map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => track((method as (...args: readonly unknown[]) => Promise<unknown>)(...args)),
  ]);
  return Object.fromEntries(methods) as T;
}

/** Resolves when nothing has been under way through two turns of the event loop and a frame: what one answer sets off counts too. */
export async function idle(): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    if (total() > 0) {
      await new Promise<void>((resume) => waiting.add(resume));
      quiet = 0;
    }
    await new Promise((resume) => setTimeout(resume, 0));
    await new Promise((resume) => requestAnimationFrame(() => resume(undefined)));
    quiet = total() > 0 ? 0 : quiet + 1;
  }
}
