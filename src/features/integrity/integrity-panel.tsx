import { useEffect, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { NoJournal } from '../../app/no-journal.tsx';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { FindingsOverTime } from '../../core/journal/findings-over-time.ts';
import { FINDING_KINDS } from '../../core/journal/integrity-words.ts';
import { lagText } from '../../core/journal/lags.ts';
import type { IntegrityReport } from '../../core/journal/report.ts';
import { durationText, parseDuration } from '../../core/record/duration.ts';
import { FindingSection } from './finding-section.tsx';
import './integrity.css';
import { saveReport } from './save-report.ts';
import { Seal } from './seal.tsx';

type Found = FindingsOverTime & { readonly report: IntegrityReport };

const LATE = '1h';
const SKEW = '1s';

/** A duration as one writes it in a query: `1h`, `PT1H30M`. */
function useDuration(usual: string) {
  const [text, setText] = useState(usual);
  const micros = parseDuration(text.trim());
  return { text, setText, micros: micros ?? parseDuration(usual) ?? 0, wrong: micros === undefined };
}

export function IntegrityPanel() {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const late = useDuration(LATE);
  const skew = useDuration(SKEW);
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<string>();
  const id = journal?.id;
  useEffect(() => {
    setFound(undefined);
    setError(undefined);
    if (id === undefined) return;
    const abort = new AbortController();
    const thresholds = { lateMicros: late.micros, skewToleranceMicros: skew.micros };
    const usual = late.micros === parseDuration(LATE) && skew.micros === parseDuration(SKEW);
    const timer = setTimeout(() => {
      journals
        .integrity({ id, ...(!usual && { thresholds }) }, { signal: abort.signal })
        .then((answer) => {
          if (!abort.signal.aborted) setFound(answer);
        })
        .catch((reason: unknown) => {
          if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
        });
    }, 200);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [journals, id, late.micros, skew.micros]);

  if (!journal)
    return (
      <div className="panel">
        <NoJournal>What is missing, double, out of order or late in it shows here.</NoJournal>
      </div>
    );
  const report = found?.report;
  return (
    <div className="panel">
      <div className="panel-toolbar" role="toolbar" aria-label="Integrity">
        <label>
          Late from{' '}
          <input
            className="input integrity-duration"
            value={late.text}
            aria-invalid={late.wrong}
            onChange={(e) => late.setText(e.target.value)}
          />
        </label>
        <label>
          Clocks may differ by{' '}
          <input
            className="input integrity-duration"
            value={skew.text}
            aria-invalid={skew.wrong}
            onChange={(e) => skew.setText(e.target.value)}
          />
        </label>
        {(late.wrong || skew.wrong) && <span className="sev-error">Write 250ms, 30s, 5m, 1h or 2d.</span>}
        <span className="spacer" />
        <span className="muted">Save as</span>
        {(['markdown', 'html', 'json'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className="btn"
            disabled={!report}
            onClick={() => report && saveReport(journal.name, report, kind)}
          >
            {kind === 'json' ? 'JSON' : kind === 'html' ? 'HTML' : 'Markdown'}
          </button>
        ))}
      </div>
      <div className="panel-body integrity">
        {error !== undefined && (
          <div className="notice" data-severity="error" role="alert">
            The journal could not be examined: {error} Open it again.
          </div>
        )}
        {!report && error === undefined && <p role="status">Examining {number(journal.records)} records…</p>}
        {report && found && (
          <>
            <p role="status" className="integrity-facts">
              <b>{journal.name}</b> read as {report.format}: {number(report.accepted)} of {number(report.records)}{' '}
              records, {plural(report.subjects, 'subject')}, {plural(Object.keys(report.types).length, 'type')}
              {report.chain === 'none' ? '' : `, hash chain ${report.chain}`}.{' '}
              {Object.entries(report.time).map(([lane, [from, to]]) => (
                <span key={lane} className="integrity-span">
                  {lane} {from} – {to}
                </span>
              ))}
            </p>
            <ul className="integrity-lags" aria-label="How long records took">
              {found.lags.toLog && <li>From happening to the log: {lagText(found.lags.toLog)}</li>}
              {found.lags.toProcess && <li>From the log to having been processed: {lagText(found.lags.toProcess)}</li>}
            </ul>
            {FINDING_KINDS.map((kind) => (
              <FindingSection key={kind} kind={kind} found={found} />
            ))}
            <p className="muted">
              {plural(report.ties, 'record shares its', 'records share their')} place in the log with another: file
              order decides between them.
              {found.positions &&
                (found.positions.holes === 0
                  ? ' The positions of the whole log have no holes.'
                  : ` The positions of the whole log leave out ${plural(found.positions.missing, 'number')} at ${plural(found.positions.holes, 'place')}, which every store does: rolled-back writes, pools of ids. No finding.`)}{' '}
              Late means more than {durationText(late.micros)}.
            </p>
            <Seal chain={report.chain} />
          </>
        )}
      </div>
    </div>
  );
}
