/** Says that the open journal is on hold, and asks what is to become of it. */

import { useEffect } from 'react';
import { number } from './format.ts';
import { askAbout, askOnce, useHeld, useHoldDialog, valuesOf } from './hold.ts';
import './hold.css';
import { HoldDialog } from './hold-dialog.tsx';
import { useWorkbench } from './store.ts';

export function HoldBanner() {
  const held = useHeld();
  const readOnly = useWorkbench((s) => s.readOnly);
  const shown = useHoldDialog((s) => s.shown);
  useEffect(() => {
    // A tab that only reads cannot decide; it is asked once it has taken over.
    if (held && !(readOnly && held.reasons.length > 0)) askOnce(held.journal.id, held.reasons);
  }, [held, readOnly]);
  if (!held || held.reasons.length === 0) return null;
  const { journal, reasons } = held;
  const kinds = [...new Set(reasons.map(({ kind }) => kind))];
  const values = valuesOf(reasons);
  const named = kinds.slice(0, 3).join(', ') + (kinds.length > 3 ? ` and ${kinds.length - 3} more` : '');
  return (
    <>
      <div className="notice banner hold-banner" role="status" data-severity="warning">
        <span>
          <strong>{journal.name} is on hold:</strong> its records hold{' '}
          {values === 1 ? 'a value that looks' : `${number(values)} values that look`} like secrets or personal data (
          {named}).
          {readOnly && ' It is decided in the tab that writes this workspace.'}
        </span>
        <button type="button" className="btn" onClick={() => askAbout(journal.id)}>
          {readOnly ? 'Look' : 'Look and decide'}
        </button>
      </div>
      {shown === journal.id && <HoldDialog held={held} />}
    </>
  );
}
