/** The smallest schedule, delivery by delivery, beside what the clean run did with the same record. */
import { useEffect, useRef, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { number, plural } from '../../app/format.ts';
import { getServices } from '../../app/services.ts';
import { stoppedBy } from '../../app/stopping.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { SteppedDelivery, SteppedRun, SteppingAnswer } from '../../core/faults/stepping.ts';
import type { Verdict } from '../../core/faults/verdict.ts';
import { changesOf } from '../../core/replay/changes.ts';
import type { SimulatorService } from '../../sandbox/protocol.ts';
import { Changes } from '../../ui/changes/changes.tsx';
import type { LabRun } from './run.ts';
import { faultText } from './words.ts';

interface Props {
  readonly run: LabRun;
  readonly verdict: Verdict;
  readonly service: () => SimulatorService | undefined;
}

export function Stepping({ run, verdict, service }: Props) {
  const answering = useAnswer<SteppingAnswer>();
  const { run: ask } = answering;
  const { journal } = run.ground;
  useEffect(() => {
    ask(async ({ signal }) => {
      const realm = service();
      if (!realm) throw new Error('Run the lab again first.');
      return stoppedBy(signal, realm, () => realm.simulate({ what: 'stepping', journal, verdict }));
    });
  }, [ask, journal, verdict, service]);
  return (
    <AnswerView answering={answering} doing="Running the schedule once more">
      {(answer) => <Steps answer={answer} ofJournal={run.ground.source.kind === 'journal'} />}
    </AnswerView>
  );
}

/** The table and the timeline show the record of the step. */
async function select(record: string): Promise<void> {
  const { journal, selectRow } = useWorkbench.getState();
  if (!journal) return;
  const row = await getServices().journals.resolve({ id: journal.id, at: `id:${record}` });
  if (row !== undefined) selectRow(row);
}

const effectsOf = (list: readonly SteppedDelivery[]) => list.reduce((sum, { effects = [] }) => sum + effects.length, 0);

function Steps({ answer, ofJournal }: { readonly answer: SteppingAnswer; readonly ofJournal: boolean }) {
  const { clean, faulty, difference } = answer;
  const { deliveries } = faulty;
  const start = Math.max(
    0,
    deliveries.findIndex(({ faults, again }) => faults.length > 0 || again),
  );
  const [at, setAt] = useState(start);
  const list = useRef<HTMLOListElement>(null);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(deliveries.length - 1, to));
    setAt(next);
    const record = deliveries[next]?.record;
    if (ofJournal && record !== undefined) select(record).catch(report);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row of the step follows the step
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const current = deliveries[at];
  const same = clean.deliveries.find(({ record }) => record === current?.record);
  if (!current) return <p>Nothing was delivered.</p>;
  return (
    <div className="lab-stepping">
      <div className="lab-actions">
        <button type="button" className="btn" disabled={at === 0} onClick={() => go(at - 1)}>
          Previous
        </button>
        <button type="button" className="btn" disabled={at >= deliveries.length - 1} onClick={() => go(at + 1)}>
          Next
        </button>
        <span role="status">
          Delivery {number(faulty.from + at + 1)} of {number(faulty.total)}
        </span>
      </div>
      <div className="lab-steps">
        <ol ref={list} aria-label="Deliveries" start={faulty.from + 1}>
          {deliveries.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: deliveries have an order and no other identity
            <li key={i}>
              <button
                type="button"
                className="lab-step"
                aria-current={i === at}
                data-faulty={one.faults.length > 0}
                onClick={() => go(i)}
              >
                <span className="lab-step-head">
                  {one.type}
                  {one.again && <span className="chip">again</span>}
                  {one.faults.length > 0 && !one.again && (
                    <span className="chip sev-error">{one.faults[0]?.fault}</span>
                  )}
                </span>
                <span className="muted lab-step-subject" title={one.record}>
                  {one.subject ?? one.record}
                </span>
              </button>
            </li>
          ))}
        </ol>
        <section aria-label="What the delivery did">
          {current.faults.map((fault) => (
            <p key={`${fault.fault} ${fault.by}`} className="sev-error">
              {faultText(fault)}
            </p>
          ))}
          <h4>With the faults</h4>
          <Did seen={current} />
          <h4>In the clean run, this record</h4>
          {same ? <Did seen={same} /> : <p className="muted">does not come</p>}
          <EffectsSoFar faulty={faulty} clean={clean} at={at} />
          {at === deliveries.length - 1 && <p className="sev-error">In the end {difference}.</p>}
        </section>
      </div>
    </div>
  );
}

function EffectsSoFar({
  faulty,
  clean,
  at,
}: {
  readonly faulty: SteppedRun;
  readonly clean: SteppedRun;
  readonly at: number;
}) {
  const all = effectsOf(clean.deliveries);
  if (all + effectsOf(faulty.deliveries) === 0) return null;
  return (
    <p className="muted">
      {plural(effectsOf(faulty.deliveries.slice(0, at + 1)), 'effect')} so far; the clean run does {number(all)} in all
      {clean.from > 0 ? ' of those shown' : ''}.
    </p>
  );
}

function Did({
  seen: { outcome, effects = [], commands = [], changed = [], error },
}: {
  readonly seen: SteppedDelivery;
}) {
  const nothing = outcome === undefined && changed.length === 0 && error === undefined;
  return (
    <ul className="lab-did">
      {outcome !== undefined && <li>outcome: {outcome}</li>}
      {error !== undefined && <li className="sev-error">{error}</li>}
      {effects.map(({ name, data }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: effects have an order and no other identity
        <li key={i}>
          effect <b>{name}</b> <code>{JSON.stringify(data).slice(0, 500)}</code>
        </li>
      ))}
      {commands.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: commands have an order and no other identity
        <li key={i}>
          command <b>{one.outcome}</b>{' '}
          {one.outcome === 'rejected'
            ? one.code
            : one.outcome === 'refused'
              ? one.error.message
              : one.events.map(({ type }) => type).join(', ') || 'nothing was recorded'}
        </li>
      ))}
      {changed.map(({ key, before, after }) => {
        const changes = changesOf(before, after);
        return (
          <li key={key}>
            <b>{key === '' ? 'row' : key}</b>
            {changes.length === 0 ? ' stays as it is' : <Changes changes={changes} label={`Change of ${key}`} />}
          </li>
        );
      })}
      {nothing && <li className="muted">nothing changed</li>}
    </ul>
  );
}
