/** What the lab runs over. */
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { number, plural } from '../../app/format.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { LabExample } from '../../core/faults/page.ts';
import type { Model } from '../../core/model/model.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import type { BehaviorFile, BehaviorOutline, SimulatorService } from '../../sandbox/protocol.ts';
import { LabError } from './lab-error.ts';

export type Source =
  | { readonly kind: 'journal' }
  | { readonly kind: 'scenario'; readonly name: string }
  | { readonly kind: 'example'; readonly title: string; readonly example: LabExample };

export interface Ground {
  readonly source: Source;
  readonly model: Model;
  readonly files: readonly BehaviorFile[];
  /** All that it was made of. */
  readonly texts: readonly WorkspaceFile[];
  readonly journal: readonly SimRecord[];
  /** More than were taken. */
  readonly total: number;
  /** Records of the journal that replay does not apply: they are not among the total. */
  readonly skipped: number;
}

/** Every run of every schedule goes through all records. */
const MOST_RECORDS = 5000;

/** `193 records`, `the first 5,000 of 100,000 records`. */
export const recordsTaken = (records: number): string =>
  records > MOST_RECORDS
    ? `the first ${number(MOST_RECORDS)} of ${number(records)} records`
    : plural(records, 'record');

/** Reads it and prepares the realm. Throws a LabError where model or behavior do not run. */
export async function prepareGround(
  source: Source,
  service: SimulatorService,
): Promise<Ground & { readonly outline: BehaviorOutline }> {
  const { language } = getServices();
  const { workspace, journal: open } = useWorkbench.getState();
  const models =
    source.kind === 'example'
      ? [{ path: 'example.model.yaml', text: source.example.model }]
      : (workspace?.files.filter(({ path }) => isModelFile(path)) ?? []);
  const files =
    source.kind === 'example'
      ? [{ path: 'example.behavior.ts', text: source.example.behavior }]
      : (workspace?.files.filter(({ path }) => isBehaviorFile(path)) ?? []);
  const { model } = await language.parse({ files: models });
  if (!model || models.length === 0)
    throw new LabError(models.length === 0 ? 'There is no model.' : 'The model is broken at a marked place.');
  const { error, outline } = await service.prepare({ files, model });
  if (error) throw new LabError(`The behavior does not run: ${error.message}`, error);
  const ground = { source, model, files, texts: [...models, ...files], outline };
  if (source.kind === 'example') {
    const { journal } = source.example;
    return { ...ground, journal, total: journal.length, skipped: 0 };
  }
  if (source.kind === 'scenario') {
    const journal = await recordsOfScenario(service, source.name);
    return { ...ground, journal, total: journal.length, skipped: 0 };
  }
  if (!open) throw new LabError('No journal is open.');
  const { records, total } = await getServices().journals.replayed({ id: open.id, most: MOST_RECORDS });
  return { ...ground, journal: records, total, skipped: open.records - total };
}

/** What a scenario's given and its commands append. */
async function recordsOfScenario(service: SimulatorService, name: string): Promise<readonly SimRecord[]> {
  const { scenarios } = await service.simulate({ what: 'scenarios', names: [name] });
  const [first] = scenarios;
  const isRecord = (data: unknown): data is SimRecord =>
    typeof data === 'object' && data !== null && 'id' in data && 'type' in data && 'payload' in data;
  return (first?.trace ?? []).flatMap(({ kind, data }) =>
    kind === 'append' || kind === 'intent' ? [data as unknown].flat().filter(isRecord) : [],
  );
}
