/** Loads the behavior over the open journal, again at every change, and seeks: newest wins, one at a time. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isBehaviorFile } from '../../app/checking.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding } from '../../core/finding.ts';
import { knows } from '../../core/model/knows.ts';
import { sha256 } from '../../core/record/chain.ts';
import type { ReplayError, SeekRequest, StateView } from '../../core/replay/view.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import { type BehaviorOutline, RealmEnded } from '../../sandbox/protocol.ts';

const PAUSE_MILLIS = 400;
/** So long at one place, and it is kept. */
const KEEP_MILLIS = 1500;
/** Another engine may fold otherwise. */
const ENGINE = 1;

/** Names a behavior with its model. */
async function behaviorKey(files: readonly WorkspaceFile[], model: unknown): Promise<string> {
  const texts = files.map(({ path, text }) => [path, text]);
  return sha256(new TextEncoder().encode(JSON.stringify([ENGINE, texts, model ?? null])));
}

interface Kept {
  readonly phase: 'empty' | 'loading' | 'ready' | 'failed';
  readonly outline: BehaviorOutline;
  readonly view: StateView | undefined;
  /** Of loading, or of a realm that had to be ended. */
  readonly error: ReplayError | undefined;
  readonly loading: boolean;
  /** What `view` answers, or what could not be answered. */
  readonly answered: SeekRequest | undefined;
  /** The model says nothing of this journal, so it is left aside. */
  readonly withoutModel: boolean;
}
export interface ReplayState extends Omit<Kept, 'loading' | 'answered'> {
  /** A seek or a load is under way; `view` is of before. */
  readonly busy: boolean;
}

const NOTHING: Kept = {
  phase: 'empty',
  outline: { folds: [], projections: [] },
  view: undefined,
  error: undefined,
  loading: false,
  answered: undefined,
  withoutModel: false,
};

const RULES = {
  throw: 'behavior-throws',
  syntax: 'behavior-syntax',
  timeout: 'behavior-timeout',
  memory: 'behavior-memory',
  'state-not-json': 'state-not-json',
} as const;

function findingOf(error: ReplayError, files: readonly WorkspaceFile[]): readonly Finding[] {
  const rule = Object.hasOwn(RULES, error.code) ? RULES[error.code as keyof typeof RULES] : undefined;
  const file = error.file ?? files[0]?.path;
  if (!rule || file === undefined) return [];
  const { line = 1, column = 1, record, message, target } = error;
  return [
    {
      rule,
      clauses: [],
      severity: 'error',
      message: target === undefined ? message : `${target}: ${message}`,
      place: { file, line, column, ...(record !== undefined && { record }) },
    },
  ];
}

/** Each other request is a seek, so that the caller keeps one that says the same. */
export function useReplay(request: SeekRequest): { readonly state: ReplayState; runAgain(): void } {
  const { journals, replay } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const allFiles = useWorkbench((s) => s.workspace?.files);
  const model = useWorkbench((s) => s.model);
  const [state, setState] = useState<Kept>(NOTHING);
  const [loads, setLoads] = useState(0);
  const files = useMemo(() => (allFiles ?? []).filter(({ path }) => isBehaviorFile(path)), [allFiles]);
  // A file is the same as long as its text is.
  const texts = files.map(({ path, text }) => `${path}\n${text}`).join('\n\0');
  const types = journal?.types;
  const used = useMemo(() => {
    const about =
      model &&
      types &&
      knows(
        model,
        types.map(({ type }) => type),
      );
    return about ? model : undefined;
  }, [model, types]);
  const modelText = useMemo(() => JSON.stringify(used) ?? '', [used]);
  const latest = useRef({ files, used, request });
  latest.current = { files, used, request };
  const newest = useRef(0);
  const generation = useRef(0);
  const begun = useRef(false);

  const tell = useCallback((errors: readonly (ReplayError | undefined)[]) => {
    const replayFindings = errors.flatMap((error) => (error ? findingOf(error, latest.current.files) : []));
    const { replayFindings: before, set } = useWorkbench.getState();
    if (before.length > 0 || replayFindings.length > 0) set({ replayFindings });
  }, []);

  /** What is kept of the place where one stays is used again on reopening. */
  const keepTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keepLater = useCallback(
    ({ slot: at, subject }: StateView) => {
      clearTimeout(keepTimer.current);
      const keep = () => replay.keep({ slot: at, ...(subject !== undefined && { subject }) });
      // What is not kept is folded again; there is nothing to tell.
      keepTimer.current = setTimeout(() => void keep().catch(() => undefined), KEEP_MILLIS);
    },
    [replay],
  );
  useEffect(() => () => clearTimeout(keepTimer.current), []);

  /** A newer seek ends an older one at its next pause; only the newest is shown. */
  const seek = useCallback(async () => {
    const mine = ++newest.current;
    const of = generation.current;
    const isNewest = () => mine === newest.current && of === generation.current;
    const { request: answered } = latest.current;
    try {
      const view = await replay.seek(answered);
      if (!isNewest()) return;
      setState((s) => ({ ...s, view, answered, error: undefined }));
      if (!view.error) keepLater(view);
      tell([view.error, view.subjectError, view.projectionError]);
    } catch (error) {
      if (!isNewest()) return;
      if (error instanceof RealmEnded) {
        setState((s) => ({ ...s, phase: 'failed', error: error.detail, answered }));
        tell([error.detail]);
      } else {
        setState((s) => ({ ...s, answered }));
        report(error);
      }
    }
  }, [replay, tell, keepLater]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: texts and modelText stand for the files and the model
  useEffect(() => {
    if (!journal || files.length === 0) {
      setState(NOTHING);
      tell([]);
      return;
    }
    const mine = ++generation.current;
    clearTimeout(keepTimer.current);
    setState((s) => ({ ...s, phase: s.phase === 'empty' ? 'loading' : s.phase, loading: true }));
    const load = async () => {
      const { port1, port2 } = new MessageChannel();
      const { files: current, used: facts } = latest.current;
      const behavior = await behaviorKey(current, facts);
      await journals.serveReplay({ id: journal.id, port: port2, behavior }, { transfer: [port2] });
      const { outline, error } = await replay.load({ files: current, model: facts, journal: port1, id: journal.id });
      if (mine !== generation.current) return;
      const withoutModel = model !== undefined && facts === undefined && Object.keys(model.events).length > 0;
      setState((s) => ({
        ...s,
        phase: error ? 'failed' : 'ready',
        outline: error ? s.outline : outline,
        error,
        loading: false,
        answered: undefined,
        withoutModel,
      }));
      tell([error]);
      if (!error) await seek();
    };
    const timer = setTimeout(() => void load().catch(report), begun.current ? PAUSE_MILLIS : 0);
    begun.current = true;
    return () => clearTimeout(timer);
  }, [journal?.id, texts, modelText, loads]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a seek for each request
  useEffect(() => {
    if (state.phase === 'ready') void seek();
    // What had to be ended at a later record runs up to here.
    else if (state.phase === 'failed' && state.error?.slot !== undefined && request.slot < state.error.slot)
      setLoads((n) => n + 1);
  }, [request]);

  useEffect(() => () => tell([]), [tell]);
  const { loading, answered, ...kept } = state;
  const busy = loading || (state.phase === 'ready' && answered !== request);
  return { state: { ...kept, busy }, runAgain: () => setLoads((n) => n + 1) };
}
