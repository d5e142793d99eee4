/** XES: traces of events. The trace is the subject; what is said about the whole log stands in `log` of the file's first record. */
import { type Framer, type FrameSink, MAX_ROW_BYTES, TOO_LONG } from '../frame.ts';
import { ReadError } from '../read-error.ts';
import { type XmlSink, xmlReader } from '../xml.ts';
import { xmlSource } from '../xml-source.ts';
import { type Member, objectText, quoted } from './made-row.ts';
import { processRow, valueIn } from './process-event.ts';
import { ATTRIBUTES, jsonOfAttribute, type OpenAttribute, openAttribute } from './xes-attribute.ts';

const NAME = 'concept:name';
/** More is written with the first event of the trace, or of the log, alone. */
const LONGEST_REPEATED = 1 << 14;
/** Events of a trace whose name comes after them wait for it. */
const MOST_WAITING = 4 << 20;
const utf8 = new TextEncoder();

interface Trace {
  readonly attributes: Member[];
  name: string | undefined;
  waiting: (readonly Member[])[];
  size: number;
  /** Its attributes have been written once. */
  told: boolean;
}

export function xesFramer(sink: FrameSink): Framer {
  let lines = 0;
  let inLog = false;
  let trace: Trace | undefined;
  let event: Member[] | undefined;
  let wrong: string | undefined;
  let size = 0;
  let global: { readonly scope: 'trace' | 'event'; readonly members: Member[] } | undefined;
  const values: OpenAttribute[] = [];
  const defaults: Readonly<Record<'trace' | 'event', Member[]>> = { trace: [], event: [] };
  let classifier: readonly string[] = [];
  let log: Member[] = [];

  const reject = (reason: string) => sink.reject(++lines, reason);
  const lacking = (of: 'trace' | 'event', own: readonly Member[]) =>
    defaults[of].filter(([key]) => !own.some(([name]) => name === key));
  const write = (attributes: readonly Member[]) => {
    const lacks = lacking('event', attributes);
    const rest: Member[] = [];
    const around = trace ? [...trace.attributes, ...lacking('trace', trace.attributes)] : [];
    if (trace && around.length > 0) {
      const text = objectText(around);
      if (!trace.told || text.length <= LONGEST_REPEATED) rest.push(['trace', text]);
      else
        sink.note?.(
          'Attributes of some traces are long; they stand in `meta.trace` of the first record of the trace alone.',
        );
      trace.told = true;
    }
    if (lacks.length > 0) rest.push(['defaults', `[${lacks.map(([key]) => quoted(key)).join(',')}]`]);
    if (log.length > 0) rest.push(['log', objectText(log)]);
    log = [];
    const row = processRow({ attributes: [...attributes, ...lacks], trace: trace?.name, rest, classifier });
    const bytes = utf8.encode(row);
    sink.row(bytes, 0, bytes.length, ++lines);
  };
  const release = () => {
    if (!trace) return;
    const { waiting } = trace;
    trace.waiting = [];
    trace.size = 0;
    for (const attributes of waiting) write(attributes);
  };
  const endEvent = () => {
    const attributes = event ?? [];
    const reason = wrong;
    event = undefined;
    wrong = undefined;
    if (reason !== undefined) return reject(reason);
    if (!trace || trace.name !== undefined) return write(attributes);
    trace.waiting.push(attributes);
    trace.size += size;
    if (trace.size > MOST_WAITING) release();
  };
  const endTrace = () => {
    if (!trace) return;
    release();
    trace = undefined;
  };
  /** An attribute is whole: it belongs to the one around it, else to the event, trace, global or log. */
  const add = (key: string, json: string) => {
    const around = values.at(-1);
    if (around) {
      around.inner.push([key, json]);
      return;
    }
    if (event) {
      event.push([key, json]);
      return;
    }
    if (global) {
      global.members.push([key, json]);
      return;
    }
    if (!trace) {
      log.push([key, json]);
      return;
    }
    const name = key === NAME && trace.name === undefined ? valueIn(json) : undefined;
    // What more is said of the name stays.
    if (name !== json) trace.attributes.push([key, json]);
    if (name === undefined) return;
    trace.name = name;
    release();
  };
  const attributes = (from: ReadonlyMap<string, string>) =>
    objectText([...from].map(([name, text]): Member => [name, quoted(text)]));

  const tooLong = () => {
    if (event) {
      wrong ??= TOO_LONG;
      event = [];
    } else sink.note?.('What is said of the log, or of a trace, is too long to be kept whole.');
  };

  const xml: XmlSink = {
    open(name, from) {
      if (ATTRIBUTES.has(name)) {
        for (const [, text] of from) size += text.length + 10;
        if (size > MAX_ROW_BYTES) tooLong();
        values.push(openAttribute(name, from));
      } else if (name === 'event') {
        if (event) endEvent();
        event = [];
        size = 0;
      } else if (name === 'trace') {
        endTrace();
        trace = { attributes: [], name: undefined, waiting: [], size: 0, told: false };
        size = 0;
      } else if (name === 'log') {
        inLog = true;
        for (const [key, text] of from) log.push([key, quoted(text)]);
      } else if (name === 'global') {
        global = { scope: from.get('scope') === 'trace' ? 'trace' : 'event', members: [] };
      } else if (name === 'classifier') {
        if (classifier.length === 0 && from.get('scope') !== 'trace') classifier = keysIn(from.get('keys') ?? '');
        log.push([name, attributes(from)]);
      } else if (name === 'extension') log.push([name, attributes(from)]);
    },
    close(name) {
      if (ATTRIBUTES.has(name)) {
        const value = values.pop();
        if (!value || size > MAX_ROW_BYTES) return;
        const json = jsonOfAttribute(value);
        // The default of a time is a placeholder, and no time at which something was.
        if (global && values.length === 0 && value.tag !== 'date' && !(global.scope === 'trace' && value.key === NAME))
          defaults[global.scope].push([value.key, json]);
        add(value.key, json);
      } else if (name === 'event') {
        values.length = 0;
        if (event) endEvent();
      } else if (name === 'trace') {
        values.length = 0;
        endTrace();
      } else if (name === 'global') {
        if (global) log.push([`global ${global.scope}`, objectText(global.members)]);
        global = undefined;
      }
    },
    text() {},
    fault(reason) {
      if (event) wrong ??= reason;
      else sink.note?.(`The XML is not well-formed outside of events: ${reason}.`);
    },
  };
  const source = xmlSource(xmlReader(xml), (text) => sink.note?.(text));

  return {
    get lines() {
      return lines;
    },
    push: (chunk) => source.push(chunk),
    end() {
      const whole = source.end();
      if (!inLog)
        throw new ReadError('The file holds no `<log>`: it is no process log in XES. Choose another reading.');
      const cut = event !== undefined;
      event = undefined;
      endTrace();
      if (log.length > 0) sink.note?.('What the log says of itself after its last event is in no record.');
      if (!whole)
        reject(
          cut ? 'the file ends inside this event: it was cut off' : 'the file ends inside the log: it was cut off',
        );
    },
    cut: release,
  };
}

/** `concept:name lifecycle:transition`; a name with spaces stands in quotes. */
function keysIn(keys: string): readonly string[] {
  return [...keys.matchAll(/'([^']+)'|(\S+)/g)].map(([, inQuotes, word]) => inQuotes ?? word ?? '');
}
