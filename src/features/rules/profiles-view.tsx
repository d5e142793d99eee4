/** Two or more profiles side by side: where they differ, and what that means for the open model. */

import { useEffect, useState } from 'react';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding } from '../../core/finding.ts';
import { PROFILES, type ProfileName } from '../../core/model/model.ts';
import type { Comparison } from '../../core/rules/compare.ts';

const SHOWN = 100;

function Stake({ finding, says }: { readonly finding: Finding; readonly says: string }) {
  const { place, message, severity, rule } = finding;
  const jump = () => {
    if (place.file === undefined) return;
    useWorkbench.getState().revealAt({ file: place.file, line: place.line ?? 1, column: place.column ?? 1 });
    showPanel(isBehaviorFile(place.file) ? 'behavior' : 'model');
  };
  return (
    <li>
      <button type="button" className="rule-link" onClick={jump}>
        <span className={`sev-${severity}`}>{says}</span> {message}
        <span className="muted">
          {' '}
          {rule} · {place.file}:{place.line}
        </span>
      </button>
    </li>
  );
}

export function ProfilesView() {
  const { language } = useServices();
  const files = useWorkbench((s) => s.workspace?.files);
  const own = useWorkbench((s) => s.profiles);
  const [picked, setPicked] = useState<readonly ProfileName[]>();
  const chosen = picked ?? (own.length > 1 ? own : [...new Set<ProfileName>([...own, 'eventing', 'evidence'])]);
  const names = chosen.join(',');
  const [compared, setCompared] = useState<Comparison>();
  useEffect(() => {
    let current = true;
    const models = (files ?? []).filter(({ path }) => isModelFile(path));
    const behavior = (files ?? []).filter(({ path }) => isBehaviorFile(path));
    language
      .compare({ files: models, behavior, profiles: names.split(',') })
      .then((comparison) => current && setCompared(comparison), report);
    return () => {
      current = false;
    };
  }, [language, files, names]);
  return (
    <section aria-label="Profiles compared">
      <fieldset className="profile-choice">
        <legend>Compare</legend>
        {PROFILES.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) =>
                setPicked(PROFILES.filter((p) => (p === name ? event.target.checked : chosen.includes(p))))
              }
            />{' '}
            {name}
          </label>
        ))}
      </fieldset>
      {chosen.length < 2 && <p className="muted">Choose two profiles or more.</p>}
      {compared && chosen.length > 1 && (
        <>
          <h3>What they ask for</h3>
          <ul aria-label="Settings that differ">
            {compared.settings.map(({ setting, title, values, clash }) => (
              <li key={setting} className="setting">
                <b>{title}</b>
                {clash.length > 0 && <span className="sev-error"> no text pleases {clash.join(' and ')}</span>}
                <dl>
                  {chosen.map((name) => (
                    <div key={name}>
                      <dt className="muted">{name}</dt>
                      <dd>{values[name]}</dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
          <h3>What it means for this model</h3>
          <p>
            {chosen.map((name) => `${name}: ${number(compared.counts[name] ?? 0)} problems`).join(' · ')}
            {` · seen by all: ${number(compared.agreed)}`}
          </p>
          {compared.clashes.length > 0 && (
            <>
              <h4>No text pleases them all</h4>
              <ul>
                {compared.clashes.slice(0, SHOWN).map((finding) => (
                  <Stake key={`${finding.place.pointer}:${finding.message}`} finding={finding} says="clash" />
                ))}
              </ul>
            </>
          )}
          <h4>Seen by some of them only</h4>
          {compared.disputed.length === 0 ? (
            <p className="muted">Nothing: on this model they agree.</p>
          ) : (
            <ul>
              {compared.disputed.slice(0, SHOWN).map(({ finding, by }) => (
                <Stake
                  key={`${finding.rule}:${finding.place.pointer}:${finding.message}`}
                  finding={finding}
                  says={by.join(', ')}
                />
              ))}
            </ul>
          )}
          {compared.disputed.length > SHOWN && (
            <p className="muted">
              The first {SHOWN} of {number(compared.disputed.length)}.
            </p>
          )}
        </>
      )}
    </section>
  );
}
