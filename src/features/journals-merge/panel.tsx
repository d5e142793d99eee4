import { useState } from 'react';
import { track } from '../../app/busy.ts';
import { number, plural } from '../../app/format.ts';
import { ImportButton } from '../../app/no-journal.tsx';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { useJournals } from '../../app/use-journals.ts';
import { addJournal } from '../../app/workspace.ts';
import type { OffsetProposal } from '../../core/journal/axis/propose-offset.ts';
import type {
  ImportProgress,
  JournalSummary,
  MergeInput,
  MergeOutlook,
} from '../../workers/journal/journal.protocol.ts';
import './journals-merge.css';
import { offsetText, parseOffset } from '../../core/journal/axis/offset-text.ts';
import { Outlook } from './outlook.tsx';

const CLOCKS = [
  { id: 'all', title: 'all times', times: ['t_event', 't_log', 't_process'] },
  { id: 'log', title: 't_log and t_process', times: ['t_log', 't_process'] },
  { id: 'event', title: 't_event', times: ['t_event'] },
] as const;
type Clock = (typeof CLOCKS)[number]['id'];

interface Choice {
  readonly offset: string;
  readonly clock: Clock;
  readonly proposal?: OffsetProposal | 'none';
}
const PLAIN: Choice = { offset: '', clock: 'all' };

interface Doing {
  readonly what: string;
  readonly done: number;
  readonly abort: AbortController;
}

export function JournalsMerge() {
  const { journals } = useServices();
  const readOnly = useWorkbench((s) => s.readOnly);
  const list = useJournals();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [doing, setDoing] = useState<Doing>();
  const [outlook, setOutlook] = useState<MergeOutlook>();
  const [error, setError] = useState<string>();
  const [given, setGiven] = useState<string>();
  const chosen = list.filter(({ id }) => choices[id]);
  const name =
    given ??
    chosen
      .map((journal) => journal.name)
      .join(' + ')
      .slice(0, 120);
  const sources = chosen.flatMap(({ id }): MergeInput[] => {
    const { offset, clock } = choices[id] ?? PLAIN;
    const micros = parseOffset(offset);
    const times = CLOCKS.find((one) => one.id === clock)?.times ?? [];
    return micros === undefined ? [] : [{ id, micros, times }];
  });
  const ready = sources.length >= 2 && sources.length === chosen.length && !doing;

  const change = (id: string, choice: Choice | undefined) => {
    const { [id]: _, ...rest } = choices;
    setChoices(choice ? { ...rest, [id]: choice } : rest);
    setOutlook(undefined);
    setError(undefined);
  };
  const work = async (what: string, job: (signal: AbortSignal, tell: (done: number) => void) => Promise<void>) => {
    const abort = new AbortController();
    setDoing({ what, done: 0, abort });
    setError(undefined);
    try {
      await track(job(abort.signal, (done) => setDoing({ what, done, abort })));
    } catch (reason) {
      if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setDoing(undefined);
    }
  };
  const propose = () =>
    work('Looking for offsets', async (signal) => {
      const found = await journals.proposeOffsets({ ids: chosen.map(({ id }) => id) }, { signal });
      setChoices((before) => {
        const next = { ...before };
        for (const [i, { id }] of chosen.entries())
          if (i > 0 && next[id]) next[id] = { ...next[id], proposal: found[i] ?? 'none' };
        return next;
      });
    });
  const look = () =>
    work('Dry run', async (signal, tell) => {
      setOutlook(undefined);
      const onProgress = (done: unknown) => tell(done as number);
      setOutlook(await journals.mergeOutlook({ sources }, { signal, onProgress }));
    });
  const make = () =>
    work('Merging', async (signal, tell) => {
      const total = chosen.reduce((sum, { records }) => sum + records, 0);
      const onProgress = (value: unknown) => tell((value as ImportProgress).records / Math.max(1, total));
      const merged = await journals.merge({ sources, name }, { signal, onProgress });
      await addJournal(merged.id);
      setChoices({});
      setOutlook(undefined);
      setGiven(undefined);
      toast(`${merged.name} is open: ${plural(merged.records, 'record')} on one axis. Its sources are unchanged.`);
    });

  if (list.length < 2)
    return (
      <div className="panel">
        <div className="empty-state">
          <h2>There is nothing to merge yet</h2>
          <p>
            Two journals are needed. Import another log: then both can stand on one axis, each with the offset of its
            clock, as a new journal.
          </p>
          <ImportButton />
        </div>
      </div>
    );
  return (
    <div className="panel">
      <div className="panel-body merge">
        <p className="muted">
          Choose journals. Their records make a new journal in the order of their times; an offset is added to the times
          of its journal. The journals themselves stay as they are.
        </p>
        <table className="plain merge-sources">
          <thead>
            <tr>
              <th>Journal</th>
              <th>Records</th>
              <th>Clock offset</th>
              <th>Added to</th>
              <th>Proposed</th>
            </tr>
          </thead>
          <tbody>
            {list.map((journal) => (
              <Source
                key={journal.id}
                journal={journal}
                choice={choices[journal.id]}
                isFirst={chosen[0]?.id === journal.id}
                onChange={(choice) => change(journal.id, choice)}
              />
            ))}
          </tbody>
        </table>
        <div className="merge-actions">
          <button type="button" className="btn" disabled={!ready} onClick={() => void propose()}>
            Look for offsets
          </button>
          <button type="button" className="btn btn-primary" disabled={!ready} onClick={() => void look()}>
            Dry run
          </button>
          {doing && (
            <>
              <span role="status">
                {doing.what}: <progress value={doing.done} aria-label={doing.what} /> {Math.floor(doing.done * 100)} %
              </span>
              <button type="button" className="btn" onClick={() => doing.abort.abort()}>
                Cancel
              </button>
            </>
          )}
          {chosen.length === 1 && !doing && <span className="muted">Choose at least one more.</span>}
        </div>
        {error !== undefined && (
          <div className="notice" data-severity="error" role="alert">
            It did not work: {error} The journals are unchanged.
          </div>
        )}
        {outlook && (
          <>
            <Outlook outlook={outlook} hasOffset={sources.some(({ micros }) => micros !== 0)} />
            <form
              className="merge-actions"
              onSubmit={(event) => {
                event.preventDefault();
                make().catch(report);
              }}
            >
              <label>
                Name{' '}
                <input className="input" value={name} onChange={(event) => setGiven(event.target.value)} required />
              </label>
              <button type="submit" className="btn btn-primary" disabled={!ready || readOnly || name.trim() === ''}>
                Make this journal of {plural(outlook.records, 'record')}
              </button>
            </form>
          </>
        )}
      </div>
    </div>
  );
}

interface SourceProps {
  readonly journal: JournalSummary;
  readonly choice: Choice | undefined;
  /** The others' offsets are against this one's clock. */
  readonly isFirst: boolean;
  readonly onChange: (choice: Choice | undefined) => void;
}

function Source({ journal, choice, isFirst, onChange }: SourceProps) {
  const wrong = choice !== undefined && parseOffset(choice.offset) === undefined;
  const { name, records } = journal;
  return (
    <tr data-chosen={choice !== undefined}>
      <td>
        <label className="merge-name">
          <input
            type="checkbox"
            checked={choice !== undefined}
            onChange={(event) => onChange(event.target.checked ? PLAIN : undefined)}
          />
          {name}
        </label>
      </td>
      <td className="merge-number">{number(records)}</td>
      <td>
        <input
          className="input merge-offset"
          aria-label={`Clock offset of ${name}`}
          aria-invalid={wrong}
          placeholder="0"
          title="Such as +2s, -350ms, 1h, or -PT0.5S"
          disabled={!choice}
          value={choice?.offset ?? ''}
          onChange={(event) => choice && onChange({ ...choice, offset: event.target.value })}
        />
        {wrong && <span className="sev-error merge-wrong">Write +2s, -350ms or 1h.</span>}
      </td>
      <td>
        <select
          className="select"
          aria-label={`Times of ${name} that the offset is added to`}
          disabled={!choice}
          value={choice?.clock ?? 'all'}
          onChange={(event) => {
            const clock = CLOCKS.find(({ id }) => id === event.target.value);
            if (clock && choice) onChange({ ...choice, clock: clock.id });
          }}
        >
          {CLOCKS.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </td>
      <td>
        {isFirst ? (
          <span className="muted">the others go by its clock</span>
        ) : (
          choice && <Proposal choice={choice} name={name} onTake={onChange} />
        )}
      </td>
    </tr>
  );
}

interface ProposalProps {
  readonly choice: Choice;
  readonly name: string;
  readonly onTake: (choice: Choice) => void;
}

function Proposal({ choice, name, onTake }: ProposalProps) {
  const { proposal } = choice;
  if (proposal === undefined) return null;
  if (proposal === 'none') return <span className="muted">no constant offset</span>;
  const { micros, times, evidence } = proposal;
  const clock = CLOCKS.find((one) => one.times.length === times.length)?.id ?? 'all';
  return (
    <span>
      <button
        type="button"
        className="btn-link"
        aria-label={`Take ${offsetText(micros)} for ${name}`}
        onClick={() => onTake({ ...choice, offset: offsetText(micros), clock })}
      >
        {offsetText(micros)}
      </button>{' '}
      <span className="muted">
        {evidence.kind === 'shared'
          ? `${number(evidence.agree)} of ${plural(evidence.records, 'record')} in both differ by this`
          : `${number(evidence.backwards)} of ${plural(evidence.links, 'effect')} come before their cause without it`}
      </span>
    </span>
  );
}
