/** Where an import goes unless a person says otherwise. */
import { knows } from '../../core/model/knows.ts';
import type { Model } from '../../core/model/model.ts';
import type { Workspace, WorkspaceFile } from '../../core/workspace/workspace.ts';
import type { Into } from './wizard.ts';

export interface Open {
  readonly workspace: Pick<Workspace, 'name' | 'files'> | undefined;
  /** The files of the sample that the workspace was made from. */
  readonly sample: readonly WorkspaceFile[] | undefined;
  readonly model: Model | undefined;
}

export interface Preset {
  readonly into: Into;
  /** Said beside the choice, where it is not the open workspace. */
  readonly because?: string;
}

/**
 * The open workspace, but a new one for a log that would stand there among a model and behavior that are not its own: in a sample that nobody
 * changed and that does not know all of its types, or beside a model that knows none of them. `types`: those of the preview.
 */
export function presetInto({ workspace, sample, model }: Open, types: readonly string[]): Preset {
  if (!workspace || types.length === 0) return { into: 'open' };
  const isOwn = model !== undefined && types.every((type) => knows(model, [type]));
  if (sample && untouched(workspace.files, sample) && !isOwn)
    return { into: 'new', because: `${workspace.name} is a sample with a model of its own.` };
  if (model && Object.keys(model.events).length > 0 && !knows(model, types))
    return { into: 'new', because: `The model of ${workspace.name} knows none of its types.` };
  return { into: 'open' };
}

/** A mapping that was kept there on the way is no change. */
function untouched(files: readonly WorkspaceFile[], sample: readonly WorkspaceFile[]): boolean {
  const now = files.filter(({ path }) => !path.endsWith('.mapping.json'));
  const texts = new Map(now.map(({ path, text }) => [path, text]));
  return now.length === sample.length && sample.every(({ path, text }) => texts.get(path) === text);
}
