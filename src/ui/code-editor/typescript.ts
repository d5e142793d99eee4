/**
 * TypeScript for behavior files. The visible text has no types; TypeScript sees a shadow of it, the same lines with annotations put in, so
 * that handlers get the types of their events. What it says is brought back to the visible places.
 */
import type { Marker, Suggestion, TextPlace } from './types.ts';

/** A text and where its places are in the visible one; lines are the same. */
export interface Shadow {
  readonly text: string;
  mapBack(line: number, column: number): { readonly line: number; readonly column: number };
  mapForward(line: number, column: number): { readonly line: number; readonly column: number };
}

const NOISE: ReadonlySet<number> = new Set([
  7006, // an untyped helper's parameter is any: fine here
  7031,
  7005,
  7034,
]);

async function tools() {
  const { monaco, typescript } = await import('./monaco.ts');
  const { typescriptDefaults } = typescript;
  typescriptDefaults.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeJs,
    strict: true,
    noImplicitAny: false,
    allowImportingTsExtensions: true,
    noEmit: true,
    lib: ['es2023'],
    allowNonTsExtensions: true,
  });
  // Ours are shown instead: the visible text lacks the types.
  typescriptDefaults.setDiagnosticsOptions({
    noSemanticValidation: true,
    noSyntaxValidation: true,
    noSuggestionDiagnostics: true,
  });
  typescriptDefaults.setModeConfiguration({
    ...typescriptDefaults.modeConfiguration,
    completionItems: false,
    hovers: false,
    diagnostics: false,
    codeActions: false,
    // Asked through `typeScriptPlaces`, where the model knows nothing better.
    definitions: false,
    references: false,
  });
  typescriptDefaults.setEagerModelSync(true);
  return { monaco, typescript };
}
let loading: ReturnType<typeof tools> | undefined;
const loaded = () => {
  loading ??= tools();
  return loading;
};

/** Resolves when TypeScript has registered what it offers, which it does when the first of its files is shown. */
export async function typeScriptReady(): Promise<void> {
  const { monaco } = await loaded();
  if (!monaco.editor.getModels().some((model) => model.getLanguageId() === 'typescript'))
    await new Promise<void>((resolve) => {
      const seen = monaco.languages.onLanguage('typescript', () => {
        seen.dispose();
        resolve();
      });
    });
  await workers();
}

/** Once one of TypeScript's files is there. */
async function workers() {
  const { typescript } = await loaded();
  for (;;)
    try {
      return await typescript.getTypeScriptWorker();
    } catch {
      // It rejects until its mode is set up.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

const shadowPath = (path: string) => `/shadow/${path}`;

/** The types that behavior has in scope, as a `.d.ts`. */
export async function setBehaviorTypes(text: string): Promise<void> {
  const { typescript } = await loaded();
  typescript.typescriptDefaults.setExtraLibs([{ content: text, filePath: 'file:///shadow/behavior.d.ts' }]);
}

async function put(path: string, shadow: Shadow) {
  const { monaco } = await loaded();
  const uri = monaco.Uri.from({ scheme: 'file', path: shadowPath(path) });
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(shadow.text, 'typescript', uri);
  if (model.getValue() !== shadow.text) model.setValue(shadow.text);
  const worker = await (await workers())(uri);
  return { model, worker, name: uri.toString() };
}

const textOf = (
  message: string | { readonly messageText: string; readonly next?: readonly { readonly messageText: string }[] },
): string =>
  typeof message === 'string'
    ? message
    : [message.messageText, ...(message.next ?? []).map((m) => m.messageText)].join(' ');

/** What TypeScript says of all files, by path. They are put before any is asked about, since they may import one another. */
export async function typeScriptMarkers(
  files: readonly { readonly path: string; readonly shadow: Shadow }[],
): Promise<ReadonlyMap<string, readonly Marker[]>> {
  const { monaco } = await loaded();
  const kept = new Set(files.map(({ path }) => shadowPath(path)));
  for (const model of monaco.editor.getModels())
    if (model.uri.path.startsWith(shadowPath('')) && !kept.has(model.uri.path)) model.dispose();
  for (const { path, shadow } of files) await put(path, shadow);
  const found = new Map<string, readonly Marker[]>();
  for (const { path, shadow } of files) found.set(path, await markersOf(path, shadow));
  return found;
}

async function markersOf(path: string, shadow: Shadow): Promise<readonly Marker[]> {
  const { model, worker, name } = await put(path, shadow);
  const [syntax, semantic] = await Promise.all([
    worker.getSyntacticDiagnostics(name),
    worker.getSemanticDiagnostics(name),
  ]);
  if (model.isDisposed()) return [];
  return [...syntax, ...semantic]
    .filter((d) => !NOISE.has(d.code))
    .map((d): Marker => {
      const from = model.getPositionAt(d.start ?? 0);
      const to = model.getPositionAt((d.start ?? 0) + (d.length ?? 1));
      const a = shadow.mapBack(from.lineNumber, from.column);
      const b = shadow.mapBack(to.lineNumber, to.column);
      return {
        line: a.line,
        column: a.column,
        endLine: b.line,
        endColumn: Math.max(b.column, a.line === b.line ? a.column + 1 : 1),
        message: textOf(d.messageText),
        severity: d.category === 1 ? 'error' : 'warning',
        code: `TS${d.code}`,
      };
    });
}

export async function typeScriptCompletions(
  path: string,
  shadow: Shadow,
  line: number,
  column: number,
): Promise<readonly Suggestion[]> {
  const { model, worker, name } = await put(path, shadow);
  const offset = model.getOffsetAt({ lineNumber: line, column: shadow.mapForward(line, column).column });
  const found = (await worker.getCompletionsAtPosition(name, offset)) as
    | { readonly entries: readonly { readonly name: string; readonly kind: string }[] }
    | undefined;
  return (found?.entries ?? []).slice(0, 500).map((entry) => ({
    label: entry.name,
    insert: entry.name,
    snippet: false,
    kind: entry.kind === 'property' ? 'key' : 'name',
    detail: entry.kind,
    documentation: '',
  }));
}

export async function typeScriptHover(
  path: string,
  shadow: Shadow,
  line: number,
  column: number,
): Promise<string | undefined> {
  const { model, worker, name } = await put(path, shadow);
  const offset = model.getOffsetAt({ lineNumber: line, column: shadow.mapForward(line, column).column });
  const info = (await worker.getQuickInfoAtPosition(name, offset)) as
    | { readonly displayParts?: readonly { readonly text: string }[] }
    | undefined;
  const text = info?.displayParts?.map((part) => part.text).join('');
  return text === undefined ? undefined : `\`\`\`ts\n${text.slice(0, 2000)}\n\`\`\``;
}

/** Where TypeScript says that what stands here is defined, or used. `shadowOf` gives the other files. */
export async function typeScriptPlaces(
  which: 'definition' | 'references',
  path: string,
  shadowOf: (path: string) => Shadow | undefined,
  line: number,
  column: number,
): Promise<readonly TextPlace[]> {
  const shadow = shadowOf(path);
  if (!shadow) return [];
  const { model, worker, name } = await put(path, shadow);
  const offset = model.getOffsetAt({ lineNumber: line, column: shadow.mapForward(line, column).column });
  const found =
    which === 'definition'
      ? await worker.getDefinitionAtPosition(name, offset)
      : await worker.getReferencesAtPosition(name, offset);
  const { monaco } = await loaded();
  return (found ?? []).flatMap(({ fileName, textSpan }) => {
    const uri = monaco.Uri.parse(fileName);
    const to = uri.path.replace(shadowPath(''), '');
    const target = monaco.editor.getModel(uri);
    const other = shadowOf(to);
    if (!target || !other) return [];
    const from = target.getPositionAt(textSpan.start);
    const until = target.getPositionAt(textSpan.start + textSpan.length);
    const a = other.mapBack(from.lineNumber, from.column);
    const b = other.mapBack(until.lineNumber, until.column);
    return [{ path: to, line: a.line, column: a.column, endLine: b.line, endColumn: b.column }];
  });
}
