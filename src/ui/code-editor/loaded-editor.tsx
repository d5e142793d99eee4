import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import { isLong, modelFor, replaceText, show, textOf, uriOf } from './text-models.ts';
import type { CodeEditorProps, Marker } from './types.ts';

const OWNER = 'factline';
/** Places that were shown once are not jumped to again when a panel comes back. */
const shownPlaces = new WeakSet<object>();

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

/** Monaco moves each marker at every key: of very many it gets those around the cursor. `markers` are in order. */
const MOST_MARKERS = 1000;
function nearest(markers: readonly Marker[], line: number): readonly Marker[] {
  const at = markers.findIndex((marker) => marker.line >= line);
  const from = Math.max(0, Math.min((at < 0 ? markers.length : at) - MOST_MARKERS / 2, markers.length - MOST_MARKERS));
  return markers.slice(from, from + MOST_MARKERS);
}

export function LoadedEditor({
  scope,
  path,
  language,
  text,
  readOnly,
  onChange,
  markers,
  marks,
  reveal,
  onCursor,
  label,
}: CodeEditorProps) {
  const mount = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const views = useRef(new Map<string, monaco.editor.ICodeEditorViewState | null>());
  const handlers = useRef({ onChange, onCursor });
  handlers.current = { onChange, onCursor };
  const setting = useRef(false);
  const flush = useRef(() => {});
  /** An edit that was not told yet. */
  const pending = useRef<() => void>(undefined);
  /** The text that was told last: when it comes back, nothing need be compared. */
  const told = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what may change is brought in below
  useEffect(() => {
    if (!mount.current) return;
    const created = monaco.editor.create(mount.current, {
      model: modelFor(scope, path, language, text),
      automaticLayout: true,
      minimap: { enabled: false, showMarkSectionHeaders: false, showRegionSectionHeaders: false },
      // No text here holds colours; they would be looked for in all of it at every key.
      colorDecorators: false,
      defaultColorDecorators: 'never',
      fontSize: 13,
      lineHeight: 19,
      scrollBeyondLastLine: false,
      fixedOverflowWidgets: true,
      tabSize: 2,
      insertSpaces: true,
      quickSuggestions: { other: true, comments: false, strings: true },
      wordBasedSuggestions: 'off',
      // In code a line's end is a line's end: Tab takes a suggestion.
      acceptSuggestionOnEnter: language === 'typescript' ? 'off' : 'on',
      acceptSuggestionOnCommitCharacter: language !== 'typescript',
      ariaLabel: label,
      stickyScroll: { enabled: false },
      renderLineHighlight: 'line',
      // Notices lie over the lowest lines.
      padding: { top: 6, bottom: 44 },
    });
    editor.current = created;
    let hide = show(created.getModel());
    const bySize = () => {
      const model = created.getModel();
      const matchBrackets = model && isLong(model) ? 'never' : 'always';
      if (created.getRawOptions().matchBrackets !== matchBrackets) created.updateOptions({ matchBrackets });
    };
    bySize();
    const swapped = created.onDidChangeModel(() => {
      hide();
      hide = show(created.getModel());
      bySize();
    });
    // The key is drawn first; who else wants to know hears of it right after.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer ??= setTimeout(flush.current, 0);
    };
    let move: (() => void) | undefined;
    flush.current = () => {
      clearTimeout(timer);
      timer = undefined;
      const [edit, moved] = [pending.current, move];
      pending.current = undefined;
      move = undefined;
      edit?.();
      moved?.();
    };
    // Whom to tell is settled when it happens: another file may be shown by the time it is told.
    const changed = created.onDidChangeModelContent(() => {
      bySize();
      const model = created.getModel();
      const { onChange } = handlers.current;
      if (setting.current || !model) return;
      pending.current = () => {
        told.current = textOf(model);
        onChange(told.current);
      };
      tell();
    });
    const moved = created.onDidChangeCursorPosition(({ position }) => {
      const { onCursor } = handlers.current;
      move = () => onCursor?.(position.lineNumber, position.column);
      tell();
    });
    return () => {
      flush.current();
      changed.dispose();
      moved.dispose();
      swapped.dispose();
      hide();
      created.dispose();
      editor.current = undefined;
    };
  }, []);

  const shown = useRef(path);
  useEffect(() => {
    const current = editor.current;
    if (!current) return;
    if (shown.current === path && (told.current === text || pending.current)) return;
    flush.current();
    const model = modelFor(scope, path, language, text);
    if (current.getModel() !== model) {
      views.current.set(shown.current, current.saveViewState());
      current.setModel(model);
      const view = views.current.get(path);
      if (view) current.restoreViewState(view);
    }
    shown.current = path;
    told.current = undefined;
    if (textOf(model) !== text) {
      setting.current = true;
      replaceText(model, text);
      setting.current = false;
    }
  }, [scope, path, language, text]);

  useEffect(() => {
    editor.current?.updateOptions({
      readOnly,
      ariaLabel: label,
      readOnlyMessage: { value: 'This workspace is read-only here: another tab writes it.' },
    });
  }, [readOnly, label]);

  useEffect(() => {
    const model = monaco.editor.getModel(uriOf(scope, path));
    const line = editor.current?.getPosition()?.lineNumber ?? 1;
    if (model) monaco.editor.setModelMarkers(model, OWNER, nearest(markers, line).map(markerData));
  }, [scope, path, markers]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is shown without them
  useEffect(() => {
    const shown = editor.current?.createDecorationsCollection(
      (marks ?? []).map(({ line, ok, title }) => ({
        range: new monaco.Range(line, 1, line, 1),
        options: {
          linesDecorationsClassName: ok ? 'code-mark code-mark-ok' : 'code-mark code-mark-bad',
          linesDecorationsTooltip: title,
        },
      })),
    );
    return () => shown?.clear();
  }, [scope, path, marks]);

  useEffect(() => {
    if (!reveal || !editor.current || shownPlaces.has(reveal)) return;
    shownPlaces.add(reveal);
    const position = { lineNumber: reveal.line, column: reveal.column };
    editor.current.setPosition(position);
    editor.current.revealPositionInCenterIfOutsideViewport(position);
    editor.current.focus();
  }, [reveal]);

  return <div ref={mount} className="code-mount" />;
}
