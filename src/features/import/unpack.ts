/** What was chosen or dropped as the files of one journal: folders gone through, zips unpacked, what is no journal's left out. */
import { chooseJournalFiles, isMappingFile } from '../../core/formats/journal-files.ts';
import {
  crc32,
  ZIP_TAIL,
  ZipDirectoryError,
  type ZipEntry,
  zipDataOffset,
  zipDirectory,
  zipEntries,
} from '../../core/formats/zip-entries.ts';

export interface Unpacked {
  readonly files: readonly File[];
  /** `*.mapping.json` that lay beside them. */
  readonly mappings: readonly File[];
  /** Paths that are left out. */
  readonly passedOver: readonly string[];
  /** Of the folder or zip, if it was one. */
  readonly name?: string;
}

/** More than this is not unpacked: a zip of some KiB can hold it. */
const MAX_UNZIPPED = 8 * 2 ** 30;

const pathOf = (file: File) => file.webkitRelativePath || file.name;
/** The same bytes under a path, which goes along to the worker with the file. */
const named = (content: Blob, path: string, lastModified = 0) => new File([content], path, { lastModified });

/** Throws an Error that says which zip cannot be unpacked and what to do. */
export async function unpack(given: readonly File[]): Promise<Unpacked> {
  const isFolder = given.some((file) => pathOf(file).includes('/'));
  const all: File[] = [];
  let isZip = false;
  for (const file of given) {
    const bytes = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) {
      isZip = true;
      all.push(...(await unzipped(file)));
    } else all.push(pathOf(file) === file.name ? file : named(file, pathOf(file), file.lastModified));
  }
  const mappings = all.filter((file) => isMappingFile(file.name));
  const rest = all.filter((file) => !isMappingFile(file.name));
  // Files that a person picked one by one are taken as they are: what they are is said.
  if (!isFolder && !isZip) return { files: rest, mappings, passedOver: [] };
  const { chosen, passedOver } = chooseJournalFiles(rest, (file) => file.name);
  const [first] = given;
  const name = isFolder ? (first ? pathOf(first) : '').split('/')[0] : first?.name.replace(/\.zip$/i, '');
  return { files: chosen, mappings, passedOver, ...(name !== undefined && given.length > 0 && { name }) };
}

async function unzipped(zip: File): Promise<readonly File[]> {
  const refuse = (why: string) =>
    new Error(`${zip.name} cannot be unpacked: ${why}. Unpack it yourself, and drop the files or their folder.`);
  try {
    const tail = new Uint8Array(await zip.slice(Math.max(0, zip.size - ZIP_TAIL)).arrayBuffer());
    const { offset, size } = zipDirectory(tail, zip.size);
    const entries = zipEntries(new Uint8Array(await zip.slice(offset, offset + size).arrayBuffer()));
    const { chosen } = chooseJournalFiles(entries, ({ name }) => name);
    const wanted = entries.filter((entry) => chosen.includes(entry) || isMappingFile(entry.name));
    const files: File[] = [];
    let left = MAX_UNZIPPED;
    for (const entry of entries) {
      const path = `${zip.name}/${entry.name}`;
      if (!wanted.includes(entry)) {
        files.push(named(new Blob([]), path));
        continue;
      }
      if (entry.encrypted) throw refuse(`${entry.name} is encrypted`);
      if (entry.method !== 0 && entry.method !== 8) throw refuse(`${entry.name} is packed by a method not known here`);
      const content = await contentOf(zip, entry, left);
      left -= content.size;
      files.push(named(content, path, zip.lastModified));
    }
    return files;
  } catch (error) {
    if (error instanceof ZipDirectoryError) throw refuse(error.message);
    throw error;
  }
}

/** Unpacked as it streams: the browser keeps what is large on disk. What is not whole is refused. */
async function contentOf(zip: File, entry: ZipEntry, most: number): Promise<Blob> {
  const header = new Uint8Array(await zip.slice(entry.offset, entry.offset + 30).arrayBuffer());
  const from = zipDataOffset(entry, header);
  let size = 0;
  let sum = 0;
  const checked = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      sum = crc32(sum, chunk);
      if (size > most) controller.error(new ZipDirectoryError(`it holds more than ${MAX_UNZIPPED / 2 ** 30} GiB`));
      else controller.enqueue(chunk);
    },
  });
  const packed = zip.slice(from, from + entry.packed).stream();
  const stream = entry.method === 0 ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'));
  const content = await new Response(stream.pipeThrough(checked)).blob().catch((error: unknown) => {
    throw error instanceof ZipDirectoryError ? error : new ZipDirectoryError(`${entry.name} is damaged`);
  });
  if (size !== entry.size || sum !== entry.crc32) throw new ZipDirectoryError(`${entry.name} is damaged`);
  return content;
}

/** The files of a drop, folders with all that lies in them. Must be called while the drop is handled; it reads on afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? undefined);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const files: File[] = [];
  const visit = async (entry: FileSystemEntry): Promise<void> => {
    const path = entry.fullPath.replace(/^\//, '');
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      files.push(named(file, path, file.lastModified));
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // It gives some at a time, and none when there are no more.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const inner of some) await visit(inner);
    }
  };
  for (const entry of entries) if (entry) await visit(entry);
  return files;
}
