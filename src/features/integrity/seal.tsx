/** The hash chain of the open journal: what it says, found anew on demand; and a sealed copy of a journal that has none. */

import { useState } from 'react';
import { track } from '../../app/busy.ts';
import { moment, number, plural } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { addJournal } from '../../app/workspace.ts';
import type { ImportProgress } from '../../workers/journal/journal.protocol.ts';

export function Seal({ chain }: { readonly chain: string }) {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const readOnly = useWorkbench((s) => s.readOnly);
  const [verified, setVerified] = useState<{ readonly verdict: string; readonly at: number }>();
  const [verifying, setVerifying] = useState(false);
  const [doing, setDoing] = useState<{ readonly records: number; readonly abort: AbortController }>();
  if (!journal) return null;
  const { id, name } = journal;
  const verify = async () => {
    setVerifying(true);
    try {
      setVerified({ verdict: await track(journals.verify({ id })), at: Date.now() });
    } finally {
      setVerifying(false);
    }
  };
  const seal = async () => {
    const abort = new AbortController();
    setDoing({ records: 0, abort });
    try {
      const onProgress = (value: unknown) => setDoing({ records: (value as ImportProgress).records, abort });
      const sealed = await track(journals.seal({ id, name: `${name}, sealed` }, { signal: abort.signal, onProgress }));
      await addJournal(sealed.id);
      toast(`${sealed.name} is open: the same records, each with its hash. ${name} is unchanged.`);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    } finally {
      setDoing(undefined);
    }
  };
  const shown = verified?.verdict ?? chain;
  return (
    <section className="integrity-kind" aria-label="Hash chain">
      <div className="integrity-head">
        <h3>Hash chain: {shown}</h3>
        <span className="spacer" />
        {shown !== 'none' && (
          <button type="button" className="btn" disabled={verifying} onClick={() => void verify().catch(report)}>
            Verify again
          </button>
        )}
        {shown === 'none' && !doing && (
          <button type="button" className="btn" disabled={readOnly} onClick={() => void seal().catch(report)}>
            Make a sealed copy
          </button>
        )}
        {doing && (
          <button type="button" className="btn" onClick={() => doing.abort.abort()}>
            Cancel
          </button>
        )}
      </div>
      <p role="status">
        {doing
          ? `Sealing: ${number(doing.records)} of ${number(journal.records)} records…`
          : shown === 'none'
            ? 'No record has a hash. In a sealed copy each record carries the SHA-256 of itself and of the one before it, so that a change to any of them, or a missing one, is found, and where.'
            : shown === 'intact'
              ? 'Each record has the hash of its own content and of the one before it: nothing was changed, added or taken out since it was sealed.'
              : 'From that record on the hashes do not fit: it, or one before it, was changed, added or taken out after it was sealed.'}
        {verifying && ' Verifying…'}
        {verified && !verifying && ` Verified on ${moment(verified.at)}, over ${plural(journal.records, 'record')}.`}
      </p>
    </section>
  );
}
