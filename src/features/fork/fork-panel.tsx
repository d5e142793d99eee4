/** What if: edits on a copy of the open journal, and what came of a fork that was made. */
import { useState } from 'react';
import { track } from '../../app/busy.ts';
import { number, plural } from '../../app/format.ts';
import { NoJournal } from '../../app/no-journal.tsx';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { addJournal } from '../../app/workspace.ts';
import type { ImportProgress, JournalInfo } from '../../workers/journal/journal.protocol.ts';
import { Changes } from './changes.tsx';
import { type Draft, useDrafts } from './drafts.ts';
import './fork.css';
import { Forked } from './forked.tsx';

export function ForkPanel() {
  const journal = useWorkbench((s) => s.journal);
  if (!journal)
    return (
      <div className="panel">
        <NoJournal>
          Here one asks what if: what if this record had been lost, late, double, or another one? The answer is a new
          journal; the old one stays as it is.
        </NoJournal>
      </div>
    );
  return <Fork key={journal.id} journal={journal} />;
}

function Fork({ journal }: { readonly journal: JournalInfo }) {
  const [drafts, setDrafts] = useDrafts(journal.id);
  const { fork } = journal.header;
  return (
    <div className="panel">
      <div className="panel-body fork">
        {fork && <Forked journal={journal} of={fork.of} edits={fork.edits} />}
        <Changes journal={journal} onAdd={(draft) => setDrafts([...drafts, draft])} />
        <Edits journal={journal} drafts={drafts} setDrafts={setDrafts} />
      </div>
    </div>
  );
}

interface EditsProps {
  readonly journal: JournalInfo;
  readonly drafts: readonly Draft[];
  readonly setDrafts: (drafts: readonly Draft[]) => void;
}

function Edits({ journal: { id, name, records }, drafts, setDrafts }: EditsProps) {
  const { journals } = useServices();
  const readOnly = useWorkbench((s) => s.readOnly);
  const [title, setTitle] = useState(`${name}, fork`);
  const [doing, setDoing] = useState<{ readonly records: number; readonly abort: AbortController }>();
  if (drafts.length === 0) return null;
  const make = async () => {
    const abort = new AbortController();
    setDoing({ records: 0, abort });
    try {
      const onProgress = (value: unknown) => setDoing({ records: (value as ImportProgress).records, abort });
      const order = { name: title.trim(), edits: drafts.map(({ edit }) => edit), said: drafts.map(({ said }) => said) };
      const made = await track(journals.fork({ id, ...order }, { signal: abort.signal, onProgress }));
      setDrafts([]);
      await addJournal(made.id);
      toast(`${made.name} is open: a new journal. ${name} is unchanged.`);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    } finally {
      setDoing(undefined);
    }
  };
  const clear = () => {
    setDrafts([]);
    toast(`${plural(drafts.length, 'change')} taken back.`, {
      action: { title: 'Undo', run: () => setDrafts(drafts) },
    });
  };
  return (
    <section aria-label="Changes of the fork">
      <h3>{plural(drafts.length, 'change')}</h3>
      <ol className="fork-edits">
        {drafts.map((draft, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: edits have an order and no other identity
          <li key={i}>
            <span>{draft.said}</span>
            <button
              type="button"
              className="btn-link"
              aria-label={`Take back: ${draft.said}`}
              onClick={() => setDrafts(drafts.filter((other) => other !== draft))}
            >
              take back
            </button>
          </li>
        ))}
      </ol>
      <form
        className="fork-make"
        onSubmit={(event) => {
          event.preventDefault();
          make().catch(report);
        }}
      >
        <label>
          Name <input className="input" value={title} required onChange={(event) => setTitle(event.target.value)} />
        </label>
        <button
          type="submit"
          className="btn btn-primary"
          disabled={readOnly || doing !== undefined || title.trim() === ''}
        >
          Make the fork
        </button>
        {doing ? (
          <button type="button" className="btn" onClick={() => doing.abort.abort()}>
            Cancel
          </button>
        ) : (
          <button type="button" className="btn" onClick={clear}>
            Take all back
          </button>
        )}
      </form>
      {doing && (
        <p role="status">
          Copying: {number(doing.records)} of {plural(records, 'record')}…
        </p>
      )}
      {readOnly && <p className="muted">This tab is read-only: another one writes to this workspace.</p>}
    </section>
  );
}
