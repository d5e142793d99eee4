/** From something that was found to where it is. */
import type { Finding } from '../core/finding.ts';
import { isBehaviorFile } from './checking.ts';
import { showPanel } from './layout.ts';
import { getServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { report, toast } from './toast.ts';

async function goToRecord(at: string): Promise<void> {
  const { journal, selectRow } = useWorkbench.getState();
  if (!journal) return;
  const row = await getServices().journals.resolve({ id: journal.id, at });
  if (row === undefined) {
    toast('The record cannot be found: the journal has changed since it was checked.');
    return;
  }
  selectRow(row);
  showPanel('record');
}

/** A record is selected; of a place in a text, the editor goes there. */
export function goToFinding(finding: Finding): void {
  const { place } = finding;
  if (useWorkbench.getState().recordFindings.includes(finding)) {
    if (place.line !== undefined) goToRecord(`line:${place.line}`).catch(report);
    return;
  }
  if (place.file === undefined) return;
  useWorkbench.getState().revealAt({ file: place.file, line: place.line ?? 1, column: place.column ?? 1 });
  showPanel(isBehaviorFile(place.file) ? 'behavior' : 'model');
}

/** `shop.model.yaml:12:3`, `shop:56 · 8-OrderShipped`. */
export const placeText = ({ place: { file, line, column, record } }: Finding): string =>
  [file, line, column].filter((part) => part !== undefined).join(':') +
  (record !== undefined && record !== '' ? ` · ${record}` : '');
