/** Hands what a record may hold to the editor. */
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { registerProviders } from '../../ui/code-editor/providers.ts';
import { completeRecord } from './record-completions.ts';

export const RECORD_FILE = 'record';

let started = false;

export function startRecordLanguage(): void {
  if (started) return;
  started = true;
  registerProviders('json', {
    complete: async (path, text, line, column) => {
      const { model } = useWorkbench.getState();
      return model && path === `commands/${RECORD_FILE}.json` ? completeRecord(model, text, line, column) : [];
    },
  }).catch((error: unknown) => {
    started = false;
    report(error);
  });
}
