/** The sample journals that are kept beside the project, and what is seen in a text. */
import { existsSync, readFileSync } from 'node:fs';
import { analyse } from '../../journal/analyse.ts';
import { createIngest } from '../../journal/ingest.ts';
import { memoryJournal } from '../../journal/memory.ts';
import type { Segment } from '../../journal/segment.ts';
import { detect } from '../detect.ts';

const DATA = '../shared/data';
export const hasSamples = existsSync(DATA);
export const samplePath = (name: string): string => `${DATA}/${name}`;
export const sample = (name: string): Buffer => readFileSync(samplePath(name));

/** The first format that a file is recognised as; `refused: …` or '' where there is none. */
export function formatOf(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const found = detect({ name: 'a.txt', bytes, totalBytes: bytes.length, complete: true });
  return 'refused' in found
    ? `refused: ${found.refused.recognised} ${found.refused.advice}`
    : (found.formats[0]?.format ?? '');
}

/** What integrity finds in a file, counted. */
export async function integrityOf(bytes: Uint8Array, format: string) {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading: { format }, onSegment: (segment) => segments.push(segment) });
  ingest.push(bytes);
  ingest.end();
  const { columns, hashes, line } = memoryJournal(segments);
  const { sequence, identity } = ingest.header;
  const found = await analyse({
    columns,
    hashes,
    sequence,
    identity,
    read: (row) => JSON.parse(new TextDecoder().decode(line(row))),
  });
  return {
    records: columns.count,
    gaps: found.gaps.length,
    startsLate: found.starts.length,
    duplicates: found.duplicates.length,
    orphans: found.orphans.length,
  };
}
