import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIngest } from '../journal/ingest.ts';
import { readText } from '../journal/memory.ts';
import type { Segment } from '../journal/segment.ts';
import { parseModel } from '../model/parse.ts';
import { sightingOf } from '../rules/records/content/scan.ts';
import { scanText } from '../rules/records/content/shapes.ts';
import { exampleOf, type Found, kindOf, reasonsToHold } from './found.ts';
import { lookThrough } from './look.ts';
import { createMasking } from './mask.ts';
import { createHoldScan } from './scan.ts';
import { PERSONAL, record, SECRETS, text } from './testing/sensitive-lines.ts';

const utf8 = new TextEncoder();
const bytesOf = (value: unknown) => utf8.encode(JSON.stringify(value));

const scanned = (records: readonly unknown[]) => scannedText(records.map((r) => `${JSON.stringify(r)}\n`).join(''));

function scannedText(lines: string): readonly Found[] {
  const scan = createHoldScan();
  const ingest = createIngest({ reading: { format: 'factline' }, onSegment: (s: Segment) => scan.segment(s) });
  ingest.push(utf8.encode(lines));
  ingest.end();
  return scan.found();
}

/** As `kind at path × count`, to read. */
const said = (found: readonly Found[]) => found.map(({ kind, path, count }) => `${kind} at ${path} × ${count}`);
const event = (payload: unknown, more: object = {}) => ({ id: 'r1', type: 'Opened', ...more, payload });

it('looks at bytes, and passes over nothing that scanText sees', () => {
  fc.assert(
    fc.property(text, (value) => {
      const bytes = bytesOf(value);
      const looked = lookThrough(bytes, 0);
      expect(looked < 0 ? ~looked : looked).toBe(bytes.length);
      if (scanText(value) !== undefined) expect(looked).toBeLessThan(0);
    }),
    { numRuns: 3000 },
  );
});

/** What a plain walk over the parsed record finds: the scan without its short cuts. */
function plainly(at: { path: string; name: string; envelope: boolean }, value: unknown, found: Map<string, number>) {
  if (typeof value === 'string' || (typeof value === 'number' && value !== 0)) {
    const sighting = sightingOf(value, at.envelope ? 'id' : at.name === 'body' ? '' : at.name);
    const key = sighting && `${kindOf(sighting.what)} at ${at.path}`;
    if (key) found.set(key, (found.get(key) ?? 0) + 1);
  } else if (Array.isArray(value)) {
    for (const item of value) plainly({ ...at, path: `${at.path}[]` }, item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value))
      plainly({ ...at, path: `${at.path}.${key}`, name: key }, child, found);
  }
}

it('finds by path and kind what a plain walk finds', () => {
  const flat = fc.array(
    fc.record({
      id: fc.uuid(),
      type: fc.constantFrom('A', 'B'),
      subject_id: fc.constantFrom('o-1', 'ada@example.org'),
      payload: fc.dictionary(
        fc.constantFrom('note', 'email', 'password', 'api_token', 'phone', 'lines', 'x"y', 'body'),
        fc.oneof(text, fc.integer({ min: 1 }), fc.array(text, { maxLength: 3 })),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(flat, (records) => {
      const expected = new Map<string, number>();
      for (const { id, subject_id, payload } of records)
        for (const [path, value] of Object.entries({ id, subject_id, payload }))
          plainly({ path, name: '', envelope: path !== 'payload' }, value, expected);
      const plain = [...expected].map(([key, count]) => `${key} × ${count}`);
      expect([...said(scanned(records))].sort()).toEqual(plain.sort());
    }),
    { numRuns: 300 },
  );
});

describe('the scan', () => {
  it('counts by path and kind, with the first places, and shows no value', () => {
    const found = scanned([
      event({ customer: { email: 'ada@example.org' }, items: [{ tel: '+49 171 1234567' }, { tel: '415-555-0132' }] }),
      event({ customer: { email: 'bob@example.org' }, password: 'hunter2' }, { id: 'r2', type: 'Closed' }),
    ]);
    expect(said(found)).toEqual([
      'secret at payload.password × 1',
      'e-mail address at payload.customer.email × 2',
      'phone number at payload.items[].tel × 2',
    ]);
    expect(found[1]).toMatchObject({
      types: { Opened: 1, Closed: 1 },
      example: 'xxx@xxxxxxx.xxx',
      places: [
        { row: 0, line: 1, type: 'Opened' },
        { row: 1, line: 2, type: 'Closed' },
      ],
    });
    expect(JSON.stringify(found)).not.toMatch(/ada|bob|hunter|1234567/);
  });

  it('looks into escapes, meta, identities, and lists whose keys are data', () => {
    const people = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`k${i}`, { note: `u${i}@example.org` }]));
    const line = event({ note: 'ada@example.org' }, { subject_id: 'c/ada@example.org', meta: { by: 'a@example.org' } });
    const escaped = JSON.stringify(line).replaceAll('@', '\\u0040');
    expect(said(scannedText(escaped))).toEqual([
      'e-mail address at subject_id × 1',
      'e-mail address at meta.by × 1',
      'e-mail address at payload.note × 1',
    ]);
    const found = scanned([event(people)]);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(400);
    expect(found.at(-1)?.path === 'payload.*.note' || found.some(({ path }) => path === 'payload.*.note')).toBe(true);
  });

  it('goes on where an unfinished import stopped', () => {
    const all = Array.from({ length: 40_000 }, (_, i) => event({ email: `a${i}@example.org` }, { id: `r${i}` }));
    const segments: Segment[] = [];
    const ingest = createIngest({ reading: { format: 'factline' }, onSegment: (s) => segments.push(s) });
    ingest.push(utf8.encode(all.map((r) => `${JSON.stringify(r)}\n`).join('')));
    ingest.end();
    const first = createHoldScan();
    for (const segment of segments.slice(0, 1)) first.segment(segment);
    const types = segments.slice(0, 1).flatMap(({ dictionary }) => dictionary.types);
    const second = createHoldScan(first.found(), types);
    for (const segment of segments.slice(1)) second.segment(segment);
    expect(second.found()).toEqual(scanned(all));
  });

  it('is not drowned by ids, times and hashes', () => {
    expect(
      scanned([
        event({
          order_id: '4111111111111111',
          at: '2026-03-01T14:00:00Z',
          micros: 1710000000000000,
          sha: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          repo: { full_name: 'owner/repo' },
          host: '4711@build-3.local',
          body: 'Some prose in a field of an issue, by nobody in particular.',
          page_token: 'CAUQAA1234567890abcdef',
        }),
      ]),
    ).toEqual([]);
  });
});

describe('a model', () => {
  const modelOf = (events: string) => {
    const { model } = parseModel([{ path: 'm.model.yaml', text: `factline: 1\nprofile: unified\n${events}` }]);
    if (!model) throw new Error('the model of the test is broken');
    return model;
  };
  const found = scanned([
    event({ customer: { email: 'ada@example.org' }, password: 'hunter2' }),
    event({ customer: { email: 'ada@example.org' } }, { id: 'r2', type: 'Closed' }),
  ]);

  it('that declares personal data leaves no reason to hold for it, in that type', () => {
    const model = modelOf(
      'events:\n  Opened: { version: 1, payload: { customer: { type: object, fields: { email: { type: email, sensitive: personal, reason: receipt } } }, password: string } }\n',
    );
    expect(said(reasonsToHold(found, model))).toEqual([
      'secret at payload.password × 1',
      'e-mail address at payload.customer.email × 1',
    ]);
    expect(reasonsToHold(found, model)[1]?.types).toEqual({ Closed: 1 });
  });

  it('whose class is for personal data permits it, and never a secret', () => {
    const model = modelOf(
      'events:\n  Opened: { version: 1, classification: personal, payload: { password: string } }\n  Closed: { version: 1, classification: phi }\n',
    );
    expect(said(reasonsToHold(found, model))).toEqual(['secret at payload.password × 1']);
    expect(said(reasonsToHold(found, undefined))).toEqual(said(found));
  });
});

it('shows the look of a value and nothing of it', () => {
  expect(exampleOf('Ada Löve-1@x.org', 'shape', 'personal')).toBe('Xxx Xxxx-0@x.xxx');
  expect(exampleOf('hunter2', 'name', 'secret')).toBe('••••••••');
  expect(exampleOf('日本 ٣', 'shape', 'personal')).toBe('xx 0');
});

/** Every text of a value, with its path. */
function* leaves(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, child] of Object.entries(value)) yield* leaves(child, `${path}/${key}`);
}

it('a masked line is the original but for the masked values and the seal, and a scan finds nothing in it', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), (records) => {
      const masking = createMasking(() => true);
      const masked = records.map((r) => {
        const bytes = bytesOf(r);
        return JSON.parse(new TextDecoder().decode(masking.line(bytes, 0, bytes.length, 0))) as object;
      });
      let changed = 0;
      for (const [i, original] of records.entries()) {
        const { hash: _, prev_hash: __, ...bare } = original;
        const now = new Map(leaves(masked[i]));
        const before = [...leaves(JSON.parse(JSON.stringify(bare)))];
        expect([...now.keys()]).toEqual(before.map(([path]) => path));
        for (const [path, value] of before) {
          const is = now.get(path);
          if (is === value) continue;
          changed++;
          expect(typeof is === 'string' ? is.startsWith('redacted:') : is).toBe(typeof is === 'string' ? true : 0);
          expect(typeof is).toBe(typeof value);
        }
      }
      expect(masking.masked().reduce((sum, { count }) => sum + count, 0)).toBe(changed);
      expect(scanned(masked)).toEqual([]);
      const out = JSON.stringify(masked);
      for (const secret of [...SECRETS, ...PERSONAL]) expect(out).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
    { numRuns: 400 },
  );
});

it('identities stay the same ones: equal before, equal after', () => {
  const masking = createMasking(() => true);
  const line = (value: unknown) => {
    const bytes = bytesOf(value);
    return new TextDecoder().decode(masking.line(bytes, 0, bytes.length, 0));
  };
  expect(line({ id: 'ada@example.org', type: 'A', subject_id: 'bob@example.org', payload: null })).toBe(
    '{"id":"redacted:e-mail address 1","type":"A","subject_id":"redacted:e-mail address 2","payload":null}',
  );
  expect(line({ id: 'x', type: 'A', causation_id: 'ada@example.org', payload: 'bob@example.org' })).toBe(
    '{"id":"x","type":"A","causation_id":"redacted:e-mail address 1","payload":"redacted:e-mail address"}',
  );
  const row = bytesOf({ processed: 'ada@example.org', consumer: 'mailer', t_process: '2026-01-01T00:00:00Z' });
  expect(new TextDecoder().decode(masking.processingLine(row, 0, row.length))).toBe(
    '{"processed":"redacted:e-mail address 1","consumer":"mailer","t_process":"2026-01-01T00:00:00Z"}',
  );
});

it('a masked line is still a line of the contract', () => {
  const masking = createMasking(() => true);
  const bytes = bytesOf(
    event({ email: 'ada@example.org', big: '@' }, { hash: 'ab'.repeat(32), prev_hash: '0'.repeat(64) }),
  );
  const text = new TextDecoder().decode(bytes).replace('"@"', '9007199254740993');
  const line = masking.line(utf8.encode(text), 0, text.length, 0);
  expect(new TextDecoder().decode(line)).toContain('"big":9007199254740993');
  expect(readText(line, { format: 'factline' }).columns.count).toBe(1);
});
