/** Generated commands against the invariants of the behavior: what does not hold, the smallest list that shows it, and that list as a scenario. */

import { useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { track } from '../../app/busy.ts';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { number, plural } from '../../app/format.ts';
import { PlaceLink } from '../../app/place-link.tsx';
import { useServices } from '../../app/services.ts';
import { stoppedBy } from '../../app/stopping.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { PropertiesAnswer, PropertyResult } from '../../core/writepath/properties.ts';
import { withCode } from '../../ui/with-code.tsx';
import { insertScenario } from './insert.ts';

const MOST_LISTS = 10_000;

export function Generated() {
  const { language, newSimulator } = useServices();
  const readOnly = useWorkbench((s) => s.readOnly);
  const [seed, setSeed] = useState('1');
  const [lists, setLists] = useState('200');
  const answering = useAnswer<PropertiesAnswer>();
  const valid = /^\d{1,9}$/.test(seed) && /^\d{1,5}$/.test(lists) && Number(lists) <= MOST_LISTS;
  const run = () => {
    answering.run(({ signal }) =>
      track(
        (async () => {
          const { workspace } = useWorkbench.getState();
          const files = workspace?.files ?? [];
          const { model } = await language.parse({ files: files.filter(({ path }) => isModelFile(path)) });
          if (!model) throw new Error('The model is broken at a marked place.');
          const service = newSimulator();
          try {
            return await stoppedBy(signal, service, async () => {
              const behavior = files.filter(({ path }) => isBehaviorFile(path));
              const { error } = await service.prepare({ files: behavior, model });
              if (error) throw new Error(`The behavior does not run: ${error.message}`);
              return service.simulate({ what: 'properties', seed: Number(seed), lists: Number(lists) });
            });
          } finally {
            service.stop();
          }
        })(),
      ),
    );
  };
  return (
    <section className="scenarios-generated" aria-label="Generated commands">
      <form
        className="scenarios-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) run();
        }}
      >
        <label>
          Lists of commands{' '}
          <input
            className="input"
            inputMode="numeric"
            value={lists}
            onChange={(event) => setLists(event.target.value)}
          />
        </label>{' '}
        <label>
          Seed{' '}
          <input className="input" inputMode="numeric" value={seed} onChange={(event) => setSeed(event.target.value)} />
        </label>{' '}
        <button type="submit" className="btn btn-primary" disabled={!valid}>
          Generate and run
        </button>
        {!valid && (
          <span className="sev-error" role="alert">
            {' '}
            Whole numbers; at most {number(MOST_LISTS)} lists.
          </span>
        )}
      </form>
      <p className="muted">
        Commands by chance, from their schemas, against the behavior's <code>invariants</code>, asked after each record;
        and no decider, fold or projection may fail. The same as{' '}
        <code>
          factline test --generate {lists} --seed {seed}
        </code>
        .
      </p>
      <AnswerView answering={answering} doing="Running generated commands">
        {({ seed: of, properties }) => (
          <ul aria-label="Properties" className="scenarios-properties">
            {properties.map((property) => (
              <Property key={`${of} ${property.name}`} property={property} readOnly={readOnly} />
            ))}
          </ul>
        )}
      </AnswerView>
    </section>
  );
}

function Property({ property, readOnly }: { readonly property: PropertyResult; readonly readOnly: boolean }) {
  const { name, ok, tried, failure } = property;
  const { scenario } = failure ?? {};
  return (
    <li>
      <span className={ok ? 'sev-ok' : 'sev-error'} aria-hidden>
        {ok ? '✓' : '●'}
      </span>
      <span className="visually-hidden">{ok ? 'holds' : 'broken'}</span> <b>{name}</b>{' '}
      <span className="muted">
        {plural(tried.lists, 'list')}, {plural(tried.commands, 'command')}, {plural(tried.records, 'record')}
      </span>
      {failure && (
        <>
          <p>
            {withCode(failure.message)}{' '}
            {failure.error?.file !== undefined && <PlaceLink file={failure.error.file} line={failure.error.line} />}
          </p>
          <ol aria-label={`Smallest list of ${name}`}>
            {failure.commands.map(({ type, payload }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a command is its place in the list
              <li key={i}>
                {type} <code>{JSON.stringify(payload)}</code>
              </li>
            ))}
          </ol>
          {scenario && (
            <button
              type="button"
              className="btn"
              disabled={readOnly}
              onClick={() => insertScenario(scenario).catch(report)}
            >
              Keep as a scenario
            </button>
          )}
        </>
      )}
    </li>
  );
}
