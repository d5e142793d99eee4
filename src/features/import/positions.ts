/** Consumer positions of a journal: the file is looked at, what it would make is shown, and a new journal is made. */
import { getServices } from '../../app/services.ts';
import type { PositionColumns } from '../../core/journal/positions-tables.ts';
import { parseTime } from '../../core/record/time.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';
import { run } from './wizard.ts';
import { messageOf, setWizard, type WizardAt, wizard } from './wizard-state.ts';

let looking = false;

const inPositions = (): WizardAt<'positions'> | undefined => {
  const now = wizard();
  return now.at === 'positions' ? now : undefined;
};

export function startPositions(journal: JournalSummary): void {
  if (wizard().at === 'importing') return;
  setWizard({
    at: 'positions',
    journal,
    name: `${journal.name} with positions`,
    file: undefined,
    columns: undefined,
    readAt: undefined,
    preview: undefined,
    pending: false,
  });
}

export function takePositions(file: File): void {
  change({ file, columns: undefined, readAt: undefined, preview: undefined });
}
export const chooseColumns = (columns: PositionColumns): void => change({ columns });
/** When the table was read; a text that is no time changes nothing. */
export const sayReadAt = (readAt: string): void => {
  if (readAt === '' || parseTime(readAt, 'Z')) change({ readAt: readAt === '' ? undefined : readAt });
};

function change(what: Partial<WizardAt<'positions'>>): void {
  const now = inPositions();
  if (!now) return;
  const { problem: _, ...rest } = now;
  setWizard({ ...rest, ...what, pending: true });
  void look();
}

/** The newest of what was chosen is looked at; one look at a time. */
async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  try {
    for (;;) {
      const asked = inPositions();
      if (!asked?.pending || !asked.file) return;
      const { journal, file, columns, readAt } = asked;
      const answer = await getServices()
        .journals.positions({ id: journal.id, file, columns, readAt })
        .catch((error: unknown) => ({ problem: messageOf(error) }));
      if (inPositions() !== asked) continue;
      setWizard({ ...asked, pending: false, ...('problem' in answer ? answer : { preview: answer }) });
    }
  } finally {
    looking = false;
  }
}

/** Makes the journal with processing rows, adds it to the workspace and opens it. */
export async function addPositions(): Promise<void> {
  const now = inPositions();
  if (!now?.file || now.pending) return;
  const { journal, file, columns, readAt } = now;
  const name = now.name.trim() || `${journal.name} with positions`;
  await run(name, now, (options) =>
    getServices().journals.addPositions({ id: journal.id, name, file, columns, readAt }, options),
  );
}
