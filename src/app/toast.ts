/** Short messages at the edge, with an undo where there is one. */
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly severity: 'info' | 'error';
  readonly action?: { readonly title: string; readonly run: () => void };
}

export const useToasts = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

let last = 0;
const SHOWN_MILLIS = 8000;

export const dismissToast = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

export function toast(
  text: string,
  options: { readonly severity?: Toast['severity']; readonly action?: Toast['action'] } = {},
): void {
  const id = ++last;
  const entry: Toast = {
    id,
    text,
    severity: options.severity ?? 'info',
    ...(options.action && { action: options.action }),
  };
  // What is said again is said once.
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.filter((other) => other.text !== text).slice(-3), entry] }));
  // An error stays until it was read.
  if (entry.severity === 'info') setTimeout(() => dismissToast(id), SHOWN_MILLIS);
}

/** For promises that nobody awaits: what goes wrong is said. An AbortError is no fault. */
export function report(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  toast(error instanceof Error ? error.message : String(error), { severity: 'error' });
}
