import { Download } from 'lucide-react';
import { useState } from 'react';
import { useWorkbench } from '../../app/store.ts';
import { ExportDialog } from './export-dialog.tsx';
import { filterText } from './filter-text.ts';

/** `found`: how many records pass the filter; undefined while it is still searching. */
export function ExportButton({ found }: { readonly found: number | undefined }) {
  const journal = useWorkbench((s) => s.journal);
  const query = useWorkbench((s) => s.query);
  const [open, setOpen] = useState(false);
  const filtered = filterText(query).length > 0;
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        <Download size={14} aria-hidden /> Export…
      </button>
      {open && journal && (
        <ExportDialog
          journal={journal}
          query={query}
          found={found}
          filtered={filtered}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
