/** Light, dark, or as the system says. `data-theme` on <html> is what styles, editor and canvas look at. */
import { recall, remember } from './remember.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'factline.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): Theme {
  const stored = recall(KEY);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

function apply(): void {
  const theme = chosenTheme();
  document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
}

export function setTheme(theme: Theme): void {
  remember(KEY, theme);
  apply();
}

/** Before the first paint. */
export function startTheme(): void {
  apply();
  dark.addEventListener('change', apply);
}
