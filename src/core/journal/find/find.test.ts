import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../record/json.ts';
import { analyse } from '../analyse.ts';
import { createIngest } from '../ingest.ts';
import { processedAt } from '../lanes-of.ts';
import { memoryJournal } from '../memory.ts';
import { LINE_WORDS, readRowWords } from '../row-words.ts';
import type { Segment } from '../segment.ts';
import { inverse, slotRows } from '../slots.ts';
import { askedPaths, askedTypes } from './asked-paths.ts';
import { completeFind } from './complete-find.ts';
import { recordTest } from './match-record.ts';
import { parseFind } from './parse-find.ts';
import { judgePrecedence } from './precedence.ts';
import { MAYBE, triage, YES } from './triage.ts';
import { compareDecimals, durationOf, nameTest, timeSpan } from './values.ts';

const LINES = [
  '{"id":"1","type":"OrderPlaced","subject_type":"order","subject_id":"o-1","sequence":1,"t_event":"2026-01-05T10:00:00Z","t_log":"2026-01-05T10:00:01Z","producer":"web","correlation_id":"c1","payload":{"total":250.50,"customer":"c-12","items":[{"sku":"A"},{"sku":"B"}],"due":"2026-02-01"},"t_process":"2026-01-05T10:00:05Z"}',
  '{"id":"2","type":"OrderPlaced","subject_type":"order","subject_id":"o-2","sequence":1,"t_event":"2026-01-31T23:59:59Z","t_log":"2026-02-01T02:00:00Z","payload":{"total":99,"customer":"c-13","coupon":null}}',
  '{"id":"3","type":"OrderShipped","subject_type":"order","subject_id":"o-1","sequence":4,"t_event":"2026-02-02T00:00:00Z","t_log":"2026-02-02T00:00:01Z","correlation_id":"c1","payload":{"carrier":"UPS","big":9007199254740993,"note":"say \\"hi\\" (now)"}}',
  '{"id":"4","type":"PaymentReceived","version":2,"subject_type":"payment","subject_id":"p-1","sequence":1,"t_log":"2026-02-03T00:00:00Z","payload":{"total":100,"ok":true}}',
  '{"id":"1","type":"OrderPlaced","subject_type":"order","subject_id":"o-1","sequence":1,"t_event":"2026-01-05T10:00:00Z","t_log":"2026-01-05T10:00:09Z","payload":{"total":250.50,"customer":"c-12","items":[{"sku":"A"},{"sku":"B"}],"due":"2026-02-01"}}',
];

async function journal() {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading: { format: 'factline' }, onSegment: (s) => segments.push(s) });
  ingest.push(new TextEncoder().encode(`${LINES.join('\n')}\n`));
  ingest.end();
  const { columns, hashes, line, block } = memoryJournal(segments);
  const { sequence, identity } = ingest.header;
  const read = (row: number) => parseLine(line(row), true);
  const analysis = await analyse({ columns, hashes, sequence, identity, read });
  const reader = readRowWords(columns.count, LINE_WORDS);
  reader.add(0, block(0));
  const input = {
    words: (field: string) => (field === 'producer' ? reader.words.producer : undefined),
    columns,
    analysis,
    rowSlot: inverse(slotRows(columns, analysis.scopes)),
    tProcessMicros: processedAt(columns),
  };
  return { input, line, read };
}
const { input, line, read } = await journal();

/** Lines that a query finds, by columns and records; and whether the columns alone would have said the same where they say anything. */
function found(query: string): string {
  const parsed = parseFind(query);
  if (parsed.kind !== 'find' || !parsed.find) return parsed.kind === 'error' ? parsed.error.message : parsed.kind;
  const quick = triage(parsed.find, input);
  const whole = recordTest(parsed.find, input);
  const rows: number[] = [];
  for (let row = 0; row < LINES.length; row++) {
    const bytes = line(row);
    const yes = whole({ row, bytes, start: 0, end: bytes.length, record: () => read(row) });
    const verdict = quick(row);
    if (verdict !== MAYBE) expect(verdict === YES, `${query} at ${row}`).toBe(yes);
    if (yes) rows.push(row + 1);
  }
  return rows.join(' ');
}

describe('the query line', () => {
  it.each([
    ['type:Order*', '1 2 3 5'],
    ['type:orderplaced', '1 2 5'],
    ['type=orderplaced', ''],
    ['type:OrderShipped,Payment*', '3 4'],
    ['type!=OrderPlaced', '3 4'],
    ['-type:OrderPlaced', '3 4'],
    ['subject:order/o-1', '1 3 5'],
    ['subject_type:payment', '4'],
    ['subject_id:p-1', '4'],
    ['producer:"web"', '1'],
    ['-producer:"web"', '2 3 4 5'],
    ['producer:"WEB","x"', ''],
    ['hour:10', '1 5'],
    ['hour:0..9', '3 4'],
    ['hour:23', '2'],
    ['sequence>1', '3'],
    ['seq:2..9', '3'],
    ['version:2', '4'],
    ['line:2..3', '2 3'],
    ['payload.total>100', '1 5'],
    ['payload.total>=100', '1 4 5'],
    ['payload.total:250.5', '1 5'],
    ['payload.total:90..100', '2 4'],
    ['payload.big:9007199254740993', '3'],
    ['payload.big:9007199254740992', ''],
    ['payload.big>9007199254740992', '3'],
    ['payload.customer:c-1*', '1 2 5'],
    ['payload.customer:*', '1 2 5'],
    ['-payload.customer:*', '3 4'],
    ['payload.coupon:null', '2'],
    ['payload.items.sku:B', '1 5'],
    ['payload.items.0.sku:B', ''],
    ['payload.ok:true', '4'],
    ['payload.due<2026-02-02', '1 5'],
    ['payload.due:2026-02', '1 5'],
    ['t_event:2026-01', '1 2 5'],
    ['t_log:2026-01..2026-02', '1 2 3 4 5'],
    ['t_log:2026-02-01', '2'],
    ['t_log>2026-02-01', '3 4'],
    ['t_log:..2026-01-05T10:00:01Z', '1'],
    ['late:>1h', '2'],
    ['late:yes', '2'],
    ['late<2s', '1 3'],
    ['processing:>3s', '1'],
    ['consumer:import', '1'],
    ['gap:yes', '3'],
    ['gap:no type:OrderShipped', ''],
    ['duplicate:yes', '1 5'],
    ['duplicate:exact', '1 5'],
    ['duplicate:conflicting', ''],
    ['"say \\\\\\"hi"', '3'],
    ['ups', '3'],
    ['UPS or version:2', '3 4'],
    ['(ups or version:2) and -type:Order*', '4'],
    ['not (type:Order* or type:Pay*)', ''],
    ['producer:web', '1'],
    ['correlation:c1 type:OrderShipped', '3'],
    ['id:1', '1 5'],
  ])('%s finds lines %s', (query, expected) => {
    expect(found(query)).toBe(expected);
  });

  it.each([
    ['meta.user_name:x', ['meta.user_name']],
    ['type:A -(payload."a b".c>1 or actor:b) "text" payload."a b".c:2', ['payload."a b".c', 'actor_id']],
    ['type:A sequence>3', []],
    ['every A needs B', []],
    ['payload.a:', []],
  ])('%s asks for the paths %j, each once and each to be asked for by itself', (line, paths) => {
    expect(askedPaths(line).map(({ path }) => path)).toEqual(paths);
    for (const { path, any } of askedPaths(line)) {
      expect(parseFind(any).kind).toBe('find');
      expect(askedPaths(any).map((one) => one.path)).toEqual([path]);
    }
  });

  it('asks nothing where it is empty', () => {
    expect(parseFind('  ')).toEqual({ kind: 'find', find: undefined, terms: [] });
  });

  it.each([
    ['typ:Order', 0, 3, /no field `typ`.*`type`/],
    ['type:', 0, 5, /a value must follow/],
    ['type:a,', 0, 5, /a value must follow/],
    ['(type:a', 0, 1, /not closed/],
    ['type:a)', 6, 7, /closes nothing/],
    ['a or', 2, 4, /something must follow/],
    ['"abc', 0, 4, /quote is not closed/],
    ['sequence:abc', 9, 12, /no number/],
    ['t_log:2026-13', 6, 13, /no time/],
    ['late:>soon', 6, 10, /no duration/],
    ['gap:maybe', 4, 9, /not one of yes, no/],
    ['type>5', 5, 6, /is text/],
    ['payload.a>1..2', 10, 14, /range/],
    ['payload:3', 0, 7, /no field/],
    ['every A', 0, 7, /every CreditPulled/],
    ['payload.total>', 0, 14, /a number or a time must follow, such as `100` or `2026-01-31`/],
    ['payload.total:>=', 0, 16, /a number or a time/],
    ['payload.total:', 0, 14, /such as `abc\*`/],
    ['sequence>', 0, 9, /a number must follow, such as `100`/],
    ['sequence:', 0, 9, /such as `5\.\.9`/],
    ['t_log<=', 0, 7, /a time must follow, such as `2026-01-31`/],
    ['late:>', 0, 6, /a duration must follow, such as `1h`/],
    ['type>', 0, 5, /`type` is text/],
    ['gap>', 0, 4, /`gap:yes`/],
    ['every A needs B within 10s', 23, 26, /`within 10s` cannot be asked.*`within subject`.*`within correlation`/],
    ['every A needs B within order, evidence', 23, 29, /no limit of time/],
    ['every A needs B within subject 10s', 0, 34, /every CreditPulled/],
  ])('%s is told at %i to %i', (query, start, end, message) => {
    const parsed = parseFind(query);
    expect(parsed).toMatchObject({ kind: 'error', error: { start, end } });
    expect(parsed.kind === 'error' && parsed.error.message).toMatch(message);
  });

  it('never throws, and places every mistake within the line', () => {
    const piece = fc.constantFrom(
      'type',
      ':',
      '>',
      '=',
      '"',
      '(',
      ')',
      ' ',
      '-',
      'or',
      'not',
      'payload.',
      'a',
      '1',
      '..',
      ',',
      't_log:2026',
      '*',
      'every ',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((p) => p.join('')),
        (text) => {
          const parsed = parseFind(text);
          if (parsed.kind === 'error') {
            expect(parsed.error.start).toBeGreaterThanOrEqual(0);
            expect(parsed.error.start).toBeLessThan(parsed.error.end);
            expect(parsed.error.start).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a question of precedence', () => {
  const records = [
    ['a', 'Asked', 's1', 'c1'],
    ['b', 'Pulled', 's1', 'c1'],
    ['c', 'Pulled', 's2', 'c1'],
    ['d', 'Asked', 's2', 'c2'],
  ] as const;
  const judged = (text: string) => {
    const parsed = parseFind(text);
    if (parsed.kind !== 'precedence') throw new Error(parsed.kind);
    const judge = judgePrecedence(parsed.precedence, true);
    records.forEach(([id, type, subject_id, correlation_id], row) => {
      if (judge.concerns(type))
        judge.add({ id, type, version: 1, subject_id, correlation_id, payload: null }, row, row + 1);
    });
    return judge.end();
  };
  it('names the evidence and the exceptions', () => {
    expect(judged('every Pulled needs Asked within subject')).toEqual({ evidence: [1], exceptions: [2] });
    expect(judged('every pulled needs asked within thread evidence')).toEqual({ evidence: [1, 2], exceptions: [] });
  });
});

describe('values', () => {
  it('compares decimals by value', () => {
    expect(compareDecimals('1.10', '1.1')).toBe(0);
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1);
    expect(compareDecimals('-1e2', '-99')).toBe(-1);
    expect(compareDecimals('1e999999999', '1')).toBe(1);
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => compareDecimals(String(a), String(b)) === Math.sign(a - b)),
    );
  });
  it('matches names as a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 6 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 }), letters, (pattern, name) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i').test(name);
        expect(nameTest(pattern)(name)).toBe(expected);
      }),
    );
  });
  it('reads spans and durations', () => {
    const day = 86_400_000_000;
    expect((timeSpan('2024-02')?.to ?? 0) - (timeSpan('2024-02')?.from ?? 0)).toBe(29 * day);
    expect(timeSpan('2026-01-01+02:00')?.from).toBe((timeSpan('2026-01-01')?.from ?? 0) - 7_200_000_000);
    expect(timeSpan('2026-02-30')).toBeUndefined();
    expect(durationOf('1.5h')).toBe(5_400_000_000);
    expect(durationOf('-2s')).toBe(-2_000_000);
    expect(durationOf('1 h')).toBeUndefined();
  });
});

describe('completion', () => {
  const vocabulary = {
    types: [{ type: 'OrderPlaced', count: 3 }],
    subjectTypes: ['order'],
    consumers: ['mailer'],
    paths: ['payload.total'],
  };
  const offered = (text: string) => {
    const caret = text.indexOf('|');
    const { from, to, items } = completeFind(text.replace('|', ''), caret, vocabulary);
    const line = text.replace('|', '');
    return items.map((item) => line.slice(0, from) + item.text + line.slice(to));
  };
  it('offers fields, values and the words of a question', () => {
    expect(offered('ty|')).toContain('type:');
    expect(offered('gap:yes tot|')).toEqual(['gap:yes payload.total:']);
    expect(offered('type:Or|')).toContain('type:OrderPlaced');
    expect(offered('-type:A,Or|')).toContain('-type:A,OrderPlaced');
    expect(offered('subject:|')).toContain('subject:order/');
    expect(offered('gap:|')).toEqual(['gap:yes']);
    expect(offered('every |')).toEqual(['every OrderPlaced']);
    expect(offered('every A n|')).toEqual(['every A needs']);
    expect(offered('every A needs B within |')).toEqual([
      'every A needs B within subject',
      'every A needs B within correlation',
    ]);
  });
});

it('finds a value in the bytes as it does in the parsed record', () => {
  const parsed = (query: string) => {
    const found = parseFind(query);
    if (found.kind !== 'find' || !found.find) throw new Error(query);
    return recordTest(found.find, input);
  };
  const tests = [
    'payload.a.b>5',
    'payload.a.b:x*',
    'payload.a.b!=1',
    'payload.a.b:null',
    'payload.a:*',
    'payload.a.b:2026-01',
  ].map(parsed);
  const value = fc.oneof(
    fc.constantFrom('2026-01-05', 'xyz', 'x', 5, 6, null, true, [1, 'x'], [{ b: 7 }], { b: 'x1' }),
    fc.jsonValue(),
    fc.record({ b: fc.jsonValue() }),
    fc.record({ b: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  );
  fc.assert(
    fc.property(value, fc.boolean(), (a, twice) => {
      const json = JSON.stringify(a);
      const text = (key: string) =>
        `{"id":"1","type":"T","version":1,"payload":{"n":1${twice ? `,"${key}":{"b":1}` : ''},"${key}":${json}}}`;
      // A key that is written with an escape is left to the parser.
      const verdict = (line: string) => {
        const bytes = new TextEncoder().encode(line);
        return tests.map((test) =>
          test({ row: 0, bytes, start: 0, end: bytes.length, record: () => parseLine(bytes, true) }),
        );
      };
      expect(verdict(text('a'))).toEqual(verdict(text('\\u0061')));
    }),
  );
});

it('the types that a query asks for are those that it names whole', () => {
  expect(askedTypes('type:Paid,Placed or (type=Sent -type:Lost) type:Order* subject:Paid')).toEqual([
    'Paid',
    'Placed',
    'Sent',
  ]);
  expect(askedTypes('type:')).toEqual([]);
});
