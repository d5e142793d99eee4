import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string, format = 'castore') => readLines([text], { format });
const EVENT =
  '{"aggregateId":"p1","version":2,"type":"CAUGHT","timestamp":"2026-01-01T00:00:00.000Z","payload":{"n":12345678901234567890},"metadata":{"by":"u"}}';
const BARE = '{"aggregateId":"p1","version":1,"type":"APPEARED","timestamp":"2026-01-01T00:00:00.000Z"}';
const times = '"t_event":"2026-01-01T00:00:00.000Z","t_log":"2026-01-01T00:00:00.000Z"';
const line = (store: string, rest = '') =>
  `{"id":"${store ? `${store}/` : ''}p1#2","type":"CAUGHT",${store ? `"subject_type":"${store}",` : ''}"subject_id":"p1","sequence":2,${times},"payload":{"n":12345678901234567890},"meta":{"id_made":true,"metadata":{"by":"u"}${rest}}}`;

describe('Castore', () => {
  it('messages of two kinds, as many of the one as of the other, are recognised', () => {
    const text =
      '{"eventStoreId":"S","event":{"aggregateId":"a","version":1,"type":"T","timestamp":"2026-01-01T00:00:00.000Z"}}\n{"eventStoreId":"S","aggregateId":"a","initialEventTimestamp":"2026-01-01T00:00:00.000Z"}\n';
    expect(formatOf(text)).toBe('castore');
    expect(formatOf(text.replace('"initialEventTimestamp"', '"other"'))).toBe('');
  });
  it('reads event details as lines, an array, one result, by aggregate', () => {
    for (const text of [
      `${EVENT}\n`,
      `[${EVENT}]`,
      `{"events":[${EVENT}]}`,
      `{"p1":[${EVENT}]}`,
      `{\n "p1": [\n  ${EVENT}\n ]\n}\n`,
      JSON.stringify(JSON.parse(EVENT.replace('12345678901234567890', '0')), undefined, 2).replace(
        '"n": 0',
        '"n":12345678901234567890',
      ),
    ]) {
      expect(formatOf(text), text).toBe('castore');
      const { lines, rejected } = read(text);
      expect([lines.map((l) => l.replace(/([{:,]) +| +(?=[}])/g, '$1')), rejected], text).toEqual([[line('')], []]);
    }
  });
  it('an event without payload has none', () => {
    expect(read(`${BARE}\n`).lines).toEqual([
      `{"id":"p1#1","type":"APPEARED","subject_id":"p1","sequence":1,${times},"payload":null,"meta":{"id_made":true}}`,
    ]);
  });
  it('reads messages; that an aggregate exists is no event', () => {
    const text = `{"eventStoreId":"POKE","event":${EVENT}}\n{"eventStoreId":"POKE","event":${EVENT},"aggregate":{"hp":3}}\n{"eventStoreId":"POKE","aggregateId":"p1","initialEventTimestamp":"2026-01-01T00:00:00.000Z"}\n`;
    expect(formatOf(text)).toBe('castore');
    const { lines, rejected } = read(text);
    expect(lines).toEqual([line('POKE'), line('POKE', ',"aggregate":{"hp":3}')]);
    expect(rejected).toEqual(['3: this message says that an aggregate exists; there is no event in it']);
  });
  it('reads EventBridge entries: the id of the entry is not that of the event', () => {
    const text = `{"version":"0","id":"x","detail-type":"__REPLAYED__","source":"POKE","account":"1","time":"2026-01-01T00:00:09Z","region":"r","resources":[],"detail":{"eventStoreId":"POKE","event":${EVENT}}}\n`;
    expect(formatOf(text)).toBe('castore');
    expect(read(text).lines).toEqual([
      line(
        'POKE',
        ',"id":"x","detail-type":"__REPLAYED__","source":"POKE","account":"1","time":"2026-01-01T00:00:09Z","region":"r","resources":[]',
      ),
    ]);
  });
  const ITEM =
    '{"aggregateId":{"S":"POKE#p1"},"version":{"N":"2"},"type":{"S":"CAUGHT"},"timestamp":{"S":"2026-01-01T00:00:00.000Z"},"payload":{"M":{"n":{"N":"12345678901234567890"},"l":{"L":[{"BOOL":true},{"NULL":true},{"M":{}}]},"s":{"SS":["a"]}}},"isInitialEvent":{"N":"1"},"eventStoreId":{"S":"POKE"}}';
  it('reads items of DynamoDB without their types', () => {
    const expected = `{"id":"POKE/p1#2","type":"CAUGHT","subject_type":"POKE","subject_id":"p1","sequence":2,${times},"payload":{"n":12345678901234567890,"l":[true,null,{}],"s":["a"]},"meta":{"id_made":true,"isInitialEvent":1}}`;
    for (const text of [
      `${ITEM}\n`,
      `{"Item":${ITEM}}\n{"Item":${ITEM}}\n`,
      `{\n"Items": [\n${ITEM}\n],\n"Count": 1,"ScannedCount":1}`,
    ]) {
      expect(formatOf(text), text).toBe('castore');
      expect(read(text).lines[0], text).toBe(expected);
    }
  });
  it('reads the table of the PostgreSQL adapter', () => {
    const text =
      'aggregate_name,aggregate_id,version,type,data,metadata,timestamp\nPOKE,p1,2,CAUGHT,"{""n"":1}",,2026-01-01 00:00:00+00\n';
    expect(formatOf(text)).toBe('castore-postgres');
    expect(read(text, 'castore-postgres').lines).toEqual([
      '{"id":"POKE/p1#2","type":"CAUGHT","subject_type":"POKE","subject_id":"p1","sequence":2,"t_event":"2026-01-01T00:00:00Z","t_log":"2026-01-01T00:00:00Z","payload":{"n":1},"meta":{"id_made":true,"metadata":null}}',
    ]);
  });
  it('events with an id of their own are of another house', () => {
    expect(formatOf(`{"eventId":"1",${BARE.slice(1)}\n`)).toBe('');
  });
  it('a file that ends in an event keeps the others', () => {
    const { lines, rejected } = read(`{\n "p1": [\n  ${EVENT},\n  ${BARE.slice(0, 40)}`);
    expect([lines.length, rejected.join()]).toEqual([1, expect.stringMatching(/cut off/)]);
  });
});

describe.skipIf(!hasSamples)('the samples of Castore', () => {
  it.each(['eventbridge-entries.ndjson', 'notification-messages.ndjson', 'getEvents-by-aggregate.json'])(
    '%s',
    async (name) => {
      const bytes = sample(`engine-generated/castore-core__${name}`);
      const count = bytes.toString().match(/"aggregateId":/g)?.length;
      expect(formatOf(bytes)).toBe('castore');
      const { lines, rejected } = readLines([bytes], { format: 'castore' });
      expect([lines.length, rejected]).toEqual([count, []]);
      expect(await integrityOf(bytes, 'castore')).toMatchObject({ gaps: 0, startsLate: 0, duplicates: 0 });
    },
  );
});
