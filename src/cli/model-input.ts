/** Models and behavior as the commands read them: files, folders, workspace zips and standard input. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asRead } from '../core/model/parse.ts';
import { unzipWorkspace, ZipError } from '../core/workspace/zip.ts';
import { type CliIo, UsageError } from './command.ts';

export interface TextFile {
  /** As it was given; `folder/name` and `workspace.zip/name` for what was found in them. */
  readonly path: string;
  /** Without byte order mark, lines ended by \n: what problems count their lines and columns in. */
  readonly text: string;
  /** Word for word. */
  readonly stored: string;
  /** False for standard input and what lies in a zip. */
  readonly writable: boolean;
}
export interface ModelInput {
  readonly models: readonly TextFile[];
  readonly behavior: readonly TextFile[];
}

const MODEL = /\.model\.(ya?ml|json)$/;
const BEHAVIOR = /\.behavior\.ts$/;
const KINDS = {
  model: { pattern: MODEL, named: 'model (*.model.yaml, *.model.yml or *.model.json)' },
  behavior: { pattern: BEHAVIOR, named: 'behavior (*.behavior.ts)' },
} as const;
type Kind = keyof typeof KINDS;

function textFile(path: string, bytes: Uint8Array): TextFile {
  try {
    const stored = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { path, text: asRead(stored), stored, writable: path !== '-' };
  } catch {
    throw new UsageError(`cannot read ${path}: it is not UTF-8 text. Save it as UTF-8, or name another file`);
  }
}

function unzipped(path: string, bytes: Uint8Array): readonly TextFile[] {
  try {
    const { files } = unzipWorkspace(bytes);
    return files.map(({ path: name, text }) => ({
      path: `${path}/${name}`,
      text: asRead(text),
      stored: text,
      writable: false,
    }));
  } catch (error) {
    if (error instanceof ZipError) throw new UsageError(`cannot read ${path}: ${error.message}`);
    throw error;
  }
}

/** Models and behavior in a folder and below; node_modules, and what begins with a dot, is passed over. */
async function pathsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return pathsIn(path);
      return MODEL.test(entry.name) || BEHAVIOR.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat().sort();
}

const isZip = ([p, k, three, four]: Uint8Array) =>
  p === 0x50 && k === 0x4b && ((three === 3 && four === 4) || (three === 5 && four === 6));

/** The files of one path. A folder or zip that holds nothing of the kind that is looked for is a UsageError. */
async function filesAt(path: string, kind: Kind, io: CliIo): Promise<readonly TextFile[]> {
  const there = path === '-' ? undefined : await stat(path).catch(() => undefined);
  let found: readonly TextFile[];
  let place: string;
  if (there?.isDirectory()) {
    place = 'folder';
    const paths = await pathsIn(path).catch((error: unknown) => {
      throw new UsageError(`cannot read the folder ${path}: ${error instanceof Error ? error.message : String(error)}`);
    });
    found = await Promise.all(paths.map(async (inner) => textFile(inner, await io.read(inner))));
  } else {
    const bytes = await io.read(path);
    if (!isZip(bytes)) return [textFile(path, bytes)];
    place = 'zip';
    found = unzipped(path, bytes);
  }
  const { pattern, named } = KINDS[kind];
  if (!found.some((file) => pattern.test(file.path)))
    throw new UsageError(`there is no ${named} in the ${place} ${path}. Name the file, or another ${place}`);
  return found;
}

function once(files: readonly TextFile[]): readonly TextFile[] {
  const byPath = new Map(files.map((file) => [file.path === '-' ? '-' : resolve(file.path), file]));
  return [...byPath.values()];
}

/** Behavior of `--behavior`: files of any name, folders, zips. */
export async function readBehavior(paths: readonly string[], io: CliIo): Promise<readonly TextFile[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const files = await filesAt(path, 'behavior', io);
      const [only] = files;
      return files.length === 1 && only?.path === path ? files : files.filter((file) => BEHAVIOR.test(file.path));
    }),
  );
  return once(found.flat());
}

/** Models of files of any name, folders and zips; behavior that lies beside them, or is named among them, comes with them. */
export async function readModels(
  paths: readonly string[],
  behavior: readonly string[],
  io: CliIo,
): Promise<ModelInput> {
  if ([...paths, ...behavior].filter((path) => path === '-').length > 1)
    throw new UsageError('standard input (-) can be read once only; name a file for the other');
  const named = paths.filter((path) => BEHAVIOR.test(path) && path !== '-');
  const found = await Promise.all(
    paths.filter((path) => !named.includes(path)).map((path) => filesAt(path, 'model', io)),
  );
  const files = once(found.flat());
  const isBehavior = ({ path }: TextFile) => BEHAVIOR.test(path);
  const models = files.filter((file) => !isBehavior(file) && !/\.mapping\.json$/.test(file.path));
  if (models.length === 0)
    throw new UsageError('which model? Give a file, a folder, a workspace zip, or - for standard input');
  return {
    models,
    behavior: once([...files.filter(isBehavior), ...(await readBehavior([...named, ...behavior], io))]),
  };
}
