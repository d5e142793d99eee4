/** What a zip holds, from its directory at its end (APPNOTE 4.3): where each file lies, so that it can be read and unpacked as a stream. */

export interface ZipEntry {
  /** Path in the zip, with `/`. */
  readonly name: string;
  /** Where its local header begins. */
  readonly offset: number;
  readonly packed: number;
  readonly size: number;
  /** Of what is unpacked. */
  readonly crc32: number;
  /** 0 stored, 8 deflated; others are not unpacked here. */
  readonly method: number;
  readonly encrypted: boolean;
}

/** The directory of a zip cannot be read; the message says why. */
export class ZipDirectoryError extends Error {
  override readonly name = 'ZipDirectoryError';
}

export interface ZipDirectory {
  readonly offset: number;
  readonly size: number;
}

/** The end of a zip in which its directory is named: at most a comment of 64 KiB and the records of Zip64. */
export const ZIP_TAIL = 22 + 0xffff + 20 + 56;
const NO_ZIP = 'it has no directory at its end: it was cut off, or is no zip';

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const big = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

/** Where the directory lies. `tail` is the last ZIP_TAIL bytes of the file (or all of it), which has `total`. Throws a ZipDirectoryError. */
export function zipDirectory(tail: Uint8Array, total: number): ZipDirectory {
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50 || at + 22 + view.getUint16(at + 20, true) > tail.length) continue;
    let size = view.getUint32(at + 12, true);
    let offset = view.getUint32(at + 16, true);
    if ((size === 0xffffffff || offset === 0xffffffff) && at >= 20 && view.getUint32(at - 20, true) === 0x07064b50) {
      const end = big(view, at - 20 + 8) - (total - tail.length);
      if (end < 0 || end + 56 > tail.length || view.getUint32(end, true) !== 0x06064b50) break;
      size = big(view, end + 40);
      offset = big(view, end + 48);
    }
    if (offset + size > total) break;
    return { offset, size };
  }
  throw new ZipDirectoryError(NO_ZIP);
}

/** The files of a directory's bytes; folders are left out. Throws a ZipDirectoryError. */
export function zipEntries(directory: Uint8Array): readonly ZipEntry[] {
  const view = viewOf(directory);
  const utf8 = new TextDecoder();
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= directory.length && view.getUint32(at, true) === 0x02014b50) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    const extra = at + 46 + nameLength;
    const next = extra + extraLength + commentLength;
    if (next > directory.length) throw new ZipDirectoryError('its directory is damaged');
    const name = utf8.decode(directory.subarray(at + 46, extra)).replaceAll('\\', '/');
    const fields = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const [size = 0, packed = 0, offset = 0] = inZip64(view, extra, extraLength, fields);
    const method = view.getUint16(at + 10, true);
    if (!name.endsWith('/'))
      entries.push({
        name,
        offset,
        packed,
        size,
        crc32: view.getUint32(at + 16, true),
        method,
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      });
    at = next;
  }
  if (at !== directory.length) throw new ZipDirectoryError('its directory is damaged');
  return entries;
}

/** Fields that 32 bits cannot hold stand in the extra field 1, in this order. */
function inZip64(view: DataView, from: number, length: number, fields: readonly number[]): readonly number[] {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const end = Math.min(next + view.getUint16(at + 2, true), from + length);
    return fields.map((field) => {
      if (field !== 0xffffffff || next + 8 > end) return field;
      next += 8;
      return big(view, next - 8);
    });
  }
  return fields;
}

/** Where an entry's bytes begin: after its local header, of which `header` is the first 30 bytes. Throws a ZipDirectoryError. */
export function zipDataOffset({ offset, name }: ZipEntry, header: Uint8Array): number {
  const view = viewOf(header);
  if (header.length < 30 || view.getUint32(0, true) !== 0x04034b50)
    throw new ZipDirectoryError(`${name} is not where its directory says`);
  return offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 of what came before (0 at first) and these bytes. */
export function crc32(before: number, bytes: Uint8Array): number {
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = (CRC[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return ~c >>> 0;
}
