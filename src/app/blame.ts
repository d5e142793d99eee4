/** Which value's history is asked for: whoever shows states says so, the Ask panel answers. */
import { create } from 'zustand';
import { showPanel } from './layout.ts';

export interface Blame {
  /** `fold/order`, `projection/open_orders` */
  readonly target: string;
  /** The subject or the row's key. */
  readonly key: string;
  /** A JSON pointer into its state. */
  readonly pointer: string;
}

export const useBlame = create<{ readonly asked: Blame | undefined }>()(() => ({ asked: undefined }));

export function whoWrote(asked: Blame): void {
  useBlame.setState({ asked });
  showPanel('ask', { focus: true });
}
