/** A fork beside its original: what was changed, from where on they differ, and which findings came or went. */
import { useEffect, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { useAsking } from '../../app/asking.ts';
import { isBehaviorFile } from '../../app/checking.ts';
import { number, plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { runCommand } from '../../app/registry.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { openJournal } from '../../app/workspace.ts';
import { FINDING_KINDS, FINDING_WORDS, type FindingKind } from '../../core/journal/integrity-words.ts';
import type { Answers } from '../../sandbox/protocol.ts';
import { Changes } from '../../ui/changes/changes.tsx';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';
import { recordToTell } from './scenario.ts';

interface Beside {
  readonly original: string;
  /** How many slots are the same in both, from the first. */
  readonly agree: number;
  readonly records: number;
  readonly findings: readonly { readonly kind: FindingKind; readonly before: number; readonly after: number }[];
}

interface Props {
  readonly journal: JournalInfo;
  readonly of: string;
  readonly edits: readonly string[];
}

export function Forked({ journal, of, edits }: Props) {
  const { journals } = useServices();
  const setSlot = useWorkbench((s) => s.setSlot);
  const [beside, setBeside] = useState<Beside | 'gone'>();
  const { id } = journal;
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const look = async () => {
      const own = (await journals.list(undefined, { signal })).find(
        (one) => one.name === of && one.id !== id && one.state === 'complete' && one.deletedAt === undefined,
      );
      if (!own) return 'gone' as const;
      const agree = await journals.agreement({ id, other: own.id }, { signal });
      const [before, after] = await Promise.all([journals.report({ id: own.id }), journals.report({ id })]);
      const findings = FINDING_KINDS.map((kind) => ({
        kind,
        before: before[`${kind}_total`],
        after: after[`${kind}_total`],
      })).filter((entry) => entry.before !== entry.after);
      return { original: own.id, agree, records: before.accepted, findings };
    };
    look().then(
      (found) => {
        if (!signal.aborted) setBeside(found);
      },
      (error) => {
        if (!signal.aborted) report(error);
      },
    );
    return () => abort.abort();
  }, [journals, id, of]);
  return (
    <section aria-label="This is a fork">
      <h3>A fork of {of}</h3>
      <ul>
        {edits.map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ul>
      {beside === undefined && <p role="status">Comparing with the original…</p>}
      {beside === 'gone' && (
        <p className="muted">The original is not in this workspace, so there is nothing to compare with.</p>
      )}
      {beside !== undefined && beside !== 'gone' && (
        <>
          <p>
            {beside.agree === journal.records && beside.agree === beside.records
              ? 'Both histories are the same, record by record.'
              : `Both histories are the same for ${plural(beside.agree, 'slot')}; `}
            {!(beside.agree === journal.records && beside.agree === beside.records) && (
              <button
                type="button"
                className="btn-link"
                onClick={() => setSlot(Math.min(journal.records, beside.agree + 1))}
              >
                slot {number(beside.agree + 1)} is the first that differs
              </button>
            )}
          </p>
          {beside.findings.length === 0 ? (
            <p>No finding came or went: the fork is as whole as its original.</p>
          ) : (
            <ul aria-label="Findings that came or went">
              {beside.findings.map(({ kind, before, after }) => (
                <li key={kind}>
                  <b>{FINDING_WORDS[kind].many}</b>: {number(before)} before, {number(after)} now
                </li>
              ))}
            </ul>
          )}
          <StateBeside key={id} original={beside.original} />
          <ScenarioOf fork={id} original={beside.original} agree={beside.agree} />{' '}
          <button type="button" className="btn" onClick={() => openJournal(beside.original).catch(report)}>
            Open the original
          </button>{' '}
          <button type="button" className="btn" onClick={() => showPanel('problems', { focus: true })}>
            What the rules say of the fork
          </button>
        </>
      )}
    </section>
  );
}

interface ScenarioProps {
  readonly fork: string;
  readonly original: string;
  readonly agree: number;
}

/** Given the history as it might have been, when the command of the record that tells, then what was recorded: it fails where that cannot follow. */
function ScenarioOf({ fork, original, agree }: ScenarioProps) {
  const { journals } = useServices();
  const possible = useWorkbench((s) => s.model !== undefined && !s.readOnly);
  const make = async () => {
    const row = await recordToTell(journals, { fork, original, agree });
    if (!row) throw new Error('The fork has no record of what was changed, so there is nothing to tell in a scenario.');
    const { selectRow, setSlot } = useWorkbench.getState();
    setSlot(row.slot);
    selectRow(row.row);
    runCommand('scenarios.from-journal');
  };
  return (
    <button
      type="button"
      className="btn"
      disabled={!possible}
      title={possible ? undefined : 'A scenario is put into a model, and there is none here that can be written to.'}
      onClick={() => make().catch(report)}
    >
      Make a scenario of it
    </button>
  );
}

const SHOWN = 50;

/** Both histories folded by the behavior as it stands: where their states first differ, and which end differently. */
function StateBeside({ original }: { readonly original: string }) {
  const { journals } = useServices();
  const asking = useAsking();
  const answering = useAnswer<Answers['beside']>();
  const files = useWorkbench((s) => s.workspace?.files);
  const hasBehavior = files?.some(({ path }) => isBehaviorFile(path)) ?? false;
  const { run } = answering;
  useEffect(() => {
    if (!hasBehavior) return;
    run(async (options) => {
      const { port1, port2 } = new MessageChannel();
      await journals.serveReplay({ id: original, port: port2 }, { transfer: [port2] });
      // The fork is the open journal; what is told goes from the original to it.
      return asking.ask({ ask: 'beside', journal: port1 }, options);
    });
  }, [run, asking, journals, original, hasBehavior]);
  if (!hasBehavior) return <p className="muted">Write behavior, and what the changes do to the states is told here.</p>;
  return (
    <AnswerView answering={answering} doing="Folding both histories">
      {({ rows, total, first, error }) => (
        <div className="fork-states">
          {error && (
            <p className="notice" data-severity="warning">
              {error.slot === undefined ? '' : `Only up to slot ${number(error.slot)}: `}
              {error.message}
            </p>
          )}
          {!first && <p>No state and no row differs: the behavior takes both histories for the same.</p>}
          {first && (
            <>
              <p>
                The first difference in state is that of {first.key} ({first.target.replace('/', ' ')}),{' '}
                <SlotButton slot={first.slot} />:
              </p>
              <Changes changes={first.changes} label="The first difference in state" />
              <p>
                {total === 0
                  ? 'At the end all are the same again.'
                  : `${plural(total, 'state')} ${total === 1 ? 'ends' : 'end'} differently:`}
              </p>
            </>
          )}
          {total > 0 && (
            <ul aria-label="States that end differently">
              {rows.slice(0, SHOWN).map(({ target, key, changes }) => (
                <li key={`${target} ${key}`}>
                  <b>{key}</b> <span className="muted">{target.replace('/', ' ')}</span>
                  <Changes changes={changes} label={`Differences of ${key}`} />
                </li>
              ))}
              {total > SHOWN && <li className="muted">and {number(total - SHOWN)} more</li>}
            </ul>
          )}
        </div>
      )}
    </AnswerView>
  );
}

function SlotButton({ slot }: { readonly slot: number }) {
  return (
    <button type="button" className="btn-link" onClick={() => useWorkbench.getState().setSlot(slot)}>
      after slot {number(slot)}
    </button>
  );
}
