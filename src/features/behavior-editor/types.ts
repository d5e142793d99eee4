/** Keeps TypeScript's view of behavior in step with model, journal and files, and its findings in the store. */
import { useEffect, useState } from 'react';
import { isBehaviorFile } from '../../app/checking.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding } from '../../core/finding.ts';
import { shadowText } from '../../core/model/behavior-types.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import { registerProviders } from '../../ui/code-editor/providers.ts';
import type { Marker } from '../../ui/code-editor/types.ts';
import {
  setBehaviorTypes,
  typeScriptCompletions,
  typeScriptHover,
  typeScriptMarkers,
} from '../../ui/code-editor/typescript.ts';

let _registered: Promise<void> | undefined;

export function startBehaviorLanguage(): void {
  _registered ??= registerProviders('typescript', {
    complete: (path, text, line, column) => typeScriptCompletions(path, shadowText(text), line, column),
    hover: (path, text, line, column) => typeScriptHover(path, shadowText(text), line, column),
  });
}

/** Counts up when TypeScript has new types, so that files are looked at again. */
export function useBehaviorTypes(): number {
  const model = useWorkbench((s) => (s.model && Object.keys(s.model.events).length > 0 ? s.model : undefined));
  const journal = useWorkbench((s) => s.journal?.id);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let current = true;
    const make = async () => {
      const { language, journals } = getServices();
      const shapes = journal === undefined ? undefined : await journals.shapes({ id: journal });
      const text = await language.behaviorTypes({ ...(model && { model }), ...(shapes && { shapes }) });
      if (!current) return;
      await setBehaviorTypes(text);
      setVersion((v) => v + 1);
    };
    make().catch(report);
    return () => {
      current = false;
    };
  }, [model, journal]);
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
      const shadows = files.map((file) => ({ path: file.path, shadow: shadowText(file.text) }));
      const found: Finding[] = [];
      for (const { path, shadow } of shadows)
        for (const marker of await typeScriptMarkers(path, shadow)) found.push(findingOf(path, marker));
      if (current) useWorkbench.getState().set({ behaviorFindings: found });
    };
    const timer = setTimeout(() => void look().catch(report), PAUSE_MILLIS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [files, version]);
}

export const behaviorFiles = (files: readonly WorkspaceFile[]): readonly WorkspaceFile[] =>
  files.filter(({ path }) => isBehaviorFile(path));
