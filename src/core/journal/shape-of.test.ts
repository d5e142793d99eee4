import { expect, it } from 'vitest';
import { parseExact } from '../record/json.ts';
import type { JournalRecord } from '../record/record.ts';
import { collectShapes } from './shape-of.ts';

it('describes payloads by path: how often, which kinds, which values', () => {
  const payloads = [
    '{"status":"open","total":1,"big":9007199254740993,"lines":[{"sku":"a"},{"sku":"b"}],"a.b":true,"at":"2026-01-01T00:00:00Z"}',
    '{"status":"paid","total":1.5,"customer":{"name":null}}',
    '"no object"',
  ];
  const collector = collectShapes();
  for (const [i, payload] of payloads.entries())
    collector.add(
      parseExact(`{"id":"${i}","type":"T","version":${i + 1},"payload":${payload}}`) as unknown as JournalRecord,
    );
  const [shape] = collector.shapes({ T: 40 });
  expect([shape?.count, shape?.sampled, shape?.versions]).toEqual([40, 3, [1, 2, 3]]);
  expect(
    shape?.fields.map(
      ({ path, present, kinds, values }) => `${path} ${present} ${kinds.join('|')} ${JSON.stringify(values)}`,
    ),
  ).toEqual([
    'status 2 string ["open","paid"]',
    'total 2 integer|number [1,1.5]',
    'big 1 big integer [{"$digits":"9007199254740993"}]',
    'lines 1 array []',
    'lines[] 2 object []',
    'lines[].sku 2 string ["a","b"]',
    '"a.b" 1 boolean [true]',
    'at 1 datetime ["2026-01-01T00:00:00Z"]',
    'customer 1 object []',
    'customer.name 1 null [null]',
  ]);
});

it('keeps few of many values, and few fields of a map keyed by data', () => {
  const collector = collectShapes();
  for (let i = 0; i < 1000; i++)
    collector.add({ id: `${i}`, type: 'T', version: 1, payload: { n: i, [`key${i}`]: 1 } });
  const fields = collector.shapes({})[0]?.fields ?? [];
  expect(fields.length).toBeLessThanOrEqual(400);
  expect(fields[0]).toMatchObject({ path: 'n', present: 1000, kinds: ['integer'] });
  expect(fields[0]?.values.length).toBeLessThanOrEqual(12);
  expect(fields[0]?.distinct).toBeGreaterThan(12);
});
