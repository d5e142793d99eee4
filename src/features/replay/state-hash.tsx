/** The hash of all state at the cursor, and the command that gives the same. */
import { memo, useState } from 'react';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import type { ReplayResult } from '../../core/replay/view.ts';
import type { BehaviorOutline } from '../../sandbox/protocol.ts';

interface Props {
  readonly slot: number;
  /** Another one after each load. */
  readonly outline: BehaviorOutline;
  readonly ready: boolean;
  readonly withoutModel: boolean;
}

export const StateHash = memo(function StateHash({ slot, outline, ready, withoutModel }: Props) {
  const { replay } = useServices();
  const journal = useWorkbench((s) => s.journal?.name);
  const files = useWorkbench((s) => s.workspace?.files);
  const [found, setFound] = useState<{ readonly of: BehaviorOutline; readonly at: number; readonly hash: string }>();
  // A hash is of one slot and one behavior.
  const hash = found?.of === outline && found.at === slot ? found.hash : undefined;
  const paths = (files ?? []).map(({ path }) => path);
  const behavior = paths.filter(isBehaviorFile);
  const models = withoutModel ? [] : paths.filter(isModelFile);
  const command = [
    `npx factline replay ${journal ?? 'journal'}.ndjson`,
    ...behavior.map((path) => `--behavior ${path}`),
    ...models.map((path) => `--model ${path}`),
    `--until ${slot}`,
  ].join(' ');
  const copy = (text: string, said: string) => navigator.clipboard.writeText(text).then(() => toast(said), report);
  const keep = ({ hash }: ReplayResult) => setFound({ of: outline, at: slot, hash });
  return (
    <>
      <p>
        <button type="button" className="btn" disabled={!ready} onClick={() => replay.result(slot).then(keep, report)}>
          Hash of all state here
        </button>{' '}
        {hash !== undefined && (
          <button
            type="button"
            className="btn-link mono hash"
            title="Copy. The same as factline replay prints."
            onClick={() => copy(hash, 'The hash was copied.')}
          >
            {hash}
          </button>
        )}
      </p>
      {hash !== undefined && (
        <p className="muted">
          Of {behavior.join(', ')}
          {models.length === 0 ? ', without a model' : ` with ${models.join(', ')}`}.{' '}
          <button type="button" className="btn-link" onClick={() => copy(command, 'The command was copied.')}>
            Copy the command that gives the same
          </button>
        </p>
      )}
    </>
  );
});
