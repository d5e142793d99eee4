/** A record written by hand: completed and checked as one types, against envelope, payload schema and what is in the journal. */
import { useEffect, useMemo, useState } from 'react';
import { plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Model } from '../../core/model/model.ts';
import { readHandRecord, recordTemplate } from '../../core/writepath/hand-record.ts';
import { withCode } from '../../ui/with-code.tsx';
import { JsonText } from './command-form.tsx';
import { RECORD_FILE, startRecordLanguage } from './record-language.ts';
import { nowMicros, SessionView } from './run-view.tsx';
import { recordsOf, type Session, setSession, withRun } from './session.ts';

const templateText = (model: Model, type: string, session: Session): string => {
  const records = recordsOf(session);
  return JSON.stringify(recordTemplate(model, type, records, nowMicros(records)), undefined, 2);
};

export function RecordView({ model, session }: { readonly model: Model; readonly session: Session }) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const types = Object.keys(model.events);
  const [type, setType] = useState(types[0] ?? '');
  const [text, setText] = useState(() => templateText(model, types[0] ?? '', session));
  useEffect(startRecordLanguage, []);
  const { record, problems } = useMemo(() => readHandRecord(text, model, recordsOf(session)), [text, model, session]);
  const markers = useMemo(() => problems.map((problem) => ({ ...problem, severity: 'error' as const })), [problems]);
  const begin = (chosen: string, from: Session) => {
    setType(chosen);
    setText(templateText(model, chosen, from));
  };
  if (types.length === 0) return <p className="muted">The model has no events to record.</p>;
  return (
    <div className="commands-columns">
      <section className="commands-form" aria-label="Event to record">
        <label className="commands-field">
          <span className="commands-name">Event</span>
          <select className="select" value={type} onChange={(event) => begin(event.target.value, session)}>
            {types.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {model.events[type]?.description && <p className="muted">{model.events[type]?.description}</p>}
        <button type="button" className="btn" onClick={() => begin(type, session)}>
          Begin anew
        </button>
      </section>
      <section className="commands-result" aria-label="Record by hand">
        <JsonText name={RECORD_FILE} label="Record" text={text} tall markers={markers} onChange={setText} />
        <div role="status">
          {problems.length === 0
            ? 'Envelope and payload fit.'
            : `${plural(problems.length, 'thing')} ${problems.length === 1 ? 'does' : 'do'} not fit:`}
        </div>
        {problems.length > 0 && (
          <ul className="commands-refusals">
            {problems.map(({ message, line }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same
              <li key={i}>
                {withCode(message)} <span className="muted">line {line}</span>
              </li>
            ))}
          </ul>
        )}
        <div className="commands-send">
          <button
            type="button"
            className="btn btn-primary"
            disabled={!record || readOnly}
            onClick={() => {
              if (!record) return;
              const next = withRun(session, { kind: 'record', record });
              setSession(next);
              begin(type, next);
            }}
          >
            Write the record
          </button>
        </div>
      </section>
      <SessionView model={model} session={session} />
    </div>
  );
}
