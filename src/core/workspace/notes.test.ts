import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatNotes, journalKey, NOTES_PATH, readNotes } from './notes.ts';
import { unzipWorkspace, zipWorkspace } from './zip.ts';

it('are read as they were written, by time', () => {
  const note = fc.record({
    id: fc.string(),
    journal: fc.string(),
    atMicros: fc.integer({ min: -1e15, max: 4e15 }),
    text: fc.string({ unit: 'grapheme' }),
    record: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(note, { maxLength: 8 }), (notes) => {
      const sorted = notes.toSorted((a, b) => a.atMicros - b.atMicros);
      expect(readNotes(formatNotes(notes).text)).toEqual({ notes: sorted });
    }),
  );
});

it('says what cannot be read', () => {
  for (const text of ['', '[]', '{"notes":2,"items":[]}', '{"notes":1,"items":[{"id":"a"}]}', 'null'])
    expect(readNotes(text)).toMatchObject({ notes: [], problem: expect.stringContaining(NOTES_PATH) });
});

it('travel with the zip of a workspace, and find their journal there', () => {
  const file = formatNotes([{ id: 'a', journal: journalKey('my log (1).ndjson'), atMicros: 1e15, text: 'x' }]);
  const { files } = unzipWorkspace(zipWorkspace([file], []));
  expect(files).toEqual([file]);
  expect(journalKey('my log (1).ndjson')).toBe('my-log-1-');
});
