/** Keys by position (`KeyboardEvent.code`), so that W/S/A/D stay where they are on every layout. */
import type { KeyChord } from './commands.ts';
import { commands, runCommand } from './registry.ts';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** `Mod+Shift+KeyP` of an event. */
export function chordOf(event: KeyboardEvent): KeyChord {
  const mod = mac ? event.metaKey : event.ctrlKey;
  return [mod && 'Mod', event.altKey && 'Alt', event.shiftKey && 'Shift', event.code].filter(Boolean).join('+');
}

const NAMES: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '−',
  Equal: '+',
  NumpadAdd: '+',
  NumpadSubtract: '−',
  Comma: ',',
  Period: '.',
  Slash: '/',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Space: 'Space',
};

/** A chord as people read it: `Ctrl+Shift+P`. */
export function chordText(chord: KeyChord): string {
  if (chord === 'Shift+Slash') return '?';
  return chord
    .split('+')
    .map((part) => (part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : (NAMES[part] ?? part.replace(/^(Key|Digit)/, ''))))
    .join('+');
}

/** Monaco's text place is an edit context: no text field, not editable, but a textbox by role. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.role === 'textbox' || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  target.getAttribute('type') !== 'range' &&
  target.getAttribute('type') !== 'checkbox';

/** Keys that act even in a text field. */
const everywhere = (chord: KeyChord) => /^F\d+$/.test(chord) || /^Mod\+Shift\+/.test(chord) || chord === 'Mod+KeyS';

/** The panel that holds the focus. */
const panelOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-panel]')?.dataset.panel : undefined;

export function startKeymap(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const chord = chordOf(event);
    if (typing(event.target) && !everywhere(chord)) return;
    // Enter and Space belong to the control that has the focus.
    const onControl =
      event.target instanceof Element && event.target.closest('button, a, [role=option], [role=tab], summary');
    if (onControl && /^(Enter|Space)$/.test(event.code)) return;
    const panel = panelOf(event.target);
    const candidates = commands().filter(
      (c) => c.keys?.includes(chord) && (c.panel === undefined || c.panel === panel),
    );
    const chosen = candidates.find((c) => c.panel !== undefined) ?? candidates[0];
    if (!chosen) return;
    event.preventDefault();
    runCommand(chosen);
  });
}
