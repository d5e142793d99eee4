import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import type { DiffEditorProps } from './types.ts';

/** Below this width the texts stand one above the other in one column. */
const SIDE_BY_SIDE_PIXELS = 520;

export function LoadedDiffEditor({ language, original, modified, reveal }: DiffEditorProps) {
  const mount = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneDiffEditor>(undefined);
  /** Places that were shown once are not jumped to again when the texts change. */
  const shown = useRef<DiffEditorProps['reveal']>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what may change is brought in below
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
      hideUnchangedRegions: { enabled: true },
      ignoreTrimWhitespace: false,
      originalAriaLabel: original.label,
      modifiedAriaLabel: modified.label,
    });
    const models = {
      original: monaco.editor.createModel(original.text, language),
      modified: monaco.editor.createModel(modified.text, language),
    };
    created.setModel(models);
    editor.current = created;
    return () => {
      created.dispose();
      models.original.dispose();
      models.modified.dispose();
      editor.current = undefined;
    };
  }, []);

  useEffect(() => {
    const models = editor.current?.getModel();
    if (!models) return;
    if (models.original.getValue() !== original.text) models.original.setValue(original.text);
    if (models.modified.getValue() !== modified.text) models.modified.setValue(modified.text);
    editor.current?.getOriginalEditor().updateOptions({ ariaLabel: original.label });
    editor.current?.getModifiedEditor().updateOptions({ ariaLabel: modified.label });
  }, [original, modified]);

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
