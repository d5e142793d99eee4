/** The behavior in the editor against an earlier version of it, over the open journal: which subjects end differently, and where they part. */
import { useEffect, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { ground, useAsking } from '../../app/asking.ts';
import { isBehaviorFile } from '../../app/checking.ts';
import { moment, number, plural } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { chooseFiles } from '../../app/workspace-files.ts';
import type { Comparison } from '../../core/ask/ask.types.ts';
import type { FileVersion } from '../../core/workspace/workspace.ts';
import type { BehaviorFile } from '../../sandbox/protocol.ts';
import { Changes } from '../../ui/changes/changes.tsx';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';

const SHOWN = 50;

export function CompareBehavior({ journal }: { readonly journal: JournalInfo }) {
  const { workspaces } = useServices();
  const workspace = useWorkbench((s) => s.workspace?.id);
  const asking = useAsking();
  const [history, setHistory] = useState<readonly FileVersion[]>([]);
  const [chosen, setChosen] = useState('');
  const answering = useAnswer<{ readonly found: Comparison; readonly other: string }>();
  const refresh = () => {
    if (workspace !== undefined)
      workspaces
        .history(workspace)
        .then((all) => setHistory(all.filter(({ path }) => isBehaviorFile(path)).slice(0, 50)), report);
  };
  useEffect(refresh, [workspaces, workspace]);
  /** The behavior as it is, with the one file replaced; a file of another name stands instead of all. */
  const compare = (file: BehaviorFile, other: string) => {
    const now = ground()?.files ?? [];
    const files = now.some(({ path }) => path === file.path)
      ? now.map((own) => (own.path === file.path ? file : own))
      : [file];
    answering.run(async (options) => ({ found: await asking.ask({ ask: 'compare', files }, options), other }));
  };
  const version = history.find(({ path, at }) => `${path} ${at}` === chosen) ?? history[0];
  return (
    <section aria-label="Compare behavior">
      <h3>Does a change of the behavior change a state?</h3>
      <form
        className="prove-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (version) compare({ path: version.path, text: version.text }, `${version.path} of ${moment(version.at)}`);
        }}
      >
        <select
          className="select"
          aria-label="Earlier version"
          value={chosen}
          onFocus={refresh}
          onChange={(event) => setChosen(event.target.value)}
        >
          {history.length === 0 && <option value="">no earlier version is kept yet</option>}
          {history.map(({ path, at }) => (
            <option key={`${path} ${at}`} value={`${path} ${at}`}>
              {path} of {moment(at)}
            </option>
          ))}
        </select>
        <button type="submit" className="btn" disabled={!version}>
          Compare
        </button>
        <button
          type="button"
          className="btn"
          onClick={() =>
            chooseFiles('.ts', false, async ([file]) => {
              if (file) compare({ path: file.name, text: await file.text() }, file.name);
            })
          }
        >
          With a file …
        </button>
      </form>
      <AnswerView answering={answering} doing={`Folding ${plural(journal.records, 'record')} twice`}>
        {({ found, other }) => <Outcome found={found} other={other} />}
      </AnswerView>
    </section>
  );
}

function Outcome({ found, other }: { readonly found: Comparison; readonly other: string }) {
  const { partings, total, endDifferently, rows, upcasters, errors, onlyFirst, onlySecond } = found;
  return (
    <>
      {[...errors.first.map((e) => ({ ...e, of: 'Now' })), ...errors.second.map((e) => ({ ...e, of: other }))].map(
        (e) => (
          <p key={`${e.of} ${e.message}`} className="notice" data-severity="warning">
            {e.of}: {e.message}
          </p>
        ),
      )}
      <p role="status">
        {total === 0
          ? `All ${plural(rows, 'state')} are the same, at every record (now and by ${other}).`
          : `${number(total)} of ${plural(rows, 'state')} part somewhere, ${number(endDifferently)} end differently (now → ${other}).`}
      </p>
      {onlyFirst.length > 0 && <p>Only now: {onlyFirst.join(', ')}.</p>}
      {onlySecond.length > 0 && <p>Only in the other: {onlySecond.join(', ')}.</p>}
      {upcasters.map(({ type, slot, records, changes }) => (
        <div key={type}>
          <b>{type}</b> reaches the handlers as another event, {plural(records, 'record')}; first at slot {number(slot)}
          <Changes changes={changes} label={`Upcast ${type}`} />
        </div>
      ))}
      <ul className="prove-list" aria-label="Where they part">
        {partings.slice(0, SHOWN).map(({ target, key, slot, type, changes, atEnd }) => (
          <li key={`${target} ${key}`}>
            <b>{key}</b> <span className="muted">{target.replace('/', ' ')}</span> parts at{' '}
            <button type="button" className="btn-link" onClick={() => useWorkbench.getState().setSlot(slot)}>
              slot {number(slot)}
            </button>
            , {type}; {atEnd.length === 0 ? 'they meet again' : 'they end differently'}
            <Changes changes={changes} label={`Where ${key} parts`} />
          </li>
        ))}
      </ul>
      {total > SHOWN && (
        <p className="muted">
          The first {SHOWN} of {number(total)}.
        </p>
      )}
    </>
  );
}
