/** One scenario that ran: its steps, what was expected and what was there, states before and after. */
import { number } from '../../app/format.ts';
import { PlaceLink } from '../../app/place-link.tsx';
import type { JsonObject, JsonValue } from '../../core/record/record.ts';
import { changesOf } from '../../core/replay/changes.ts';
import type { Step } from '../../core/writepath/steps.ts';
import { Changes } from '../../ui/changes/changes.tsx';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { withCode } from '../../ui/with-code.tsx';
import type { PlacedResult } from './marks.ts';

export function ScenarioDetail({ result }: { readonly result: PlacedResult }) {
  const { name, ok, failure, place, trace, expected, actual, before, after } = result;
  const isWhen = ({ from, kind }: Step) => kind === 'request' || kind === 'command' || from === 'client';
  const at = trace.findIndex(isWhen);
  const [given, when] = at < 0 ? [trace, []] : [trace.slice(0, at), trace.slice(at)];
  return (
    <article className="scenario-detail" aria-label={`Scenario ${name}`}>
      <h3>
        <span className={ok ? 'sev-ok' : 'sev-error'}>{ok ? '✓' : '●'}</span> {name}{' '}
        {place.file !== undefined && <PlaceLink file={place.file} line={place.line} column={place.column} />}
      </h3>
      {failure && (
        <p className="notice" data-severity="error">
          {withCode(failure.message)}{' '}
          {failure.clauses.map((clause) => (
            <span key={clause} className="chip">
              {clause}
            </span>
          ))}{' '}
          {failure.error?.file !== undefined && <PlaceLink file={failure.error.file} line={failure.error.line} />}
        </p>
      )}
      <div className="scenario-parts">
        <section aria-label="Given">
          <h4>Given</h4>
          {given.length === 0 ? <p className="muted">nothing</p> : <Steps steps={given} />}
        </section>
        <section aria-label="When">
          <h4>When</h4>
          {when.length === 0 ? <p className="muted">no command</p> : <Steps steps={when} />}
        </section>
        <section aria-label="Then">
          <h4>Then</h4>
          <Expected title="expected" values={expected} />
          {!ok && <Expected title="was" values={actual} />}
          <h4>State</h4>
          <States before={before} after={after} />
        </section>
      </div>
    </article>
  );
}

/** Steps beyond these are counted. */
const SHOWN = 200;

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="scenario-steps">
      {steps.slice(0, SHOWN).map((step, i) => {
        const { kind, from, to, says, data } = step;
        const line = (
          <>
            <span className="muted">
              {from} → {to}
            </span>{' '}
            <b>{kind}</b> {withCode(says)}
          </>
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have an order and no other identity
          <li key={i}>
            {data === undefined ? (
              line
            ) : (
              <details>
                <summary>{line}</summary>
                <JsonTree value={data} label={`${kind} ${says}`} searchable={false} />
              </details>
            )}
          </li>
        );
      })}
      {steps.length > SHOWN && <li className="muted">and {number(steps.length - SHOWN)} more</li>}
    </ol>
  );
}

function Expected({ title, values }: { readonly title: string; readonly values: readonly JsonValue[] }) {
  return (
    <div>
      <span className="muted">{title}</span>
      {values.length === 0 ? (
        <p>nothing happens</p>
      ) : (
        <ol className="scenario-values">
          {values.map((value, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is expected has an order and no other identity
            <li key={i}>
              <code>{JSON.stringify(value).slice(0, 2000)}</code>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function States({ before, after }: { readonly before: JsonObject; readonly after: JsonObject }) {
  const subjects = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (subjects.length === 0) return <p className="muted">no subject was touched</p>;
  return (
    <ul className="scenario-values">
      {subjects.map((subject) => {
        const changes = changesOf(before[subject], after[subject]);
        return (
          <li key={subject}>
            <b>{subject}</b>{' '}
            {changes.length === 0 ? (
              <code>{JSON.stringify(after[subject]).slice(0, 2000)}</code>
            ) : (
              <Changes changes={changes} label={`State of ${subject}`} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
