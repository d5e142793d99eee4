/** The text of each file as Monaco holds it, with its undo; also of files that no editor shows, so that one undo can reach several. */
import { UndoRedoGroup } from 'monaco-editor/platform/undoRedo/common/undoRedo.js';
import { monaco } from './monaco.ts';
import type { Edit, FileHost } from './types.ts';

type TextModel = monaco.editor.ITextModel;

export const uriOf = (scope: string, path: string) =>
  monaco.Uri.from({ scheme: 'file', path: `/workspace/${scope}/${path}` });
export const pathOf = (uri: { readonly path: string }): string => uri.path.replace(/^\/workspace\/[^/]*\//, '');

let host: FileHost | undefined;
/** How many editors show a model; an editor tells of its own changes. */
const shown = new Map<TextModel, number>();
let quiet = false;

export function setHost(given: FileHost): void {
  host = given;
}

/** Until the answer is called, somebody shows the model. */
export function show(model: TextModel | null): () => void {
  if (!model) return () => undefined;
  shown.set(model, (shown.get(model) ?? 0) + 1);
  return () => shown.set(model, (shown.get(model) ?? 1) - 1);
}
const isShown = (model: TextModel) => (shown.get(model) ?? 0) > 0;

/** The texts of models as they are put together from what is typed: to take a long one out of a model takes milliseconds. */
const texts = new WeakMap<TextModel, { readonly version: number; readonly text: string }>();

export function textOf(model: TextModel): string {
  const known = texts.get(model);
  if (known?.version === model.getVersionId()) return known.text;
  const text = model.getValue();
  texts.set(model, { version: model.getVersionId(), text });
  return text;
}

function follow(
  model: TextModel,
  { changes, versionId, isFlush, isEolChange }: monaco.editor.IModelContentChangedEvent,
) {
  const known = texts.get(model);
  const [change, ...more] = changes;
  const typed = !isFlush && !isEolChange && change && more.length === 0 && !/[\r\n]/.test(change.text);
  if (!typed || known?.version !== versionId - 1) return;
  const { rangeOffset: from, rangeLength, text: put } = change;
  const text = known.text.slice(0, from) + put + known.text.slice(from + rangeLength);
  if (text.length === model.getValueLength()) texts.set(model, { version: versionId, text });
}

/** Of longer ones, Monaco's tree of all brackets would take longer than a key may. */
const LONG_TEXT = 500_000;
export const isLong = (model: TextModel): boolean => model.getValueLength() > LONG_TEXT;

function bracketsBySize(model: TextModel): void {
  const { enabled, ...more } = model.getOptions().bracketPairColorizationOptions;
  if (enabled === isLong(model)) model.updateOptions({ bracketColorizationOptions: { ...more, enabled: !enabled } });
}

/** The model of a file; those of another workspace are let go. */
export function modelFor(scope: string, path: string, language: string, text: string): TextModel {
  for (const model of monaco.editor.getModels())
    if (
      model.uri.path.startsWith('/workspace/') &&
      !model.uri.path.startsWith(`/workspace/${scope}/`) &&
      !model.isAttachedToEditor()
    )
      model.dispose();
  const uri = uriOf(scope, path);
  const known = monaco.editor.getModel(uri);
  if (known) {
    if (known.getLanguageId() !== language) monaco.editor.setModelLanguage(known, language);
    return known;
  }
  const model = monaco.editor.createModel(text, language, uri);
  bracketsBySize(model);
  model.onDidChangeContent((event) => {
    follow(model, event);
    bracketsBySize(model);
    if (!quiet && !isShown(model)) host?.changed([{ path, text: textOf(model) }]);
  });
  model.onWillDispose(() => shown.delete(model));
  return model;
}

/** The model of a file that is perhaps not shown, with the text that it has now. A language is loaded when one shows the file. */
export function hiddenModel(scope: string, path: string, text: string): TextModel {
  const model = monaco.editor.getModel(uriOf(scope, path)) ?? modelFor(scope, path, 'plaintext', text);
  if (!isShown(model) && textOf(model) !== text) {
    quiet = true;
    replaceText(model, text);
    quiet = false;
  }
  return model;
}

/** Replaces only what differs, as one step of undo, so that the cursor stays where it is. */
export function replaceText(model: TextModel, text: string): void {
  const before = textOf(model);
  let from = 0;
  while (from < before.length && from < text.length && before[from] === text[from]) from++;
  let end = 0;
  while (
    end < before.length - from &&
    end < text.length - from &&
    before[before.length - 1 - end] === text[text.length - 1 - end]
  )
    end++;
  const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(before.length - end));
  model.pushStackElement();
  model.pushEditOperations([], [{ range, text: text.slice(from, text.length - end) }], () => null);
  model.pushStackElement();
}

export const rangeOf = ({ line, column, endLine, endColumn }: Omit<Edit, 'text'>): monaco.IRange => ({
  startLineNumber: line,
  startColumn: column,
  endLineNumber: endLine,
  endColumn,
});

/** Monaco's own parameter behind the public three: elements of one group are undone and redone together. */
interface Grouped {
  pushEditOperations(before: null, edits: readonly object[], cursor: null, group: UndoRedoGroup): void;
}

/** Edits of several files as one step: an undo in any of them takes back all. `given` are the files that the edits are of. */
export function editTogether(
  scope: string,
  given: ReadonlyMap<string, string>,
  edits: readonly (Edit & { readonly path: string })[],
): boolean {
  const paths = [...new Set(edits.map(({ path }) => path))];
  const models = paths.map((path) => ({ path, model: hiddenModel(scope, path, given.get(path) ?? '') }));
  if (models.some(({ path, model }) => textOf(model) !== given.get(path))) return false;
  const group = new UndoRedoGroup();
  quiet = true;
  for (const { path, model } of models) {
    const operations = edits
      .filter((edit) => edit.path === path)
      .map((edit) => ({ range: rangeOf(edit), text: edit.text }));
    model.pushStackElement();
    (model as unknown as Grouped).pushEditOperations(null, operations, null, group);
    model.pushStackElement();
  }
  quiet = false;
  host?.changed(models.map(({ path, model }) => ({ path, text: textOf(model) })));
  return true;
}
