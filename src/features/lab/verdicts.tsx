/** What was found: the broken first, then what holds, then what could not be tried. */
import { useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { PlaceLink } from '../../app/place-link.tsx';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { failingClean, type Verdict } from '../../core/faults/verdict.ts';
import { isNothingTried, type Standing, standingOf } from '../../core/judged.ts';
import type { SimulatorService } from '../../sandbox/protocol.ts';
import { withCode } from '../../ui/with-code.tsx';
import { pageOf, type ShownPage } from './pages.ts';
import type { LabRun } from './run.ts';
import { Stepping } from './stepping.tsx';
import { commandFor, faultText, MEANS, needsText } from './words.ts';

interface Props {
  readonly run: LabRun;
  readonly service: () => SimulatorService | undefined;
  readonly onExplain: (page: ShownPage | undefined) => void;
}
const keyOf = ({ target, property }: Verdict) => `${target} ${property}`;

export function Verdicts({ run, service, onExplain }: Props) {
  const { verdicts, ended, ground, millis } = run;
  const [stepped, setStepped] = useState<string>();
  const those = (standing: Standing) => verdicts.filter((verdict) => standingOf(verdict) === standing);
  const [broken, held, untried] = [those('fails'), those('holds'), those('not tried')];
  const tried = verdicts.reduce((sum, one) => sum + one.tried, 0);
  const command = commandFor(run);
  const stale = useWorkbench(
    ({ workspace }) =>
      ground.source.kind !== 'example' && ground.texts.some((file) => !workspace?.files.includes(file)),
  );
  return (
    <>
      <p role="status">
        <span className="sev-ok">✓ {number(held.length)} hold</span>{' '}
        <span className={broken.length > 0 ? 'sev-error' : 'muted'}>● {number(broken.length)} broken</span>{' '}
        {untried.length > 0 && <span className="muted">– {number(untried.length)} not tried </span>}
        <span className="muted">
          · {plural(tried, 'schedule')} over {plural(ground.journal.length, 'record')}
          {ground.skipped > 0 && ` (without ${number(ground.skipped)} that replay skips as duplicates)`}, seed{' '}
          {run.seed}, {number(Math.round(millis))} ms
        </span>
      </p>
      {isNothingTried(verdicts) && (
        <p className="notice" data-severity="warning">
          Nothing was tried:{' '}
          {run.schedules === 0
            ? 'no schedules were asked for.'
            : 'no record is heard by a handler. Is it the journal that this behavior was written for, and are the types and subject types written alike?'}
        </p>
      )}
      {stale && (
        <p className="notice" data-severity="warning">
          Model or behavior have changed since this run.
        </p>
      )}
      {ground.journal.length < ground.total && (
        <p className="notice" data-severity="warning">
          The first {number(ground.journal.length)} of {plural(ground.total, 'record')} were taken;{' '}
          <code>factline lab</code> takes all.
        </p>
      )}
      {command !== undefined && (
        <p className="lab-command">
          <span className="muted">The same by</span> <code>{command}</code>{' '}
          <button
            type="button"
            className="btn-link"
            onClick={() =>
              navigator.clipboard.writeText(command).then(
                () => toast('The command is copied.'),
                () => toast('The browser did not allow copying.'),
              )
            }
          >
            copy
          </button>
        </p>
      )}
      {ended.map(({ target, error }) => (
        <p key={target} className="notice" data-severity="error" role="alert">
          <b>{target}</b> could not be run to its end ({error.code}): {error.message}{' '}
          {error.file !== undefined && <PlaceLink file={error.file} line={error.line ?? 1} />}
        </p>
      ))}
      {failingClean(verdicts).map(({ target, failure: { count, of, message } }) => (
        <p key={target} className="notice" data-severity="error" role="alert">
          <b>{target}</b> fails on the clean journal, without any fault: {number(count)} of {number(of)}{' '}
          {target.startsWith('fold/') ? 'subjects' : 'records'} come to nothing, and so nothing is shown of them.{' '}
          {withCode(message)}
        </p>
      ))}
      {verdicts.length === 0 && ended.length === 0 && <p>There is no consumer, projection or fold in this behavior.</p>}
      {broken.length > 0 && (
        <ul className="lab-verdicts" aria-label="Broken">
          {broken.map((verdict) => (
            <li key={keyOf(verdict)} className="lab-broken">
              <h3>
                <span className="sev-error" aria-hidden>
                  ●
                </span>{' '}
                {verdict.target} <span className="lab-property">{verdict.property}</span>{' '}
                <span className="muted">{needsText(verdict)}</span>{' '}
                {verdict.clauses.map((clause) => (
                  <span key={clause} className="chip">
                    {clause}
                  </span>
                ))}
              </h3>
              <p>{withCode(verdict.message ?? '')}</p>
              <ol className="lab-schedule" aria-label={`Smallest schedule of ${keyOf(verdict)}`}>
                {verdict.schedule.map((fault) => (
                  <li key={`${fault.fault} ${fault.record} ${fault.by} ${fault.point}`}>
                    {faultText(fault)} <span className="muted">{fault.record}</span>
                  </li>
                ))}
              </ol>
              <p className="lab-actions">
                <button
                  type="button"
                  className="btn"
                  aria-expanded={stepped === keyOf(verdict)}
                  onClick={() => setStepped(stepped === keyOf(verdict) ? undefined : keyOf(verdict))}
                >
                  Step through
                </button>
                <button type="button" className="btn" onClick={() => onExplain(pageOf(verdict))}>
                  What is this?
                </button>
              </p>
              {stepped === keyOf(verdict) && <Stepping run={run} verdict={verdict} service={service} />}
            </li>
          ))}
        </ul>
      )}
      {held.length > 0 && (
        <ul className="lab-verdicts" aria-label="Holds">
          {held.map((verdict) => (
            <li key={keyOf(verdict)}>
              <span className="sev-ok" aria-hidden>
                ✓
              </span>{' '}
              <b>{verdict.target}</b> <span className="lab-property">{verdict.property}</span>:{' '}
              {MEANS[verdict.property]}{' '}
              <span className="muted">
                {[needsText(verdict), plural(verdict.tried, 'schedule')].filter((part) => part !== '').join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {untried.length > 0 && (
        <ul className="lab-verdicts" aria-label="Not tried">
          {untried.map((verdict) => (
            <li key={keyOf(verdict)}>
              <span className="muted" aria-hidden>
                –
              </span>{' '}
              <b>{verdict.target}</b> <span className="lab-property">{verdict.property}</span>: not tried,{' '}
              {verdict.not_tried}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
