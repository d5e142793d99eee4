/** One tab at a time stores a journal: a Web Lock held while it does. Node and old browsers have none, and go without. */
import { ImportError } from './import.ts';

const lockName = (id: string) => `factline-import-${id}`;

const locks = (): LockManager | undefined =>
  typeof navigator === 'undefined' || !('locks' in navigator) ? undefined : navigator.locks;

/** Throws an ImportError where another tab is at it. */
export async function whileStoring<T>(id: string, work: () => Promise<T>): Promise<T> {
  const manager = locks();
  if (!manager) return work();
  return manager.request(lockName(id), { ifAvailable: true }, (lock) => {
    if (!lock)
      throw new ImportError('Another tab of this browser is importing this journal. Wait for it, or cancel it there.');
    return work();
  });
}

/** Whether a tab is storing it now. */
export async function isBeingStored(id: string): Promise<boolean> {
  const state = await locks()?.query();
  return state?.held?.some(({ name }) => name === lockName(id)) ?? false;
}
