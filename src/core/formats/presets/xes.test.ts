import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string | Uint8Array) => readLines([text], { format: 'xes' });
const parsed = (text: string) => read(text).lines.map((line) => JSON.parse(line));
const event = (name: string, more = '') => `<event><string key="concept:name" value="${name}"/>${more}</event>`;
const log = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<!-- made -->\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n${inside}\n</log>\n`;
const trace = (name: string, inside: string) => `<trace><string key="concept:name" value="${name}"/>${inside}</trace>`;

describe('XES', () => {
  it('attributes of a name, a time or a resource do not hide it, and stay', () => {
    const text =
      '<log><trace><string key="concept:name" value="c"><string key="k" value="v"/></string><event><string key="concept:name" value="A"><int key="cost" value="9007199254740993"/></string><date key="time:timestamp" value="2026-01-01T00:00:00Z"><boolean key="exact" value="true"/></date><string key="org:resource" value="me"/></event></trace></log>';
    expect(readLines([text], { format: 'xes' }).lines).toEqual([
      '{"id":"line:1","type":"A","subject_id":"c","t_event":"2026-01-01T00:00:00Z","actor_id":"me","correlation_id":"c","payload":{"concept:name":{"value":"A","attributes":{"cost":9007199254740993}},"time:timestamp":{"value":"2026-01-01T00:00:00Z","attributes":{"exact":true}}},"meta":{"id_made":true,"trace":{"concept:name":{"value":"c","attributes":{"k":"v"}}}}}',
    ]);
  });
  it('reads events of traces', () => {
    const text = log(
      `<extension name="Time" prefix="time" uri="u"/><classifier name="Activity" keys="concept:name"/><string key="creator" value="me"/>
       <trace><string key="concept:name" value="c-1"/><int key="size" value="12345678901234567890"/>
         <event><string key="concept:name" value="Register"/><date key="time:timestamp" value="2011-10-30T02:30:00.000+02:00"/>
           <string key="org:resource" value="Pete"/><string key="org:role" value="clerk"/><string key="lifecycle:transition" value="complete"/>
           <id key="identity:id" value="e-1"/><float key="cost" value="1.50"/><boolean key="ok" value="TRUE"/></event>
         ${event('Decide')}
       </trace>`,
    );
    expect(formatOf(text)).toBe('xes');
    const { lines, rejected } = read(text);
    expect(lines).toEqual([
      '{"id":"e-1","type":"Register","subject_id":"c-1","t_event":"2011-10-30T02:30:00.000+02:00","actor_id":"Pete","correlation_id":"c-1","payload":{"org:role":"clerk","lifecycle:transition":"complete","cost":1.50,"ok":true},"meta":{"trace":{"size":12345678901234567890},"log":{"xes.version":"1.0","extension":{"name":"Time","prefix":"time","uri":"u"},"classifier":{"name":"Activity","keys":"concept:name"},"creator":"me"}}}',
      '{"id":"line:2","type":"Decide","subject_id":"c-1","correlation_id":"c-1","payload":{},"meta":{"id_made":true,"trace":{"size":12345678901234567890}}}',
    ]);
    expect(rejected).toEqual([]);
  });
  it.each([
    ['complete', 'A'],
    ['COMPLETE', 'A'],
    ['start', 'A/start'],
    ['SCHEDULE', 'A/SCHEDULE'],
    ['', 'A'],
  ])('the transition %j makes the type %j, and stays in the payload', (transition, type) => {
    const [line] = parsed(log(trace('1', event('A', `<string key="lifecycle:transition" value="${transition}"/>`))));
    expect([line.type, line.payload]).toEqual([type, { 'lifecycle:transition': transition }]);
  });
  it('lists, containers and attributes of attributes', () => {
    const [line] = parsed(
      log(
        trace(
          '1',
          event(
            'A',
            `<list key="l"><values><string key="x" value="1"/><int key="x" value="2"/></values></list>
             <container key="c"><string key="x" value="1"/><list key="y"/></container>
             <string key="s" value="v"><int key="deep" value="1"><string key="deeper" value="d"/></int></string>
             <string key="twice" value="1"/><string key="twice" value="2"/>`,
          ),
        ),
      ),
    );
    expect(line.payload).toEqual({
      l: [{ x: '1' }, { x: 2 }],
      c: { x: '1', y: [] },
      s: { value: 'v', attributes: { deep: { value: 1, attributes: { deeper: 'd' } } } },
      twice: '1',
      'twice#2': '2',
    });
  });
  it('what is not what its tag says stays text', () => {
    const values =
      '<int key="a" value="007"/><int key="b" value="1.5"/><float key="c" value="NaN"/><boolean key="d" value="yes"/><string key="e"/><float key="f" value="1e400"/><int key="g" value=" 5 "/>';
    expect(read(log(trace('1', event('A', values)))).lines[0]).toContain(
      '"payload":{"a":"007","b":"1.5","c":"NaN","d":"yes","e":null,"f":1e400,"g":5}',
    );
  });
  it('times as text, with slashes, without zone, and none', () => {
    const time = (attribute: string) => {
      const [line] = parsed(log(trace('1', event('A', attribute))));
      return line.t_event ?? line.meta.raw?.t_event;
    };
    expect(time('<string key="time:timestamp" value="2019/11/03 01:11:19.000"/>')).toBe('2019-11-03T01:11:19.000Z');
    expect(time('<date key="time:timestamp" value="2011-04-13T14:02:31"/>')).toBe('2011-04-13T14:02:31Z');
    expect(time('<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>')).toBe(
      '1970-01-01T00:00:00.000+00:00',
    );
    expect(time('<date key="time:timestamp" value="soon"/>')).toBe('soon');
  });
  it('what an event lacks has the default of the log, but a time has none', () => {
    const text = log(
      `<global scope="trace"><string key="concept:name" value="UNKNOWN"/><string key="group" value="none"/><date key="deadline" value="1970-01-01T00:00:00Z"/></global>
       <global scope="event"><string key="concept:name" value="UNKNOWN"/><string key="org:resource" value="nobody"/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/><int key="cost" value="0"/></global>
       <trace>${event('A', '<int key="cost" value="5"/>')}<event><string key="org:resource" value="Pete"/></event></trace>`,
    );
    const [a, b] = parsed(text);
    expect(a).toMatchObject({
      type: 'A',
      actor_id: 'nobody',
      payload: { cost: 5 },
      meta: { defaults: ['org:resource'], trace: { group: 'none' } },
    });
    expect(b).toMatchObject({
      type: 'UNKNOWN',
      actor_id: 'Pete',
      payload: { cost: 0 },
      meta: { defaults: ['concept:name', 'cost'] },
    });
    expect([a.t_event, a.subject_id, a.meta.trace.deadline]).toEqual([undefined, undefined, undefined]);
    expect(a.meta.log['global event']).toMatchObject({ 'time:timestamp': '1970-01-01T00:00:00Z' });
  });
  it('a classifier names the activity where its name is missing; else the event has no type', () => {
    const inside =
      '<trace><event><string key="Activity" value="A"/><string key="Phase code" value="2"/></event></trace>';
    expect(parsed(log(`<classifier name="c" keys="Activity 'Phase code'"/>${inside}`))[0].type).toBe('A+2');
    expect(() => read(log(inside))).toThrow(/no type/);
  });
  it('prefixes, CDATA, comments, references and a document type', () => {
    const text = `<?xml version="1.0"?><!DOCTYPE log SYSTEM "xes.dtd"><x:log xmlns:x="http://www.xes-standard.org/"><x:trace><x:string key="concept:name" value="R&amp;D &#233;"/><!-- <x:event/> --><x:event><x:string key="concept:name" value="&lt;A&gt; &quot;&#x1F600;"/><![CDATA[<x:event>]]></x:event></x:trace></x:log>`;
    expect(formatOf(text)).toBe('xes');
    expect(parsed(text)).toMatchObject([{ type: '<A> "😀', subject_id: 'R&D é' }]);
  });
  it('a trace whose name comes after its events; events without a trace; empty traces', () => {
    const text = log(
      `<trace>${event('A')}${event('B')}<int key="concept:name" value="7"/></trace><trace/>${event('C')}<trace>${event('D')}</trace>`,
    );
    expect(parsed(text).map((r) => [r.type, r.subject_id])).toEqual([
      ['A', '7'],
      ['B', '7'],
      ['C', undefined],
      ['D', undefined],
    ]);
  });
  it('an event that is not well-formed costs only itself', () => {
    const { lines, rejected } = read(
      log(
        trace(
          '1',
          `${event('A')}<event><string key="concept:name" value=B/></event>${event('C', '<string key="x" value="1"></event>')}${event('D')}`,
        ),
      ),
    );
    expect([lines.length, rejected]).toEqual([
      2,
      [expect.stringMatching(/^2: .*no attribute/), expect.stringMatching(/^3: .*belongs/)],
    ]);
  });
  it('an event that is nested beyond reason is rejected', () => {
    const deep = `${'<container key="c">'.repeat(5000)}${'</container>'.repeat(5000)}`;
    const { lines, rejected } = read(log(trace('1', `${event('A', deep)}${event('B')}`)));
    expect([lines.length, rejected]).toEqual([1, [expect.stringMatching(/^1: elements are nested deeper/)]]);
  });
  it('attributes of a trace that are long are written once', () => {
    const { lines, notes } = read(
      log(trace('1', `<string key="long" value="${'x'.repeat(20_000)}"/>${event('A').repeat(3)}`)),
    );
    expect(lines.map((line) => line.includes('xxx'))).toEqual([true, false, false]);
    expect(notes.join()).toMatch(/first record of the trace/);
  });
  it('reads other encodings, and says where bytes are none', () => {
    const latin = Buffer.from(log(trace('Köln', event('A'))).replace('UTF-8', 'ISO-8859-1'), 'latin1');
    expect(JSON.parse(read(latin).lines[0] ?? '').subject_id).toBe('Köln');
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(log(trace('Köln', event('A'))).replace('UTF-8', 'UTF-16'), 'utf16le'),
    ]);
    expect(JSON.parse(read(utf16).lines[0] ?? '').subject_id).toBe('Köln');
    expect(read(Buffer.from(log(trace('Köln', event('A'))), 'latin1')).notes.join()).toMatch(/no text in its encoding/);
    expect(() => read(log(event('A')).replace('UTF-8', 'EBCDIC-X'))).toThrow(/EBCDIC-X/);
  });
  it('entities of its own are refused; XML that is no log too', () => {
    expect(() => read(`<!DOCTYPE log [<!ENTITY a "b">]>${log('').slice(55)}`)).toThrow(/entities/);
    expect(() => read('<a/>')).toThrow(/no `<log>`/);
    expect(formatOf('<?xml version="1.0"?><feed/>')).toMatch(/XML/);
  });
  it.each([
    [`${log(trace('1', event('A'))).split('</trace>')[0]}`, 1, /inside the log/],
    [`${log(trace('1', event('A') + event('B'))).split('"B"')[0]}`, 1, /inside this event/],
    [`${log(trace('1', event('A')))}`.slice(0, -8), 1, /inside the log/],
  ])('a file that was cut off keeps the rest (%#)', (text, kept, reason) => {
    const { lines, rejected } = read(text);
    expect([lines.length, rejected]).toEqual([kept, [expect.stringMatching(reason)]]);
  });
  it('is the same in pieces of any size', () => {
    const bytes = new TextEncoder().encode(
      log(trace('é😀', event('A', '<string key="x" value="&#233;"/>').repeat(20))),
    );
    const whole = read(bytes).lines;
    for (const size of [1, 3, 50]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(readLines([pieces], { format: 'xes' }).lines).toEqual(whole);
    }
    expect(whole.length).toBe(20);
  });
});

describe('a process log as a table', () => {
  it('reads pm4py’s columns', () => {
    const text =
      ',case:concept:name,concept:name,time:timestamp,org:resource,lifecycle:transition,case:creator,Costs\n0,3,decide,2010-12-30 14:32:00+01:00,Pete,start,Nitro,50\n1,3,decide,,,complete,,\n';
    expect(formatOf(text)).toBe('process-table');
    expect(readLines([text], { format: 'process-table' }).lines).toEqual([
      '{"id":"line:1","type":"decide/start","subject_id":"3","t_event":"2010-12-30 14:32:00+01:00","actor_id":"Pete","correlation_id":"3","payload":{"column 1":"0","lifecycle:transition":"start","Costs":"50"},"meta":{"id_made":true,"case:creator":"Nitro"}}',
      '{"id":"line:2","type":"decide","subject_id":"3","correlation_id":"3","payload":{"column 1":"1","lifecycle:transition":"complete"},"meta":{"id_made":true}}',
    ]);
  });
  it('reads lines of JSON with the same names', () => {
    const text = '{"case:concept:name":3,"concept:name":"A","time:timestamp":1293712320000,"org:resource":null}\n';
    expect(formatOf(text)).toBe('process-table');
    expect(readLines([text], { format: 'process-table' }).lines[0]).toContain('"t_event":"2010-12-30T12:32:00.000Z"');
  });
});

describe.skipIf(!hasSamples)('the samples of process logs', () => {
  it.each(['10_orders', 'receipt', 'running-example'])('%s.xes', async (name) => {
    const bytes = sample(`xes/pm4js__${name}.xes`);
    const text = bytes.toString();
    // Plain regular expressions do for these files.
    const events = [...text.matchAll(/<trace>([\s\S]*?)<\/trace>/g)].flatMap(([, inside = '']) => {
      const own = /^([\s\S]*?)<event>/.exec(inside)?.[1] ?? '';
      const subject = /key="concept:name" value="([^"]*)"/.exec(own)?.[1];
      return [...inside.matchAll(/<event>([\s\S]*?)<\/event>/g)].map(([, e = '']) => {
        const at = (key: string) => new RegExp(`key="${key}" value="([^"]*)"`).exec(e)?.[1];
        const time = at('time:timestamp') ?? '';
        return [
          subject,
          at('concept:name'),
          Date.parse(/[Z+]/.test(time) ? time : `${time.replaceAll('/', '-').replace(' ', 'T')}Z`),
          at('org:resource'),
        ];
      });
    });
    expect(formatOf(bytes)).toBe('xes');
    const { lines, rejected } = readLines([bytes], { format: 'xes' });
    expect(rejected).toEqual([]);
    expect(
      lines.map((line) => JSON.parse(line)).map((r) => [r.subject_id, r.type, Date.parse(r.t_event), r.actor_id]),
    ).toEqual(events);
    expect(await integrityOf(bytes, 'xes')).toEqual({
      records: events.length,
      gaps: 0,
      startsLate: 0,
      duplicates: 0,
      orphans: 0,
    });
  });
  it('running-example is the same as XES and as CSV', () => {
    const picture = (file: string, format: string) => {
      const bytes = sample(file);
      expect(formatOf(bytes)).toBe(format);
      return readLines([bytes], { format })
        .lines.map((line) => JSON.parse(line))
        .map((r) => [r.subject_id, r.type, Date.parse(r.t_event), r.actor_id, r.payload.Costs]);
    };
    expect(picture('csv/pm4js__running-example.csv', 'process-table').toSorted()).toEqual(
      picture('xes/pm4js__running-example.xes', 'xes').toSorted(),
    );
  });
});
