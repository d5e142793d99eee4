/**
 * Notes and bookmarks of a timeline, kept as a file of the workspace (`timeline.notes.json`), so that they are saved, exported and imported
 * with it, and have a history like every file:
 *
 *     {"notes":1,"items":[{"id":"…","journal":"shop","at":"2026-03-05T08:29:46.120Z","record":"o-1-3","text":"why twice?"}]}
 */
import { formatMicros, parseTime } from '../record/time.ts';
import type { WorkspaceFile } from './workspace.ts';

export interface Note {
  readonly id: string;
  /** The journal's name, as `journalKey` has it: an id would not survive an export. */
  readonly journal: string;
  readonly atMicros: number;
  /** Id of the record it was put at. */
  readonly record?: string;
  /** '' = a bookmark. */
  readonly text: string;
}

export const NOTES_PATH = 'timeline.notes.json';

/** What is left of a journal's name in the zip of a workspace. */
export const journalKey = (name: string): string => name.replace(/\.ndjson$/, '').replace(/[^\w.-]+/g, '-');

export function formatNotes(notes: readonly Note[]): WorkspaceFile {
  const items = notes.map(({ id, journal, atMicros, record, text }) => ({
    id,
    journal,
    at: formatMicros(atMicros) ?? atMicros,
    ...(record !== undefined && { record }),
    text,
  }));
  return { path: NOTES_PATH, text: `${JSON.stringify({ notes: 1, items }, undefined, 2)}\n` };
}

/** Notes by time. What cannot be read is a problem, and then nothing may be written over it. */
export function readNotes(text: string): { readonly notes: readonly Note[]; readonly problem?: string } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { notes: [], problem: `${NOTES_PATH} is no JSON` };
  }
  const { notes: version, items } = (file ?? {}) as Readonly<Record<string, unknown>>;
  if (version !== 1 || !Array.isArray(items))
    return { notes: [], problem: `${NOTES_PATH} holds no notes of version 1` };
  const notes: Note[] = [];
  for (const item of items as readonly unknown[]) {
    const note = noteOf(item);
    if (!note) return { notes: [], problem: `${NOTES_PATH} holds something that is no note: ${JSON.stringify(item)}` };
    notes.push(note);
  }
  return { notes: notes.toSorted((a, b) => a.atMicros - b.atMicros) };
}

function noteOf(item: unknown): Note | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { id, journal, at, record, text } = item as Readonly<Record<string, unknown>>;
  const atMicros = typeof at === 'number' ? at : typeof at === 'string' ? parseTime(at)?.micros : undefined;
  if (typeof id !== 'string' || typeof journal !== 'string' || typeof text !== 'string') return undefined;
  if (atMicros === undefined || !Number.isFinite(atMicros)) return undefined;
  if (record !== undefined && typeof record !== 'string') return undefined;
  return { id, journal, atMicros, ...(record !== undefined && { record }), text };
}
