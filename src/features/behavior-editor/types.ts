/** Keeps TypeScript's view of behavior in step with model, journal and files, and its findings in the store. */
import { useEffect, useRef, useState } from 'react';
import { isBehaviorFile } from '../../app/checking.ts';
import { nameProviders } from '../../app/names.ts';
import { usePanelShown } from '../../app/panel-shown.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding } from '../../core/finding.ts';
import type { TypeShape } from '../../core/journal/shape.ts';
import { shadowText } from '../../core/model/behavior-types.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import { registerNames } from '../../ui/code-editor/name-providers.ts';
import { registerProviders } from '../../ui/code-editor/providers.ts';
import type { Marker, NameProviders } from '../../ui/code-editor/types.ts';
import {
  setBehaviorTypes,
  typeScriptCompletions,
  typeScriptHover,
  typeScriptMarkers,
  typeScriptPlaces,
  typeScriptReady,
} from '../../ui/code-editor/typescript.ts';

/** The names of the model; TypeScript's where it is none of them. */
const behaviorNames: NameProviders = {
  ...nameProviders,
  definition: (...at) => namesOr('definition', ...at),
  references: (...at) => namesOr('references', ...at),
};

async function namesOr(which: 'definition' | 'references', path: string, text: string, line: number, column: number) {
  const found = await nameProviders[which](path, text, line, column);
  if (found.length > 0) return found;
  const shadowOf = (of: string) => {
    const known = of === path ? text : nameProviders.host.files().find((file) => file.path === of)?.text;
    return known === undefined ? undefined : shadowText(known);
  };
  return typeScriptPlaces(which, path, shadowOf, line, column);
}

/** What opens with the page goes first: TypeScript is the heaviest part of it, and behind another panel nobody waits for it. */
const START_MILLIS = 2000;

/** Whether it is time for TypeScript: at once where behavior is seen, else a moment after the panel stands. */
export function useTypeScriptTime(): boolean {
  const seen = usePanelShown();
  const [due, setDue] = useState(seen);
  useEffect(() => {
    if (due) return;
    if (seen) {
      setDue(true);
      return;
    }
    const timer = setTimeout(() => setDue(true), START_MILLIS);
    return () => clearTimeout(timer);
  }, [seen, due]);
  return due;
}

let started = false;

export function startBehaviorLanguage(): void {
  if (started) return;
  started = true;
  const registering = registerProviders('typescript', {
    complete: (path, text, line, column) => typeScriptCompletions(path, shadowText(text), line, column),
    hover: (path, text, line, column) => typeScriptHover(path, shadowText(text), line, column),
  });
  // After TypeScript's own, so that a name of the model is asked for first.
  const named = typeScriptReady().then(() => registerNames('typescript', behaviorNames));
  Promise.all([registering, named]).catch((error: unknown) => {
    started = false;
    report(error);
  });
}

/** What the open journal's payloads look like; undefined while there is none. */
function useShapes(): readonly TypeShape[] | undefined {
  const journal = useWorkbench((s) => s.journal?.id);
  const [known, setKnown] = useState<{ readonly journal: string; readonly shapes: readonly TypeShape[] }>();
  useEffect(() => {
    if (journal === undefined) return;
    let current = true;
    getServices()
      .journals.shapes({ id: journal })
      .then((shapes) => current && setKnown({ journal, shapes }), report);
    return () => {
      current = false;
    };
  }, [journal]);
  return known?.journal === journal ? known?.shapes : undefined;
}

const REST_MILLIS = 1000;

/** Counts up when TypeScript has new types, so that files are looked at again; 0 before it is `due`. */
export function useBehaviorTypes(due: boolean): number {
  const model = useWorkbench((s) => s.model);
  const shapes = useShapes();
  const [version, setVersion] = useState(0);
  const made = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language worker has the model itself
  useEffect(() => {
    if (!due) return;
    let current = true;
    const make = async () => {
      const text = await getServices().language.behaviorTypes({ ...(shapes && { shapes }) });
      if (!current) return;
      await setBehaviorTypes(text);
      made.current = true;
      setVersion((v) => v + 1);
    };
    // The first at once; later ones when typing in the model rests, for TypeScript reads everything again.
    const timer = setTimeout(() => void make().catch(report), made.current ? REST_MILLIS : 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [model, shapes, due]);
  return version;
}

const PAUSE_MILLIS = 250;

const findingOf = (path: string, { line, column, endLine, endColumn, message, severity, code }: Marker): Finding => ({
  rule: code ?? 'typescript',
  clauses: [],
  severity,
  message,
  place: { file: path, line, column, endLine, endColumn },
});

/** Markers by path, after each pause in typing. */
export function useTypeScript(files: readonly WorkspaceFile[], version: number): void {
  useEffect(() => {
    if (version === 0) return;
    let current = true;
    const look = async () => {
      const byPath = await typeScriptMarkers(files.map((file) => ({ path: file.path, shadow: shadowText(file.text) })));
      const found = [...byPath].flatMap(([path, markers]) => markers.map((marker) => findingOf(path, marker)));
      if (current) useWorkbench.getState().set({ behaviorFindings: found });
    };
    const timer = setTimeout(() => void look().catch(report), PAUSE_MILLIS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [files, version]);
  // Nobody looks any more once the panel is closed; what was found would only grow stale.
  useEffect(() => () => useWorkbench.getState().set({ behaviorFindings: [] }), []);
}

export const behaviorFiles = (files: readonly WorkspaceFile[]): readonly WorkspaceFile[] =>
  files.filter(({ path }) => isBehaviorFile(path));
