/** A crash between any two actions of a write order: two orders side by side, and the crash that separates them. */

import { useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { plural } from '../../app/format.ts';
import { stoppedBy } from '../../app/stopping.ts';
import type { ConsistencyAnswer, CrashPoint } from '../../core/writepath/consistency.ts';
import type { CommandRequest } from '../../core/writepath/record.ts';
import { WRITE_ORDERS, type WriteOrderName } from '../../core/writepath/write-orders.ts';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { recordsOf, type Session } from './session.ts';
import { Refusals, TroubleView } from './trouble.tsx';
import type { Simulated, Simulating } from './use-simulator.ts';

interface ConsistencyViewProps {
  readonly session: Session;
  readonly simulating: Simulating;
  readonly request: CommandRequest | undefined;
  /** What the model's profile asks for. */
  readonly asked: WriteOrderName;
}
const FAULTS = [
  { id: 'crash', title: 'a crash at any point' },
  { id: 'apply', title: 'a projection fails once' },
  { id: 'broker', title: 'the broker is down' },
] as const;
type Fault = (typeof FAULTS)[number]['id'];

type Both = readonly Simulated<ConsistencyAnswer>[];

export function ConsistencyView({ session, simulating, request, asked }: ConsistencyViewProps) {
  const [left, setLeft] = useState<WriteOrderName>(asked);
  const [right, setRight] = useState<WriteOrderName>('apply, append');
  const [fault, setFault] = useState<Fault>('crash');
  const answering = useAnswer<Both>();
  const run = () =>
    answering.run(async ({ signal }) => {
      if (!request) return [];
      const both: Simulated<ConsistencyAnswer>[] = [];
      await stoppedBy(signal, simulating, async () => {
        for (const order of [left, right])
          both.push(
            await simulating.simulate({
              what: 'consistency',
              journal: recordsOf(session),
              command: request,
              order,
              failingApply: fault === 'apply',
              broker: fault === 'broker' ? 'down' : 'up',
            }),
          );
      });
      signal.throwIfAborted();
      return both;
    });
  return (
    <div className="commands-consistency">
      <p className="muted">
        {request
          ? `${request.type}, as it stands under Run, is written in two orders, after ${plural(recordsOf(session).length, 'record')}. What is durable then, and what does a restart make of it?`
          : 'The command under Run cannot be read yet.'}
      </p>
      <div className="commands-send">
        <OrderChoice label="One order" value={left} asked={asked} onChange={setLeft} />
        <OrderChoice label="Another order" value={right} asked={asked} onChange={setRight} />
        <label>
          Fault{' '}
          <select className="select" value={fault} onChange={(event) => setFault(event.target.value as Fault)}>
            {FAULTS.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="btn btn-primary" disabled={!request} onClick={run}>
          Compare
        </button>
      </div>
      <AnswerView answering={answering} doing="Crashing at every point">
        {(both) => <BothOrders both={both} />}
      </AnswerView>
    </div>
  );
}

interface OrderChoiceProps {
  readonly label: string;
  readonly value: WriteOrderName;
  readonly asked: WriteOrderName;
  readonly onChange: (order: WriteOrderName) => void;
}

function OrderChoice({ label, value, asked, onChange }: OrderChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select className="select" value={value} onChange={(event) => onChange(event.target.value as WriteOrderName)}>
        {WRITE_ORDERS.map(({ name }) => (
          <option key={name} value={name}>
            {name}
            {name === asked && ' (this model)'}
          </option>
        ))}
      </select>
    </label>
  );
}

const broken = ({ points }: ConsistencyAnswer) => points.filter(({ violations }) => violations.length > 0);

function BothOrders({ both }: { readonly both: Both }) {
  const answers = both.flatMap((one) => ('answer' in one ? [one.answer] : []));
  const failed = both.find((one) => !('answer' in one));
  if (failed && 'trouble' in failed) return <TroubleView trouble={failed.trouble} />;
  if (failed && 'refused' in failed) return <Refusals registration={failed.refused} />;
  const [one, other] = answers;
  if (!one || !other) return null;
  return (
    <>
      <p role="status" className="notice">
        {separation(one, other)}
      </p>
      <div className="commands-orders">
        {answers.map((answer, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: left and right
          <OrderResult key={i} answer={answer} />
        ))}
      </div>
    </>
  );
}

function separation(one: ConsistencyAnswer, other: ConsistencyAnswer): string {
  const [first] = broken(one);
  const [second] = broken(other);
  if (!first && !second) return `Neither “${one.order}” nor “${other.order}” breaks an invariant here.`;
  if (first && second) return `Both break: “${one.order}” at ${first.at}, “${other.order}” at ${second.at}.`;
  const [sound, bad, at] = second ? [one, other, second] : [other, one, first];
  return `What separates them: ${at?.at ?? ''}. There “${bad.order}” breaks ${at?.violations.map(({ name }) => `“${name}”`).join(', ') ?? ''}; “${sound.order}” holds at every point.`;
}

function OrderResult({ answer }: { readonly answer: ConsistencyAnswer }) {
  const { order, points } = answer;
  const worst = points.findIndex(({ violations }) => violations.length > 0);
  const [chosen, setChosen] = useState(Math.max(0, worst));
  const point = points[chosen];
  const says = WRITE_ORDERS.find(({ name }) => name === order)?.says;
  return (
    <section aria-label={`Order: ${order}`} className="commands-order">
      <h3>{order}</h3>
      <p className="muted">{says}</p>
      <ol className="commands-points">
        {points.map(({ at, violations, crash }, i) => (
          <li key={crash ?? 'none'}>
            <button type="button" className="btn-link" aria-current={i === chosen} onClick={() => setChosen(i)}>
              {at}
            </button>{' '}
            <span className={violations.length > 0 ? 'sev-error' : 'commands-holds'}>
              {violations.length > 0 ? violations.map(({ name }) => name).join(', ') : 'holds'}
            </span>
          </li>
        ))}
      </ol>
      {point && <PointView point={point} order={order} />}
    </section>
  );
}

function PointView({ point, order }: { readonly point: CrashPoint; readonly order: string }) {
  const { durable, violations, steps, crash, at } = point;
  const { records, views, emitted, answered } = durable;
  return (
    <div className="commands-point">
      <h4>{crash === undefined ? 'Without a crash' : `Crash: ${at}`}</h4>
      {violations.map(({ name, message, clauses }) => (
        <p key={name} className="notice" data-severity="error">
          <strong>{name}</strong> {message} <span className="muted">{clauses.join(' ')}</span>
        </p>
      ))}
      {violations.length === 0 && <p className="commands-holds">After the restart every invariant holds.</p>}
      <dl className="commands-durable">
        <dt>In the journal</dt>
        <dd>{records.join(', ') || 'nothing of it'}</dd>
        <dt>Emitted</dt>
        <dd>{plural(emitted.length, 'record')}</dd>
        <dt>Answered “accepted”</dt>
        <dd>{answered ? 'yes' : 'no'}</dd>
      </dl>
      <JsonTree value={views} label="views as they are durable" searchable={false} openLevels={3} />
      <SequenceDiagram key={`${order} ${crash ?? ''}`} steps={steps} label={`${order}, ${at}`} />
    </div>
  );
}
