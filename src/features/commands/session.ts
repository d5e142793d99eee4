/** The commands that were run on a workspace, one after another, and the records so far. It stands while panels come and go. */
import { useSyncExternalStore } from 'react';
import type { CommandsAnswer } from '../../core/writepath/commands.ts';
import type { CommandRequest, Outcome, SimRecord } from '../../core/writepath/record.ts';

export type Run =
  | {
      readonly kind: 'command';
      readonly request: CommandRequest;
      readonly outcome: Outcome;
      readonly answer: CommandsAnswer;
    }
  /** Written by hand. */
  | { readonly kind: 'record'; readonly record: SimRecord };

const appendedBy = (run: Run): readonly SimRecord[] => (run.kind === 'record' ? [run.record] : run.answer.appended);
/** What the runs go on from: the workspace's own journal, as it was read. */
export interface Base {
  readonly journal: string | undefined;
  readonly records: readonly SimRecord[];
}
export interface Session {
  readonly workspace: string;
  readonly base: Base;
  readonly runs: readonly Run[];
  /** So many of the runs are in the own journal already, which takes nothing back. */
  readonly kept: number;
  /** The run that is shown. */
  readonly shown: number | undefined;
}

/** Kept and not kept, in log order. */
export const recordsOf = ({ base, runs, kept }: Session): readonly SimRecord[] => [
  ...base.records,
  ...unkept({ runs, kept }),
];
export const unkept = ({ runs, kept }: Pick<Session, 'runs' | 'kept'>): readonly SimRecord[] =>
  runs.slice(kept).flatMap(appendedBy);

export const begin = (workspace: string, base: Base): Session => ({
  workspace,
  base,
  runs: [],
  kept: 0,
  shown: undefined,
});
export const withRun = (session: Session, run: Run): Session => ({
  ...session,
  runs: [...session.runs, run],
  shown: session.runs.length,
});
/** Without the last run; what is kept stays. */
export function undone(session: Session): Session {
  if (session.runs.length <= session.kept) return session;
  const runs = session.runs.slice(0, -1);
  return { ...session, runs, shown: runs.length === 0 ? undefined : runs.length - 1 };
}
export const keptIn = (session: Session, journal: string): Session => ({
  ...session,
  base: { journal, records: recordsOf(session) },
  kept: session.runs.length,
});

let current: Session | undefined;
const watching = new Set<() => void>();

export const currentSession = (): Session | undefined => current;
export function setSession(next: Session | undefined): void {
  current = next;
  for (const tell of watching) tell();
}
const watch = (tell: () => void) => {
  watching.add(tell);
  return () => void watching.delete(tell);
};
/** Undefined while its base is being read, and where another workspace's is there. */
export function useSession(workspace: string): Session | undefined {
  const session = useSyncExternalStore(watch, currentSession);
  return session?.workspace === workspace ? session : undefined;
}
