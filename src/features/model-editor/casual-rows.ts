/** The rows of casual entry: what was proposed, with what the person changed. */
import { useSyncExternalStore } from 'react';
import { showPanel } from '../../app/layout.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { fieldsText, readFields } from '../../core/model/casual/fields.ts';
import {
  EVENT_KINDS,
  type Proposal,
  type ProposedField,
  type ProposedKind,
  sectionOf,
} from '../../core/model/casual/proposal.ts';
import { type ProposedSubject, proposedSubjects } from '../../core/model/casual/subject.ts';
import type { Model } from '../../core/model/model.ts';
import { nameProblem } from '../../core/navigate/name-problem.ts';

export const NEW_MODEL = 'factline: 1\nmodel: untitled\nprofiles: [unified]\n\nevents:\n';

let open = false;
const listeners = new Set<() => void>();
function setOpen(now: boolean): void {
  open = now;
  for (const listener of listeners) listener();
}
export const closeCasual = (): void => setOpen(false);
export function openCasual(): void {
  showPanel('model', { focus: true });
  setOpen(true);
}
export const useCasualOpen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );

/** What the person changed of a proposal. */
export interface Change {
  readonly ticked?: boolean;
  readonly kind?: ProposedKind;
  readonly name?: string;
  readonly fields?: string;
  readonly subject?: boolean;
}
export interface Row {
  readonly key: string;
  readonly proposal: Proposal;
  readonly kind: ProposedKind;
  readonly name: string;
  /** As text; undefined where the kind has no fields. */
  readonly fields: string | undefined;
  readonly read: readonly ProposedField[];
  readonly ticked: boolean;
  readonly subject: ProposedSubject | undefined;
  /** Whether the proposed subject is taken. */
  readonly aboutSubject: boolean;
  /** Why it cannot be added as it is. */
  readonly problem: string | undefined;
}

const hasFields = (kind: ProposedKind) => kind === 'command' || (EVENT_KINDS as readonly string[]).includes(kind);

export function rowsOf(
  proposals: readonly Proposal[],
  changes: ReadonlyMap<string, Change>,
  model: Model | undefined,
): readonly Row[] {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  const rows = proposals.map((proposal): Omit<Row, 'subject'> => {
    const base = `${proposal.source}\n${proposal.name}`;
    const n = (counts.get(base) ?? 0) + 1;
    counts.set(base, n);
    const key = `${base}\n${n}`;
    const change = changes.get(key) ?? {};
    const kind = change.kind ?? proposal.kind;
    const name = (change.name ?? proposal.name).trim();
    const fields = hasFields(kind) ? (change.fields ?? fieldsText(proposal.fields)) : undefined;
    const { fields: read, problems } = fieldsOf(proposal, change.fields);
    const id = `${sectionOf(kind)} ${name}`;
    const problem =
      (model && nameProblem(sectionOf(kind), name, model)) ??
      (name === '' ? 'It needs a name.' : undefined) ??
      (taken.has(id) ? `\`${name}\` stands above already.` : undefined) ??
      (fields !== undefined && problems[0] !== undefined
        ? `“${problems[0]}” is no field: name, or name: type.`
        : undefined);
    const ticked = problem === undefined && (change.ticked ?? !proposal.why.startsWith('a guess'));
    if (ticked) taken.add(id);
    const aboutSubject = change.subject ?? true;
    return { key, proposal, kind, name, fields, read: hasFields(kind) ? read : [], ticked, aboutSubject, problem };
  });
  const subjects = proposedSubjects(
    rows.map(({ kind, name, read, proposal: { keys } }) => ({ kind, name, fields: read, keys })),
    model?.subjects ?? {},
  );
  return rows.map((row, i) => ({ ...row, subject: subjects[i] }));
}

/** Fields as they are written now; what the text cannot show, their descriptions, is kept by name. */
function fieldsOf({ fields }: Proposal, text: string | undefined) {
  if (text === undefined) return { fields, problems: [] };
  const read = readFields(text);
  const known = new Map(fields.map((field) => [field.name, field.description]));
  return {
    problems: read.problems,
    fields: read.fields.map((field) => {
      const description = known.get(field.name);
      return description === undefined ? field : { ...field, description };
    }),
  };
}

/** Puts the ticked rows into a model file, a new one where there is none. Throws in words where the text is broken. */
export async function addRows(rows: readonly Row[], path: string | undefined): Promise<void> {
  const { workspace, addFile, editFile } = useWorkbench.getState();
  const file = workspace?.files.find((f) => f.path === path);
  const confirmed = rows
    .filter(({ ticked }) => ticked)
    .map(({ kind, name, read, subject, aboutSubject, proposal: { description, keys } }) => ({
      kind,
      name,
      fields: read,
      keys,
      ...(description !== undefined && { description }),
      ...(subject && aboutSubject && { subject }),
    }));
  const text = await getServices().language.addDefinitions({ text: file?.text ?? NEW_MODEL, rows: confirmed });
  if (text === undefined)
    throw new Error(`${path ?? 'The model'} is broken at a marked place: mend it first, then add to it.`);
  if (file) editFile({ path: file.path, text });
  else addFile({ path: 'untitled.model.yaml', text });
  toast(
    `${confirmed.length === 1 ? `${confirmed[0]?.name} was` : `${confirmed.length} definitions were`} added. What nobody said is marked '?': each is a problem with its answers as fixes.`,
  );
}
