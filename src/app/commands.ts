/** Commands are data: toolbar, palette, keyboard, key sheet and tests use the same record. */
import type { WorkbenchState } from './store.ts';

/**
 * A key by position: modifiers in the order `Mod+Alt+Shift`, then a `KeyboardEvent.code` (`KeyW`, `Digit0`, `BracketLeft`, `ArrowLeft`, `F1`).
 * `Mod` is Ctrl, on a Mac Cmd.
 */
export type KeyChord = string;

export interface Command {
  /** `timeline.zoom-in` */
  readonly id: string;
  readonly title: string;
  /** Heading in the palette and the key sheet. */
  readonly group: string;
  readonly keys?: readonly KeyChord[];
  /** Keys count only while the focus is inside this panel; absent = everywhere outside text fields. */
  readonly panel?: string;
  /** Whether it can run now; absent = always. Out of reach, it is shown disabled. */
  readonly when?: (state: WorkbenchState) => boolean;
  readonly run: () => void | Promise<void>;
}
