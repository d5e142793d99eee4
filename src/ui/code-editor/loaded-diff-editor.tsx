import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import type { DiffEditorProps } from './types.ts';

/** Below this width the texts stand one above the other in one column. */
const SIDE_BY_SIDE_PIXELS = 520;

/** The widget keeps what it compared: a difference under way is given up here, before its texts go. */
function release(compared: monaco.editor.IDiffEditorViewModel | undefined): void {
  compared?.dispose();
  compared?.model.original.dispose();
  compared?.model.modified.dispose();
}

export function LoadedDiffEditor({ language, original, modified, reveal }: DiffEditorProps) {
  const mount = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneDiffEditor>(undefined);
  const compared = useRef<monaco.editor.IDiffEditorViewModel>(undefined);
  /** Places that were shown once are not jumped to again when the texts change. */
  const shown = useRef<DiffEditorProps['reveal']>(undefined);

  useEffect(() => {
    if (!mount.current) return;
    const created = monaco.editor.createDiffEditor(mount.current, {
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      domReadOnly: true,
      minimap: { enabled: false },
      fontSize: 13,
      lineHeight: 19,
      scrollBeyondLastLine: false,
      fixedOverflowWidgets: true,
      stickyScroll: { enabled: false },
      renderSideBySideInlineBreakpoint: SIDE_BY_SIDE_PIXELS,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      diffWordWrap: 'on',
      hideUnchangedRegions: { enabled: true },
      ignoreTrimWhitespace: false,
    });
    editor.current = created;
    return () => {
      created.setModel(null);
      created.dispose();
      release(compared.current);
      compared.current = undefined;
      editor.current = undefined;
    };
  }, []);

  // New models for new texts: a difference that is still being computed for the old ones must not meet them.
  const labels = `${original.label}\n${modified.label}`;
  const before = useRef(labels);
  useEffect(() => {
    const current = editor.current;
    if (!current) return;
    const view = before.current === labels ? current.saveViewState() : null;
    before.current = labels;
    const old = compared.current;
    compared.current = current.createViewModel({
      original: monaco.editor.createModel(original.text, language),
      modified: monaco.editor.createModel(modified.text, language),
    });
    current.setModel(compared.current);
    if (view) current.restoreViewState(view);
    // The widget lets go of the old one a turn later.
    setTimeout(() => release(old));
    const [from, to] = labels.split('\n');
    current.getOriginalEditor().updateOptions({ ariaLabel: from ?? '' });
    current.getModifiedEditor().updateOptions({ ariaLabel: to ?? '' });
  }, [language, labels, original.text, modified.text]);

  useEffect(() => {
    if (!reveal || !editor.current || shown.current === reveal) return;
    shown.current = reveal;
    const side = reveal.side === 'original' ? editor.current.getOriginalEditor() : editor.current.getModifiedEditor();
    const position = { lineNumber: reveal.line, column: reveal.column };
    side.setPosition(position);
    side.revealPositionInCenter(position);
    side.focus();
  }, [reveal]);

  return <div ref={mount} className="code-mount" />;
}
