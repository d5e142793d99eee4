/** What was found in a journal, and the three things that can become of it. */
import { useRef, useState } from 'react';
import type { Found } from '../core/hold/found.ts';
import { TableHead } from '../ui/table-head.tsx';
import { number } from './format.ts';
import { decideLater, eraseHeld, type HeldJournal, keepAsItIs, keepMaskedCopy } from './hold.ts';
import { showPanel } from './layout.ts';
import { Dialog } from './palette.tsx';
import { useWorkbench } from './store.ts';
import { report } from './toast.ts';

const SHOWN = 100;

export function HoldDialog({ held: { journal, reasons } }: { readonly held: HeldJournal }) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const [masked, setMasked] = useState<number>();
  const working = useRef<AbortController>(undefined);
  const mask = () => {
    const mine = new AbortController();
    working.current = mine;
    setMasked(0);
    keepMaskedCopy(journal, mine.signal, setMasked)
      .catch(report)
      .finally(() => setMasked(undefined));
  };
  // Escape closes the dialog; what is under way then goes on no further.
  const close = () => {
    working.current?.abort();
    decideLater();
  };
  const off = readOnly || masked !== undefined;
  return (
    <Dialog label={`${journal.name} is on hold`} className="hold" onClose={close}>
      <h2>{journal.name} is on hold</h2>
      <p>
        It is stored, in this browser only. Its records hold what looks like secrets, or like personal data that no
        model of this workspace declares. What is to become of it?
      </p>
      <FoundTable reasons={reasons} />
      {reasons.length > SHOWN && <p className="muted">And {number(reasons.length - SHOWN)} more places.</p>}
      {readOnly && (
        <p className="notice" data-severity="warning">
          Decide in the tab that writes this workspace, or take it over here.
        </p>
      )}
      <div className="hold-choices">
        <button type="button" className="btn btn-primary" disabled={off} onClick={mask}>
          Keep a masked copy
        </button>
        <span>
          A new journal of the same records, in which these values are replaced. Its header lists what was masked; then
          the original can be erased.
        </span>
        <button type="button" className="btn" disabled={off} onClick={() => void keepAsItIs(journal).catch(report)}>
          Keep as it is
        </button>
        <span>Nothing is changed. The decision is remembered, and you are not asked again.</span>
        <button
          type="button"
          className="btn btn-danger"
          disabled={off}
          onClick={() => void eraseHeld(journal).catch(report)}
        >
          Erase
        </button>
        <span>All its records go from this browser.</span>
      </div>
      <div className="dialog-buttons">
        {masked !== undefined && (
          <span role="status" className="muted">
            Masking: {number(masked)} of {number(journal.records)} records
          </span>
        )}
        <button type="button" className="btn" onClick={close}>
          {masked !== undefined ? 'Cancel' : readOnly ? 'Close' : 'Decide later'}
        </button>
      </div>
    </Dialog>
  );
}

function FoundTable({ reasons }: { readonly reasons: readonly Found[] }) {
  const show = (row: number) => {
    decideLater();
    useWorkbench.getState().selectRow(row);
    showPanel('record', { focus: true });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="hold-found" aria-label="What was found" tabIndex={0}>
      <table className="plain">
        <TableHead titles={['Found', 'Where', 'Values', 'Looks like', 'First places']} />
        <tbody>
          {reasons.slice(0, SHOWN).map(({ group, kind, path, count, example, places }) => (
            <tr key={`${path} ${kind}`} data-path={path} data-kind={kind}>
              <td className={group === 'secret' ? 'sev-error' : 'sev-warning'}>{kind}</td>
              <td className="mono">{path}</td>
              <td>{number(count)}</td>
              <td className="mono">{example}</td>
              <td>
                {places.slice(0, 3).map(({ row, line }, i) => (
                  <span key={row}>
                    {i > 0 && ', '}
                    <button type="button" className="btn-link" onClick={() => show(row)}>
                      line {number(line)}
                    </button>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
