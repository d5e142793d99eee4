/** Two texts side by side, their differences marked; both only to be read. Loaded when first shown, as the editor is. */
import { lazy, Suspense } from 'react';
import type { DiffEditorProps } from './types.ts';
import './code-editor.css';

const Loaded = lazy(async () => ({ default: (await import('./loaded-diff-editor.tsx')).LoadedDiffEditor }));

export function DiffEditor(props: DiffEditorProps) {
  return (
    <div className="code-editor">
      <Suspense fallback={<pre className="code-loading">{props.modified.text.slice(0, 20_000)}</pre>}>
        <Loaded {...props} />
      </Suspense>
    </div>
  );
}
