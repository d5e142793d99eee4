/** The tokens as the canvas needs them. */
import type { Palette } from '../../workers/timeline/timeline.protocol.ts';

const LANES = ['--lane-event', '--lane-log', '--lane-process'] as const;
/** In the order of MARK_KINDS. */
export const MARK_TOKENS = ['--mark-gap', '--mark-duplicate', '--mark-order', '--mark-skew', '--mark-late'] as const;

/** Read from the page itself: a panel behind another tab stands outside of the document, where no token has a value. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    bg: token('--bg'),
    sunken: token('--bg-sunken'),
    fg: token('--fg'),
    muted: token('--fg-muted'),
    border: token('--border'),
    accent: token('--accent'),
    lanes: LANES.map(token),
    marks: MARK_TOKENS.map(token),
    font: style.fontFamily,
  };
}

/** Calls back when the colours may have changed; returns what ends that. */
export function onThemeChange(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}
