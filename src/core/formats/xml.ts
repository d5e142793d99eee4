/**
 * XML as it streams: elements with their attributes, and text. Made for logs that others wrote: what is not well-formed is told (`fault`) and
 * read past, prefixes of namespaces are cut off. A document type is passed over and nothing that it defines is expanded; one that defines
 * entities is refused. Memory stays within the longest tag that is allowed.
 */
import { ReadError } from './read-error.ts';

export interface XmlSink {
  /** An element begins; one without content ends right after. */
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  /** In pieces, references resolved; line ends are `\n`. */
  text(text: string): void;
  /** Something is not well-formed here. */
  fault(reason: string): void;
}
export interface XmlReader {
  push(text: string): void;
  /** Whether the text ended where it may: outside tags and with all elements closed. */
  end(): boolean;
}

/** In characters. */
const LONGEST_TAG = 16 << 20;
/** Open elements whose names are kept; those inside are counted. */
const DEEPEST = 200;

export function xmlReader(sink: XmlSink): XmlReader {
  let parts: string[] = [];
  let waiting = 0;
  /** What is not whole is tried again when so much has come. */
  let enough = 0;
  const open: string[] = [];
  let deeper = 0;

  const opens = (name: string, attributes: ReadonlyMap<string, string>, empty: boolean) => {
    if (open.length >= DEEPEST) {
      if (!empty) deeper++;
      sink.fault(`elements are nested deeper than ${DEEPEST} levels`);
      return;
    }
    sink.open(name, attributes);
    if (empty) sink.close(name);
    else open.push(name);
  };
  const closes = (name: string) => {
    if (deeper > 0) {
      deeper--;
      return;
    }
    const at = open.lastIndexOf(name);
    if (at < 0) return sink.fault(`</${name}> closes nothing`);
    if (at < open.length - 1) sink.fault(`</${name}> stands where </${open.at(-1)}> belongs`);
    while (open.length > at) sink.close(open.pop() ?? '');
  };

  /** Reads what is whole; the position of what is not. */
  const read = (text: string, last: boolean): number => {
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) {
        // A reference, or the end of a line, may be cut in two.
        const cut = text.lastIndexOf('&');
        const isReference = cut >= at && text.length - cut < LONGEST_REFERENCE && !text.includes(';', cut);
        const end = last
          ? text.length
          : isReference
            ? cut
            : text.endsWith('\r')
              ? Math.max(at, text.length - 1)
              : text.length;
        if (end > at) sink.text(resolved(text.slice(at, end)));
        return end;
      }
      if (tag > at) sink.text(resolved(text.slice(at, tag)));
      const next = construct(text, tag, opens, closes, sink);
      if (next < 0) return tag;
      at = next;
    }
  };
  const run = (last: boolean) => {
    const text = parts.join('');
    const done = read(text, last);
    const rest = text.slice(done);
    if (rest.length > LONGEST_TAG)
      throw new ReadError(
        `A tag, comment or CDATA section is longer than ${LONGEST_TAG >> 20} MiB: this is no log in XML that can be read. Check the file, or export the events as rows.`,
      );
    parts = rest === '' ? [] : [rest];
    waiting = rest.length;
    enough = 2 * rest.length;
  };

  return {
    push(text) {
      parts.push(text);
      waiting += text.length;
      if (waiting >= enough) run(false);
    },
    end() {
      run(true);
      return waiting === 0 && open.length === 0 && deeper === 0;
    },
  };
}

const LONGEST_REFERENCE = 16;
const DECLARES = /<!ENTITY\s/i;

/** Reads the tag, comment, CDATA section, instruction or document type at `<`; the position after it, or -1 where it is not whole. */
function construct(
  text: string,
  at: number,
  opens: (name: string, attributes: ReadonlyMap<string, string>, empty: boolean) => void,
  closes: (name: string) => void,
  sink: XmlSink,
): number {
  const until = (end: string, from: number) => {
    const found = text.indexOf(end, from);
    return found < 0 ? -1 : found + end.length;
  };
  if (text.startsWith('<!--', at)) return until('-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) {
    const end = until(']]>', at + 9);
    if (end > 0) sink.text(text.slice(at + 9, end - 3).replace(/\r\n?/g, '\n'));
    return end;
  }
  if (text.startsWith('<?', at)) return until('?>', at + 2);
  // What begins so is not whole enough to be told.
  if ('<!--'.startsWith(text.slice(at)) || '<![CDATA['.startsWith(text.slice(at))) return -1;
  if (text.startsWith('<!', at)) return documentType(text, at);
  const end = endOfTag(text, at + 1);
  if (end < 0) return -1;
  const inner = text.slice(at + 1, end - 1);
  if (inner.startsWith('/')) closes(local(inner.slice(1).trim()));
  else startTag(inner, opens, sink);
  return end;
}

/** After a `<!DOCTYPE … >` with the brackets in it. */
function documentType(text: string, at: number): number {
  let depth = 0;
  for (let i = at + 2; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") {
      i = text.indexOf(c, i + 1);
      if (i < 0) break;
    } else if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (text.startsWith('<!--', i)) {
      i = text.indexOf('-->', i + 4);
      if (i < 0) break;
    } else if (c === '>' && depth <= 0) {
      refuseEntities(text.slice(at, i));
      return i + 1;
    }
  }
  refuseEntities(text.slice(at));
  return -1;
}

function refuseEntities(type: string): void {
  if (DECLARES.test(type))
    throw new ReadError(
      'The document type of this XML defines entities of its own. They are not expanded here, since they can grow without bound. If you trust the file, write it without them: xmllint --noent --dropdtd FILE',
    );
}

/** After the `>` that is in no quotes; -1: nowhere. A quote that a tag on a further line shows to be unclosed ends the tag before that line. */
function endOfTag(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 62) return i + 1;
    if (c !== 34 && c !== 39) continue;
    const close = text.indexOf(c === 34 ? '"' : "'", i + 1);
    const unclosed = text.slice(i, close < 0 ? undefined : close).search(NEXT_TAG);
    if (unclosed >= 0) return i + unclosed + 1;
    if (close < 0) return -1;
    i = close;
  }
  return -1;
}

const NEXT_TAG = /\n[ \t]*<[/A-Za-z]/;
const NAME = /^[^\s/>="'<]+/;
const ATTRIBUTE = /\s*([^\s=/>"'<]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

function startTag(
  inner: string,
  opens: (name: string, attributes: ReadonlyMap<string, string>, empty: boolean) => void,
  sink: XmlSink,
): void {
  const name = NAME.exec(inner)?.[0];
  if (name === undefined) {
    sink.fault('a `<` stands where no tag begins');
    return;
  }
  const empty = /\/\s*>?\s*$/.test(inner.slice(-8));
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = name.length;
  let at = name.length;
  for (let found = ATTRIBUTE.exec(inner); found; found = ATTRIBUTE.exec(inner)) {
    at = ATTRIBUTE.lastIndex;
    const key = found[1] ?? '';
    // White space in an attribute is a space, as XML has it.
    const value = (found[2] ?? found[3] ?? '').replace(/\r\n|[\r\n\t]/g, ' ');
    if (!/^xmlns(?::|$)/.test(key) && !attributes.has(local(key))) attributes.set(local(key), resolved(value));
  }
  const rest = inner
    .slice(at)
    .replace(/\/\s*>?\s*$/, '')
    .trim();
  opens(local(name), attributes, empty);
  if (rest !== '') sink.fault(`<${name}> is not well-formed: \`${rest.slice(0, 40)}\` is no attribute`);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const KNOWN: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with character references and the five entities of XML resolved; any other `&` stays as it stands. */
function resolved(text: string): string {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!plain.includes('&')) return plain;
  return plain.replace(/&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(KNOWN, name) ? (KNOWN[name] ?? whole) : whole;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
