import { describe, expect, it } from 'vitest';
import { makePreview } from '../make-preview.ts';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string, format: string) => readLines([text], { format });
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('OCEL 2.0 in JSON', () => {
  const EVENT =
    '{"id":"e1","type":"Pay","time":"2022-01-09T14:00:00.123456789Z","attributes":[{"name":"n","value":12345678901234567890},{"name":"who","value":"x"}],"relationships":[{"objectId":"i1","qualifier":"paid"},{"objectId":"p1","qualifier":""},{"objectId":"i1","qualifier":"closed"},{"objectId":"unknown","qualifier":"?"}]}';
  const OBJECTS =
    '[{"id":"i1","type":"Invoice","attributes":[{"name":"blocked","time":"1970-01-01T00:00:00Z","value":"no"},{"name":"blocked","time":"2022-01-09T14:00:00Z","value":"yes"}],"relationships":[{"objectId":"p1","qualifier":"of"}]},{"id":"p1","type":"Payment"}]';
  const RECORD =
    '{"id":"e1","type":"Pay","subject_type":"Invoice","subject_id":"i1","also":[{"subject_type":"Payment","subject_id":"p1"},{"subject_id":"unknown"}],"t_event":"2022-01-09T14:00:00.123456789Z","payload":{"n":12345678901234567890,"who":"x"},"meta":{"relationships":[{"objectId":"i1","qualifier":"paid"},{"objectId":"p1","qualifier":""},{"objectId":"i1","qualifier":"closed"},{"objectId":"unknown","qualifier":"?"}],"objects":[{"id":"i1","type":"Invoice","attributes":[{"name":"blocked","time":"1970-01-01T00:00:00Z","value":"no"},{"name":"blocked","time":"2022-01-09T14:00:00Z","value":"yes"}],"relationships":[{"objectId":"p1","qualifier":"of"}]}]}}';
  const types = '"objectTypes":[{"name":"Invoice","attributes":[]}],"eventTypes":[{"name":"events","attributes":[]}]';

  it('reads events with the types of their objects, in whatever order they stand', () => {
    for (const text of [
      `{${types},"objects":${OBJECTS},"events":[${EVENT}]}`,
      `{"events":[${EVENT}],${types},"objects":${OBJECTS}}`,
      `{\n${types},\n"events": [\n${EVENT}\n],\n"objects" : ${OBJECTS}\n}\n`,
    ]) {
      expect(formatOf(text), text).toBe('ocel2');
      const { lines, rejected, notes } = read(text, 'ocel2');
      expect([lines, rejected], text).toEqual([[RECORD], []]);
      expect(notes).toEqual([
        '2 objects are described, with 2 values of attributes (1 of them a later change) and 1 relation to other objects. Those are no events: what is said of an object stands in `meta.objects` of the first record that names it.',
      ]);
    }
  });
  it('an event of no object, one whose relations have no qualifiers, one with more than the format says', () => {
    const text = `{${types},"events":[{"id":"a","type":"A","time":"2022-01-09T14:00:00","attributes":[],"relationships":[]},{"id":"b","type":"B","time":"x","relationships":[{"objectId":"i1"}],"extra":1}],"objects":${OBJECTS}}`;
    expect(read(text, 'ocel2').lines).toEqual([
      '{"id":"a","type":"A","t_event":"2022-01-09T14:00:00Z","payload":{}}',
      '{"id":"b","type":"B","subject_type":"Invoice","subject_id":"i1","payload":{},"meta":{"raw":{"t_event":"x"},"extra":1,"objects":[{"id":"i1","type":"Invoice","attributes":[{"name":"blocked","time":"1970-01-01T00:00:00Z","value":"no"},{"name":"blocked","time":"2022-01-09T14:00:00Z","value":"yes"}],"relationships":[{"objectId":"p1","qualifier":"of"}]}]}}',
    ]);
  });
  it('what is said of an object is told once, every digit of it, by a record; of one that no event names, that it is not', () => {
    const big =
      '{"id":"i1","type":"Invoice","attributes":[{"name":"n","time":"2022-01-09T14:00:00Z","value":9007199254740993}]}';
    const other = '{"id":"i9","type":"Invoice","relationships":[{"objectId":"i1","qualifier":""}]}';
    const event = (id: string, type: string) =>
      `{"id":"${id}",${type}"time":"2022-01-09T14:00:00Z","relationships":[{"objectId":"p1"},{"objectId":"i1"}]}`;
    const { lines, rejected, notes } = read(
      `{${types},"objects":[${big},${other}],"events":[${event('a', '')},${event('b', '"type":"B",')},${event('c', '"type":"C",')}]}`,
      'ocel2',
    );
    expect(rejected.length).toBe(1);
    expect(lines.map((line) => line.includes('"objects"'))).toEqual([true, false]);
    expect(lines[0]).toContain(`"objects":[${big}]`);
    expect(notes.join()).toMatch(/1 of these objects no event names/);
  });
  it('an event that is none costs only itself; a file that was cut off keeps the rest', () => {
    const text = `{${types},"objects":${OBJECTS},"events":[${EVENT},7,{"id":},{"id":"x"},${EVENT.slice(0, 60)}`;
    const { lines, rejected } = read(text, 'ocel2');
    expect(lines).toEqual([RECORD]);
    expect(rejected).toEqual([
      '2: this is not a JSON object',
      expect.stringMatching(/^3: this is no JSON/),
      expect.stringMatching(/^4: it has no type/),
      '5: the file ends inside this element: it was cut off',
    ]);
    expect(() => read('{"a":[1]}', 'ocel2')).toThrow(/no array or object under/);
  });
  it('is the same in pieces of any size', () => {
    const bytes = bytesOf(
      `{${types},"events":[${EVENT},${EVENT.replaceAll('e1', 'é😀"'.replace('"', '\\"'))}],"objects":${OBJECTS}}`,
    );
    const whole = readLines([bytes], { format: 'ocel2' }).lines;
    for (const size of [1, 5, 64]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(readLines([pieces], { format: 'ocel2' }).lines).toEqual(whole);
    }
    expect(whole.length).toBe(2);
  });
  it('of a large file whose objects come last, the head is shown', async () => {
    const text = `{${types},"events":[${EVENT},${EVENT.replace('e1', 'e2')},${EVENT.slice(0, 50)}`;
    const bytes = bytesOf(text);
    const preview = await makePreview([{ name: 'a.json', bytes, totalBytes: 1 << 30, complete: false }]);
    expect([preview.reading, preview.records.map(({ record }) => record.id)]).toEqual([
      { format: 'ocel2' },
      ['e1', 'e2'],
    ]);
  });
});

describe('OCEL 1.0 in JSON', () => {
  it('reads the maps of events and objects', () => {
    const text =
      '{"ocel:global-log":{"ocel:version":"1.0"},"ocel:events":{"e\\"1":{"ocel:activity":"Pay","ocel:timestamp":"1980-01-01T00:00:00","ocel:omap":["i1","i2","i1"],"ocel:vmap":{"n":1.50},"more":1},"e2":{"ocel:activity":"Ship","ocel:timestamp":"1970-01-01T00:00:00.000Z","ocel:omap":[]}},"ocel:objects":{"i1":{"ocel:type":"item","ocel:ovmap":{"a":1}},"i2":{"ocel:type":"other","ocel:ovmap":{}}}}';
    expect(formatOf(text)).toBe('ocel1');
    const { lines, notes } = read(text, 'ocel1');
    expect(lines).toEqual([
      '{"id":"e\\"1","type":"Pay","subject_type":"item","subject_id":"i1","also":[{"subject_type":"other","subject_id":"i2"}],"t_event":"1980-01-01T00:00:00Z","payload":{"n":1.50},"meta":{"more":1,"objects":[{"ocel:oid":"i1","ocel:type":"item","ocel:ovmap":{"a":1}}]}}',
      '{"id":"e2","type":"Ship","t_event":"1970-01-01T00:00:00.000Z","payload":{}}',
    ]);
    expect(notes.join()).toMatch(/^2 objects are described, with 1 value of attributes/);
  });
});

describe('OCEL in XML', () => {
  it('reads 2.0, with the types that are declared', () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<log>
  <object-types><object-type name="Invoice"><attributes><attribute name="blocked" type="string"/></attributes></object-type></object-types>
  <event-types><event-type name="Pay"><attributes><attribute name="n" type="integer"/><attribute name="ok" type="boolean"/></attributes></event-type></event-types>
  <objects>
    <object id="i1" type="Invoice"><attributes><attribute name="blocked" time="1970-01-01T00:00:00Z">no</attribute><attribute name="blocked" time="2022-01-09T14:00:00Z">yes</attribute></attributes>
      <objects><relationship object-id="p1" qualifier="of"/></objects></object>
    <object id="p1" type="Payment"/>
  </objects>
  <events>
    <event id="e1" type="Pay" time="2022-01-09T14:00:00Z">
      <attributes><attribute name="n">12345678901234567890</attribute><attribute name="ok">true</attribute><attribute name="who">R&amp;D <![CDATA[<x>]]></attribute></attributes>
      <objects><relationship object-id="i1" qualifier="paid"/><object object-id="p1" qualifier=""/></objects>
    </event>
    <event id="e2" type="Close" time="2022-01-10T14:00:00Z"/>
  </events>
</log>
`;
    expect(formatOf(text)).toBe('ocel-xml');
    const { lines, rejected, notes } = read(text, 'ocel-xml');
    expect([lines, rejected]).toEqual([
      [
        '{"id":"e1","type":"Pay","subject_type":"Invoice","subject_id":"i1","also":[{"subject_type":"Payment","subject_id":"p1"}],"t_event":"2022-01-09T14:00:00Z","payload":{"n":12345678901234567890,"ok":true,"who":"R&D <x>"},"meta":{"relationships":[{"object-id":"i1","qualifier":"paid"},{"object-id":"p1","qualifier":""}],"objects":[{"id":"i1","type":"Invoice","attributes":[{"name":"blocked","time":"1970-01-01T00:00:00Z","value":"no"},{"name":"blocked","time":"2022-01-09T14:00:00Z","value":"yes"}],"relationships":[{"object-id":"p1","qualifier":"of"}]}]}}',
        '{"id":"e2","type":"Close","t_event":"2022-01-10T14:00:00Z","payload":{}}',
      ],
      [],
    ]);
    expect(notes.join()).toMatch(
      /^2 objects are described, with 2 values of attributes \(1 of them a later change\) and 1 relation/,
    );
    const other = text
      .replace(/qualifier="[^"]*"/g, '')
      .replace('object-id="p1" /></objects>', 'object-id="p1" relationship="of"/></objects>');
    expect(
      JSON.parse(
        read(other.replace('<object object-id="p1" />', '<object object-id="p1" role="r"/>'), 'ocel-xml').lines[0] ??
          '',
      ).meta.relationships,
    ).toEqual([{ 'object-id': 'i1' }, { 'object-id': 'p1', role: 'r' }]);
    const cut = read(text.slice(0, text.indexOf('id="e2"')), 'ocel-xml');
    expect([cut.lines.length, cut.rejected]).toEqual([1, ['2: the file ends inside the log: it was cut off']]);
    const broken = read(text.replace('<attribute name="who">', '<attribute name=who>'), 'ocel-xml');
    expect([broken.lines.length, broken.rejected]).toEqual([1, [expect.stringMatching(/^1: .*no attribute/)]]);
  });
  it('reads 1.0, whose objects come last', () => {
    const text = `<?xml version='1.0' encoding='UTF-8'?>
<log>
  <global scope="event"><string key="activity" value="__INVALID__"/></global>
  <global scope="object"><string key="type" value="__INVALID__"/></global>
  <events><event><string key="id" value="e1"/><string key="activity" value="Pay"/><date key="timestamp" value="1980-01-01T00:00:00"/>
    <list key="omap"><string key="object-id" value="i1"/><string key="object-id" value="p1"/></list><list key="vmap"><int key="n" value="5"/></list></event></events>
  <objects><object><string key="id" value="i1"/><string key="type" value="Invoice"/><list key="ovmap"><string key="a" value="b"/></list></object></objects>
</log>`;
    expect(formatOf(text)).toBe('ocel-xml');
    expect(read(text, 'ocel-xml').lines).toEqual([
      '{"id":"e1","type":"Pay","subject_type":"Invoice","subject_id":"i1","also":[{"subject_id":"p1"}],"t_event":"1980-01-01T00:00:00Z","payload":{"n":5},"meta":{"objects":[{"id":"i1","type":"Invoice","ovmap":{"a":"b"}}]}}',
    ]);
  });
});

describe('pm4py’s table', () => {
  it('reads lists as Python writes them', () => {
    const text =
      'ocel:eid,ocel:activity,ocel:timestamp,cost,ocel:type:order,ocel:type:item\n' +
      `e1,Pay,1970-01-01 01:00:00,,['o1'],"['i1', ""it's"", 'a\\'b\\\\', 3, None]"\n` +
      'e2,Ship,1970-01-01 01:00:00,5,[],\n' +
      'e3,Ship,,,o9,"[broken"\n';
    expect(formatOf(text)).toBe('ocel-csv');
    expect(read(text, 'ocel-csv').lines).toEqual([
      `{"id":"e1","type":"Pay","subject_type":"order","subject_id":"o1","also":[{"subject_type":"item","subject_id":"i1"},{"subject_type":"item","subject_id":"it's"},{"subject_type":"item","subject_id":"a'b\\\\"},{"subject_type":"item","subject_id":"3"}],"t_event":"1970-01-01T01:00:00Z","payload":{}}`,
      '{"id":"e2","type":"Ship","t_event":"1970-01-01T01:00:00Z","payload":{"cost":"5"}}',
      '{"id":"e3","type":"Ship","subject_type":"order","subject_id":"o9","payload":{},"meta":{"ocel:type:item":"[broken"}}',
    ]);
  });
});

describe.skipIf(!hasSamples)('the samples of OCEL', () => {
  type Picture = [id: string, type: string, time: number, objects: readonly string[]];
  const picture = (lines: readonly string[]): Picture[] =>
    lines.map((line) => {
      const r = JSON.parse(line);
      const also = (r.also ?? []).map((s: { subject_id: string }) => s.subject_id);
      return [r.id, r.type, Date.parse(r.t_event), r.subject_id === undefined ? [] : [r.subject_id, ...also]];
    });
  const zoned = (time: string) => Date.parse(/[Z+]/.test(time) ? time : `${time.replace(' ', 'T')}Z`);

  it.each(['example_log.ocel1.jsonocel', 'newocel.jsonocel'])('%s', async (name) => {
    const bytes = sample(`ocel/pm4js__${name}`);
    const source = JSON.parse(bytes.toString());
    expect(formatOf(bytes)).toBe('ocel1');
    const { lines, rejected } = readLines([bytes], { format: 'ocel1' });
    expect([picture(lines), rejected]).toEqual([
      Object.entries<Record<string, never>>(source['ocel:events']).map(([id, e]) => [
        id,
        e['ocel:activity'],
        zoned(e['ocel:timestamp'] ?? ''),
        e['ocel:omap'],
      ]),
      [],
    ]);
    const { subject_id, subject_type } = JSON.parse(lines[0] ?? '');
    expect(subject_type).toBe(source['ocel:objects'][subject_id]['ocel:type']);
    expect(await integrityOf(bytes, 'ocel1')).toMatchObject({ gaps: 0, duplicates: 0, orphans: 0 });
  });
  it('ocel20_example.jsonocel', () => {
    const bytes = sample('ocel/pm4js__ocel20_example.jsonocel');
    const source = JSON.parse(bytes.toString());
    expect(formatOf(bytes)).toBe('ocel2');
    const { lines, rejected } = readLines([bytes], { format: 'ocel2' });
    type Event = {
      id: string;
      type: string;
      time: string;
      relationships: { objectId: string }[];
      attributes: { name: string; value: unknown }[];
    };
    expect([picture(lines), rejected]).toEqual([
      source.events.map((e: Event) => [e.id, e.type, Date.parse(e.time), e.relationships.map((r) => r.objectId)]),
      [],
    ]);
    expect(lines.map((line) => JSON.parse(line).payload)).toEqual(
      source.events.map((e: Event) => Object.fromEntries(e.attributes.map(({ name, value }) => [name, value]))),
    );
  });
  it('newocel.csv holds what newocel.jsonocel holds, an hour later', () => {
    const bytes = sample('ocel/pm4js__newocel.csv');
    expect(formatOf(bytes)).toBe('ocel-csv');
    const json = readLines([sample('ocel/pm4js__newocel.jsonocel')], { format: 'ocel1' }).lines;
    expect(
      picture(readLines([bytes], { format: 'ocel-csv' }).lines).map(([id, type, time, objects]) => [
        id,
        type,
        time - 3_600_000,
        objects,
      ]),
    ).toEqual(picture(json));
  });
  it('the SQLite form is refused, with what to export', () => {
    expect(formatOf(sample('ocel/pm4js__ocel20_example.sqlite'))).toMatch(
      /^refused: .*OCEL 2.0.*SQLite.*write_ocel2_json/,
    );
  });
});
