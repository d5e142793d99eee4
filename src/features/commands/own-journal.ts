/**
 * The workspace's own journal: the only one that commands append to. Groups of records are committed to it, each in one transaction that knows how many
 * records it expects. Stored segments are never changed, so then a longer journal, with the commits laid out, takes the place of the shorter one, line by
 * line the same up to its end; the shorter one goes only when the longer one is complete.
 */
import { track } from '../../app/busy.ts';
import { recall, remember } from '../../app/remember.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { addJournal, eraseJournal } from '../../app/workspace.ts';
import type { JournalHeader } from '../../core/formats/mapping.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { Commit } from '../../core/writepath/grouped.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';
import type { Base } from './session.ts';

/** What `from` of its header says. */
const FROM = 'commands';
const keyOf = (workspace: string) => `factline.own.${workspace}`;

/** The one that was remembered; where nothing is, the oldest that commands made and nobody changed since. */
async function ownJournal({ id }: Workspace): Promise<JournalSummary | undefined> {
  const remembered = recall(keyOf(id));
  // As it is stored: another tab may have begun it.
  const { journals = [] } = (await getServices().workspaces.load(id)) ?? {};
  const known = (await getServices().journals.list())
    .filter((one) => journals.includes(one.id) && one.state === 'complete' && one.deletedAt === undefined)
    .filter(({ header: { from, fork, masked, head } }) => from === FROM && !fork && !masked && head === undefined)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return known.find((one) => one.id === remembered) ?? known[0];
}

/** `recover`: what a page committed that went away before it was laid out is laid out now; not while another tab may be at it. */
export async function readOwn(workspace: Workspace, { recover = false } = {}): Promise<Base> {
  const own = await ownJournal(workspace);
  if (!own) return { journal: undefined, records: [] };
  const text = await (await track(getServices().journals.export({ id: own.id }))).text();
  const records = text.split('\n').flatMap((line): readonly SimRecord[] => {
    if (line.trim() === '') return [];
    const row = JSON.parse(line) as SimRecord | { readonly factline: 1 } | { readonly processed: string };
    return 'factline' in row || 'processed' in row ? [] : [row];
  });
  const pending = records.length > own.records;
  if (!recover || !pending || useWorkbench.getState().readOnly) return { journal: own.id, records };
  const { journal, letGo } = await laidOut(workspace, own.id);
  await letGo();
  return { journal, records };
}

const header = (journal: string, partitioned: boolean): JournalHeader => ({
  factline: 1,
  journal,
  from: FROM,
  sequence: { per: partitioned ? 'partition' : 'subject', base: 1 },
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

/** The journal to commit to, which no other workspace has; begun where there is none, by one tab at a time. */
const journalFor = (workspace: Workspace, base: Base, partitioned: boolean): Promise<string> =>
  'locks' in navigator
    ? navigator.locks.request(keyOf(workspace.id), () => journalToCommit(workspace, base, partitioned))
    : journalToCommit(workspace, base, partitioned);

async function journalToCommit(workspace: Workspace, base: Base, partitioned: boolean): Promise<string> {
  const { journals } = getServices();
  const own = await ownJournal(workspace);
  if (own?.id !== base.journal) throw new ConflictError();
  if (own && !(await usedElsewhere(own.id, workspace.id))) return own.id;
  const name = own?.name ?? `${workspace.name}, own`;
  const { id } = own
    ? await journals.import({
        files: [new File([await journals.export({ id: own.id })], `${name}.ndjson`)],
        reading: { format: 'factline' },
        name,
      })
    : await journals.begin({ header: header(name, partitioned) });
  remember(keyOf(workspace.id), id);
  await addJournal(id, workspace.id, { open: false });
  return id;
}

class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor() {
    super(
      'The own journal is another one than this session began with, so nothing was appended. Reset the session to go on from it.',
    );
  }
}

export interface LaidOut {
  readonly journal: string;
  /** Lets the shorter one go. */
  readonly letGo: () => Promise<void>;
}

/** The longer journal with all commits, remembered and open. */
async function laidOut(workspace: Workspace, id: string): Promise<LaidOut> {
  const longer = await track(getServices().journals.settle({ id }));
  remember(keyOf(workspace.id), longer.id);
  await addJournal(longer.id, workspace.id);
  return {
    journal: longer.id,
    async letGo() {
      if (longer.id !== id) await eraseJournal(id);
    },
  };
}

/** Commits group by group; made with the first one. */
export interface OwnWriter {
  commit(group: Commit): Promise<void>;
  /** Undefined where nothing was committed, or somebody else goes on with the journal. */
  layOut(): Promise<LaidOut | undefined>;
}

export function ownWriter(workspace: Workspace, base: Base, partitioned: boolean): OwnWriter {
  let journal: string | undefined;
  let elsewhere = false;
  return {
    async commit({ first, count, lines }) {
      try {
        journal ??= await journalFor(workspace, base, partitioned);
        await getServices().journals.commit({ id: journal, first, count, lines });
      } catch (error) {
        elsewhere ||= error instanceof Error && error.name === 'ConflictError';
        throw error;
      }
    },
    // Who wrote meanwhile lays out what was committed before.
    layOut: async () => (journal === undefined || elsewhere ? undefined : laidOut(workspace, journal)),
  };
}

/** Appends to the own journal, or begins it, and opens it. All of the records or, with an Error, none. */
export async function appendToOwn(workspace: Workspace, base: Base, records: readonly SimRecord[]): Promise<LaidOut> {
  const writer = ownWriter(
    workspace,
    base,
    records.some(({ partition }) => partition !== undefined),
  );
  const lines = new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  await writer.commit({ first: base.records.length, count: records.length, lines });
  const done = await writer.layOut();
  if (!done) throw new Error('Nothing was appended.');
  return done;
}
