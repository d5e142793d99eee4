/**
 * The workspace's own journal: the only one that commands append to. Stored segments are never changed, so a longer journal takes the place of the
 * shorter one, line by line the same up to its end; the shorter one goes only when the longer one is complete.
 */
import { track } from '../../app/busy.ts';
import { recall, remember } from '../../app/remember.ts';
import { getServices } from '../../app/services.ts';
import { addJournal, eraseJournal } from '../../app/workspace.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';
import type { Base } from './session.ts';

/** What `from` of its header says. */
const FROM = 'commands';
const keyOf = (workspace: string) => `factline.own.${workspace}`;

/** The one that was remembered; where nothing is, the oldest that commands made and nobody changed since. */
async function ownJournal({ id, journals }: Workspace): Promise<JournalSummary | undefined> {
  const remembered = recall(keyOf(id));
  const known = (await getServices().journals.list())
    .filter((one) => journals.includes(one.id) && one.state === 'complete' && one.deletedAt === undefined)
    .filter(({ header: { from, fork, masked, head } }) => from === FROM && !fork && !masked && head === undefined)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return known.find((one) => one.id === remembered) ?? known[0];
}

export async function readOwn(workspace: Workspace): Promise<Base> {
  const own = await ownJournal(workspace);
  if (!own) return { journal: undefined, records: [] };
  const text = await (await track(getServices().journals.export({ id: own.id }))).text();
  const records = text.split('\n').flatMap((line): readonly SimRecord[] => {
    if (line.trim() === '') return [];
    const row = JSON.parse(line) as SimRecord | { readonly factline: 1 } | { readonly processed: string };
    return 'factline' in row || 'processed' in row ? [] : [row];
  });
  return { journal: own.id, records };
}

const header = (journal: string, records: readonly SimRecord[]) => ({
  factline: 1,
  journal,
  from: FROM,
  sequence: { per: records.some(({ partition }) => partition !== undefined) ? 'partition' : 'subject', base: 1 },
  identity: ['id'],
  state: 'complete',
});

/** Another workspace (a duplicate) may refer to it too. */
async function usedElsewhere(journal: string, workspace: string): Promise<boolean> {
  const { workspaces } = getServices();
  for (const { id } of await workspaces.list())
    if (id !== workspace && (await workspaces.load(id))?.journals.includes(journal)) return true;
  return false;
}

export interface Appended {
  readonly journal: string;
  /** Lets the shorter one go. */
  readonly settle: () => Promise<void>;
}

/** Appends to the own journal, or begins it, and opens it. All of the records or, with an Error, none. */
export async function appendToOwn(workspace: Workspace, base: Base, records: readonly SimRecord[]): Promise<Appended> {
  const { journals } = getServices();
  const own = await ownJournal(workspace);
  if (own?.id !== base.journal)
    throw new Error('The own journal is another one than this session began with. Reset the session to go on from it.');
  const name = own?.name ?? `${workspace.name}, own`;
  const before: BlobPart = own ? await journals.export({ id: own.id }) : `${JSON.stringify(header(name, records))}\n`;
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  const file = new File([before, ...lines], `${name}.ndjson`);
  const made = await journals.import({ files: [file], reading: { format: 'factline' }, name });
  if (made.records !== base.records.length + records.length || made.rejected > (own?.rejected ?? 0)) {
    await journals.erase({ id: made.id });
    throw new Error('The journal could not be read back whole, so nothing was appended. The own journal is unchanged.');
  }
  remember(keyOf(workspace.id), made.id);
  await addJournal(made.id, workspace.id);
  return {
    journal: made.id,
    async settle() {
      if (own && !(await usedElsewhere(own.id, workspace.id))) await eraseJournal(own.id);
    },
  };
}
