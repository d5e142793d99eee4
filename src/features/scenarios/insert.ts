/** Scenarios put into the model's text. */

import { isModelFile } from '../../app/checking.ts';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { pointer as jsonPointer } from '../../core/json-pointer.ts';
import { type ScenarioText, scenarioFrom } from '../../core/writepath/scenario-from.ts';

/** More records of one subject than these are no scenario that a person reads. */
const MOST_GIVEN = 1000;

/** Into the file that has scenarios, else the one that is open, else the first; shown there, and taken back by one click. */
export async function insertScenario(scenario: ScenarioText): Promise<void> {
  const { workspace, activeFile, outline, editFile, revealAt } = useWorkbench.getState();
  const models = workspace?.files.filter(({ path }) => isModelFile(path)) ?? [];
  const home = outline.find(({ name }) => name === 'scenarios')?.file;
  const file = models.find(({ path }) => path === home) ?? models.find(({ path }) => path === activeFile) ?? models[0];
  if (!file) throw new Error('There is no model to put a scenario into.');
  const { language } = getServices();
  const text = await language.addScenario({ text: file.text, scenario });
  if (text === undefined)
    throw new Error(`${file.path} is broken at a marked place; a scenario is put into it once it is sound.`);
  const path = file.path;
  if (useWorkbench.getState().workspace?.files.find((f) => f.path === path) !== file)
    throw new Error('The text has changed meanwhile; try again.');
  editFile({ path, text });
  const pointer = jsonPointer('scenarios', scenario.name);
  const { places } = await language.parse({ files: [{ path, text }], pointers: [pointer] });
  showPanel('model');
  revealAt({ file: path, line: places[0]?.line ?? 1, column: places[0]?.column ?? 1 });
  toast(`The scenario ${scenario.name} stands in ${path}.`, {
    action: { title: 'Undo', run: () => editFile(file) },
  });
}

/** Given what the selected record's subject had before, when its command, then what was recorded; up to the replay cursor, where it stands. */
export async function fromJournal(): Promise<void> {
  const { journal, row, slot, model } = useWorkbench.getState();
  if (!journal || row === undefined || !model) return;
  const { journals } = getServices();
  const { record, slot: own } = await journals.record({ id: journal.id, row });
  if (slot > 0 && own > slot)
    throw new Error('The selected record comes after the replay cursor: move the cursor on, or select an earlier one.');
  const { records, total } = await journals.replayed({
    id: journal.id,
    most: MOST_GIVEN,
    subjectOf: row,
    ...(slot > 0 && { until: slot }),
  });
  if (total > records.length)
    throw new Error(
      `The subject has ${number(total)} records up to here; a scenario is made of at most ${number(MOST_GIVEN)}.`,
    );
  const found = scenarioFrom(model, records, record.id);
  if ('refused' in found) throw new Error(found.refused);
  await insertScenario(found.scenario);
  showPanel('scenarios');
}
