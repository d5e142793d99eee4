/** The 200 clauses, each with what proves it. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { PROFILES } from '../../core/model/model.ts';
import type { CoverageRow } from '../../core/rules/coverage.ts';

const STATUSES = ['proved', 'partial', 'human', 'open'] as const;
const MEANS: Readonly<Record<CoverageRow['status'], string>> = {
  proved: 'shown broken where it is broken',
  partial: 'shown by text or journal; how it behaves is for the simulator',
  human: 'judged by a person',
  open: 'not proved yet',
};

function Row({ row }: { readonly row: CoverageRow }) {
  const { id, statement, status, proofs, note, violates, satisfies } = row;
  return (
    <li className="setting">
      <b>{id}</b> <span className={`chip status-${status}`}>{status}</span> {statement}
      <div className="clause-proofs">
        {proofs.map((proof) => {
          const [kind = '', name = ''] = proof.split(/:(.*)/s);
          return kind === 'rule' || kind === 'record' || kind === 'diff' ? (
            <button
              key={proof}
              type="button"
              className="btn-link"
              onClick={() => useWorkbench.getState().set({ rule: name })}
            >
              {name}
            </button>
          ) : (
            <span key={proof} className="muted">
              {kind}: {name}
            </span>
          );
        })}
        {note !== undefined && <span className="muted">{note}</span>}
      </div>
      <details>
        <summary className="muted">Example</summary>
        <p>
          <b>Breaks it:</b> {violates}
        </p>
        <p>
          <b>Keeps it:</b> {satisfies}
        </p>
      </details>
    </li>
  );
}

export function CoverageView() {
  const { language } = useServices();
  const [rows, setRows] = useState<readonly CoverageRow[]>([]);
  const [profile, setProfile] = useState('all');
  const [status, setStatus] = useState('all');
  useEffect(() => {
    language.coverage().then(setRows, report);
  }, [language]);
  const shown = rows.filter(
    (row) => (profile === 'all' || row.profile === profile) && (status === 'all' || row.status === status),
  );
  return (
    <section aria-label="Coverage of the clauses">
      <p>
        {STATUSES.map((name) => `${rows.filter((row) => row.status === name).length} ${name}`).join(' · ')} of{' '}
        {rows.length}
      </p>
      <p className="profile-choice">
        <label>
          Specification{' '}
          <select className="input" value={profile} onChange={(event) => setProfile(event.target.value)}>
            {['all', ...PROFILES.filter((name) => name !== 'unified')].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Status{' '}
          <select className="input" value={status} onChange={(event) => setStatus(event.target.value)}>
            <option value="all">all</option>
            {STATUSES.map((name) => (
              <option key={name} value={name}>
                {name}: {MEANS[name]}
              </option>
            ))}
          </select>
        </label>
      </p>
      {shown.length === 0 && rows.length > 0 && <p className="muted">No clause is both.</p>}
      <ul>
        {shown.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}
