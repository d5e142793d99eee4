import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import type { CodeEditorProps, Marker } from './types.ts';

const OWNER = 'factline';
const uriOf = (path: string) => monaco.Uri.from({ scheme: 'file', path: `/workspace/${path}` });

const SEVERITY = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

const markerData = ({
  line,
  column,
  endLine,
  endColumn,
  message,
  severity,
  code,
}: Marker): monaco.editor.IMarkerData => ({
  startLineNumber: line,
  startColumn: column,
  endLineNumber: endLine,
  endColumn: endColumn,
  message,
  severity: SEVERITY[severity],
  ...(code !== undefined && { code, source: OWNER }),
});

function modelFor(path: string, language: string, text: string): monaco.editor.ITextModel {
  const uri = uriOf(path);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, language, uri);
}

export function LoadedEditor({
  path,
  language,
  text,
  readOnly,
  onChange,
  markers,
  reveal,
  onCursor,
  label,
}: CodeEditorProps) {
  const mount = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const views = useRef(new Map<string, monaco.editor.ICodeEditorViewState | null>());
  const handlers = useRef({ onChange, onCursor });
  handlers.current = { onChange, onCursor };

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what may change is brought in below
  useEffect(() => {
    if (!mount.current) return;
    const created = monaco.editor.create(mount.current, {
      model: modelFor(path, language, text),
      automaticLayout: true,
      minimap: { enabled: false },
      fontSize: 13,
      lineHeight: 19,
      scrollBeyondLastLine: false,
      fixedOverflowWidgets: true,
      tabSize: 2,
      insertSpaces: true,
      quickSuggestions: { other: true, comments: false, strings: true },
      wordBasedSuggestions: 'off',
      ariaLabel: label,
      stickyScroll: { enabled: false },
      renderLineHighlight: 'line',
      padding: { top: 6 },
    });
    editor.current = created;
    const changed = created.onDidChangeModelContent(() => {
      const model = created.getModel();
      if (model && !setting.current) handlers.current.onChange(model.getValue());
    });
    const moved = created.onDidChangeCursorPosition(({ position }) =>
      handlers.current.onCursor?.(position.lineNumber, position.column),
    );
    return () => {
      changed.dispose();
      moved.dispose();
      created.dispose();
      editor.current = undefined;
    };
  }, []);

  const setting = useRef(false);
  const shown = useRef(path);
  useEffect(() => {
    const current = editor.current;
    if (!current) return;
    const model = modelFor(path, language, text);
    if (current.getModel() !== model) {
      views.current.set(shown.current, current.saveViewState());
      current.setModel(model);
      const view = views.current.get(path);
      if (view) current.restoreViewState(view);
    }
    shown.current = path;
    if (model.getValue() !== text) {
      // From outside (a fix, another tab): kept in the undo history, the cursor stays.
      setting.current = true;
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      setting.current = false;
    }
  }, [path, language, text]);

  useEffect(() => {
    editor.current?.updateOptions({
      readOnly,
      ariaLabel: label,
      readOnlyMessage: { value: 'This workspace is read-only here: another tab writes it.' },
    });
  }, [readOnly, label]);

  useEffect(() => {
    const model = monaco.editor.getModel(uriOf(path));
    if (model) monaco.editor.setModelMarkers(model, OWNER, markers.slice(0, 1000).map(markerData));
  }, [path, markers]);

  useEffect(() => {
    if (!reveal || !editor.current) return;
    const position = { lineNumber: reveal.line, column: reveal.column };
    editor.current.setPosition(position);
    editor.current.revealPositionInCenterIfOutsideViewport(position);
    editor.current.focus();
  }, [reveal]);

  return <div ref={mount} className="code-mount" />;
}
