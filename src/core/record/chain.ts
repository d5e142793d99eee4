/** The hash chain of a sealed journal (contract §4): each record's hash covers the one before it, in line order. */
import { canonicalText } from './canonical.ts';
import { parseExact } from './json.ts';
import type { ExactObject } from './record.ts';

/** The `prev_hash` of the first record. */
export const NO_HASH = '0'.repeat(64);

/** A record's line as it is stored, and which line of the source it is. */
export interface ChainLine {
  readonly line: number;
  readonly bytes: Uint8Array;
}
export type ChainLines = Iterable<ChainLine> | AsyncIterable<ChainLine>;

export type ChainVerdict = 'none' | 'intact' | `broken at line ${number}`;

const utf8 = new TextEncoder();

/** SHA-256, in lower-case hex, of `prevHash` (64 ASCII characters) and the record's canonical bytes without `hash`, `prev_hash`, `position`. */
export async function recordHash(prevHash: string, record: ExactObject): Promise<string> {
  const { hash: _hash, prev_hash: _prev, position: _position, ...covered } = record;
  return sha256(utf8.encode(prevHash + canonicalText(covered)));
}

/** SHA-256 in lower-case hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Verifies a chain over records given as their lines, in line order. `none`: no record has a hash. Broken at the first record whose hash is missing or wrong, or whose `prev_hash` is not the hash before it; at the last one where
 * it is not the `head` that the header names.
 */
export async function verifyChain(records: ChainLines, head?: string): Promise<ChainVerdict> {
  let previous = NO_HASH;
  let sealed: boolean | undefined;
  let unsealedLine: number | undefined;
  let lastLine = 0;
  for await (const { line, bytes } of records) {
    lastLine = line;
    if (sealed === false && !mentionsHash(bytes)) continue;
    const record = parseExact(bytes) as ExactObject;
    const { hash, prev_hash } = record;
    if (hash === undefined && prev_hash === undefined && sealed !== true) {
      sealed = false;
      unsealedLine ??= line;
      continue;
    }
    if (sealed === false) return `broken at line ${unsealedLine ?? line}`;
    sealed = true;
    if (prev_hash !== previous || hash !== (await recordHash(previous, record))) return `broken at line ${line}`;
    previous = hash;
  }
  if (sealed !== true) return 'none';
  return head === undefined || head === previous ? 'intact' : `broken at line ${lastLine}`;
}

const NAME = utf8.encode('hash"');

/** Whether a line may have a hash field: a search for its name, so that journals without hashes are not parsed. */
function mentionsHash(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(104); at >= 0; at = bytes.indexOf(104, at + 1)) {
    if (NAME.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
