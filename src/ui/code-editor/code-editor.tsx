/** A lazily loaded Monaco: one editor a component, one model a path, so that each file keeps its undo. */
import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './types.ts';
import './code-editor.css';

const Loaded = lazy(async () => ({ default: (await import('./loaded-editor.tsx')).LoadedEditor }));

export function CodeEditor(props: CodeEditorProps) {
  return (
    <div className="code-editor">
      <Suspense fallback={<pre className="code-loading">{props.text.slice(0, 20_000)}</pre>}>
        <Loaded {...props} />
      </Suspense>
    </div>
  );
}
