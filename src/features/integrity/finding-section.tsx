/** One kind of finding: how many, when, what it means, and the list with jumps. */
import { useState } from 'react';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useServices } from '../../app/services.ts';
import { SEVERITY_SIGNS } from '../../app/severity.ts';
import { useWorkbench } from '../../app/store.ts';
import { report as tell } from '../../app/toast.ts';
import type { FindingsOverTime } from '../../core/journal/findings-over-time.ts';
import {
  entryText,
  excerptText,
  FINDING_WORDS,
  type FindingKind,
  judgementOf,
  severityIn,
} from '../../core/journal/integrity-words.ts';
import type { IntegrityReport } from '../../core/journal/report.ts';
import { Sparkline } from './sparkline.tsx';

/** Entries shown before one asks for more. */
const FIRST = 20;

/** What the table's query line calls it. */
const QUERY: Partial<Readonly<Record<FindingKind, string>>> = {
  gaps: 'gap:yes',
  starts: 'start:yes',
  duplicates: 'duplicate:yes',
  out_of_order: 'out_of_order:yes',
  clock_skew: 'skew:yes',
  late: 'late:yes',
  orphans: 'orphan:yes',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface FindingSectionProps {
  readonly kind: FindingKind;
  readonly found: FindingsOverTime & { readonly report: IntegrityReport };
}

export function FindingSection({ kind, found }: FindingSectionProps) {
  const { report, chart, rows } = found;
  const selectRow = useWorkbench((s) => s.selectRow);
  const [all, setAll] = useState(false);
  const words = FINDING_WORDS[kind];
  const total = report[`${kind}_total`];
  const severity = severityIn(kind, report);
  const places = kind === 'rejected' ? undefined : rows[kind];
  const query = QUERY[kind];
  const judgement = judgementOf(kind, report);
  if (judgement.says === 'cannot be judged')
    return (
      <p className="integrity-none muted" data-judged="no">
        – {capital(words.many)} cannot be judged: {judgement.text}
      </p>
    );
  if (total === 0)
    return (
      <p className="integrity-none muted" data-judged={judgement.says === 'partly' ? 'partly' : 'yes'}>
        {judgement.says === 'partly' ? '–' : <span className="sev-ok">✓</span>} No {words.many}
        {judgement.says === 'partly' && ` as far as can be judged: ${judgement.text}`}
      </p>
    );
  const excerpt = kind === 'starts' ? excerptText(report) : undefined;
  const list = excerpt === undefined ? report[kind] : [];
  const unjudged = report.not_judged?.[kind]?.why;
  return (
    <section className="integrity-kind" aria-label={words.many} data-kind={kind}>
      <div className="integrity-head">
        <h3>
          <span className={`sev-${severity}`}>{SEVERITY_SIGNS[severity]}</span> {number(total)}{' '}
          {total === 1 ? words.one : words.many}
        </h3>
        <span className="spacer" />
        {query !== undefined && (
          <button
            type="button"
            className="btn"
            onClick={() => {
              const { sort } = useWorkbench.getState().query;
              useWorkbench.getState().setQuery({ sort, find: query });
              showPanel('table', { focus: true });
            }}
          >
            Show in the table
          </button>
        )}
      </div>
      {chart && kind !== 'rejected' && excerpt === undefined && (
        <Sparkline
          bins={chart.bins[kind]}
          records={chart.records}
          fromMicros={chart.fromMicros}
          toMicros={chart.toMicros}
          title={words.many}
        />
      )}
      {excerpt !== undefined ? (
        <p>{excerpt}</p>
      ) : (
        <>
          <p>{words.means}</p>
          <p>
            <b>Harmless:</b> {words.harmless}
          </p>
          <p>
            <b>What to do:</b> {words.todo}
          </p>
        </>
      )}
      {unjudged !== undefined && <p className="muted">Not all can be judged: {unjudged}.</p>}
      {kind === 'gaps' && <Fillers report={report} />}
      <ul className="integrity-list">
        {list.slice(0, all ? list.length : FIRST).map((entry, i) => {
          const row = places?.[i];
          const text = entryText(entry);
          return (
            <li key={text}>
              {row === undefined ? (
                text
              ) : (
                <button
                  type="button"
                  className="btn-link"
                  title="Open the record"
                  onClick={() => {
                    selectRow(row);
                    showPanel('record');
                  }}
                >
                  {text}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {list.length > FIRST && (
        <button type="button" className="btn-link" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${number(list.length)}${total > list.length ? ` of ${number(total)}` : ''}`}
        </button>
      )}
    </section>
  );
}

/** Whether what a gap misses stands in another journal of the workspace: an earlier or a later import. */
function Fillers({ report }: { readonly report: IntegrityReport }) {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const others = useWorkbench((s) => s.workspace?.journals);
  const [answer, setAnswer] = useState<readonly string[]>();
  const [busy, setBusy] = useState(false);
  if (!journal || !others || others.length < 2) return null;
  const look = async () => {
    setBusy(true);
    try {
      const found = await journals.fillers({ id: journal.id, others });
      setAnswer(
        found.flatMap((fillers, i) => {
          const gap = report.gaps[i];
          return gap
            ? fillers.map(
                ({ journal: name, found: n }) =>
                  `${gap.subject} after ${gap.after}: ${number(n)} of ${number(gap.missing)} missing stand in ${name}`,
              )
            : [];
        }),
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <button type="button" className="btn" disabled={busy} onClick={() => void look().catch(tell)}>
        {busy ? 'Looking…' : 'Look for them in the other journals of this workspace'}
      </button>
      {answer && (
        <ul className="integrity-list" aria-label="Found elsewhere">
          {answer.length === 0 ? <li>None of them is there.</li> : answer.map((text) => <li key={text}>{text}</li>)}
        </ul>
      )}
    </div>
  );
}
