/**
 * Files and folders may be dropped anywhere on the page, whether the import panel is open or not: the window listens from the moment that the feature
 * is loaded, and opens the panel. Text is pasted with Ctrl/Cmd+V wherever no text field has the focus.
 */
import { track } from '../../app/busy.ts';
import { showPanel } from '../../app/layout.ts';
import { report, toast } from '../../app/toast.ts';
import { takePositions } from './positions.ts';
import { droppedFiles } from './unpack.ts';
import { takeFiles, takeText } from './wizard.ts';
import { wizard } from './wizard-state.ts';

/** While positions are asked for, a file is one of those. */
function take(files: readonly File[]): void {
  const [first] = files;
  if (wizard().at === 'positions' && first && files.length === 1) takePositions(first);
  else if (files.length > 0) takeFiles(files);
  else toast('There is no file in what was dropped.');
}

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Starts listening. Called once. `<html data-dropping>` is set while files hover. */
export function listenForDrops(target: Window): void {
  const mark = (on: boolean) => target.document.documentElement.toggleAttribute('data-dropping', on);
  target.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  target.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) mark(false);
  });
  // Before the dock, which takes what is dropped on a panel for a panel.
  target.addEventListener(
    'drop',
    (event) => {
      mark(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      showPanel('import');
      if (event.dataTransfer) track(droppedFiles(event.dataTransfer)).then(take).catch(report);
    },
    { capture: true },
  );
  target.addEventListener('paste', (event) => {
    const inField =
      event.target instanceof Element &&
      event.target.closest('input, textarea, [contenteditable=true], .monaco-editor');
    if (event.defaultPrevented || inField) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length === 0 && !/^\s*[[{]|\n/.test(text)) return;
    event.preventDefault();
    showPanel('import');
    if (files.length > 0) take(files);
    else takeText(text);
  });
}
