/**
 * KurrentDB (EventStoreDB): Atom pages, dumps of what a client read, events as they are written, and what the Replicator writes. Pages give
 * their entries newest first; those of all the files are held until the last has ended and then stand in the order of their stream.
 */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { parseTime } from '../../record/time.ts';
import { parseHead } from '../detect-json.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { jsonFramer } from '../frame-json.ts';
import { sniffingFramer } from '../frame-table.ts';
import { membersOf, type ObjectNode, objectAt, rowText, textAt } from './row-text.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

const NO_BODY =
  'These Atom pages hold no payloads: they were read without `embed=body`. Events stand with what is there; fetch the stream again with `?embed=body` to have the rest.';

interface Entry {
  readonly json: string;
  readonly feed: string | undefined;
  /** Its number in the feed. */
  readonly number: bigint;
  /** Microseconds since 1970. */
  readonly updated: number;
}

export function kurrentFramer(sink: FrameSink, options: AutoOptions): Framer {
  const pages: Entry[][] = [[]];
  let name = options.name;
  const flush = (out: Unfolding) => {
    for (const entry of ordered(pages.splice(0))) out.emit(entry.json);
    pages.push([]);
  };
  const unfolded = unfoldFramer(sink, (inner) => renewedFramer(() => documentFramer(inner, options)), {
    value(node, out) {
      if (node.kind !== 'object') return out.emit(textOf(node));
      const inside = memberOf(node, 'entries');
      const isPage = inside?.kind === 'array' && memberOf(node, 'links');
      for (const one of isPage ? inside.items : [node]) {
        const entry = one.kind === 'object' ? entryOf(one) : undefined;
        if (!entry) out.emit(one.kind === 'object' ? rowOf(one, name) : textOf(one));
        else {
          if (hasNoBody(one)) sink.note?.(NO_BODY);
          pages.at(-1)?.push(entry);
        }
      }
      if (isPage) pages.push([]);
    },
    end: flush,
  });
  return {
    get lines() {
      return unfolded.lines;
    },
    push: unfolded.push,
    cut: () => unfolded.cut?.(),
    next(file, whole) {
      unfolded.next?.(file, whole);
      name = file;
      pages.push([]);
    },
    end: () => unfolded.end(),
  };
}

/** An event that is no JSON stands without its data in any page. */
const hasNoBody = (entry: JsonNode) =>
  !memberOf(entry, 'data') && !memberOf(entry, 'content') && memberOf(entry, 'isJson')?.kind !== 'false';

/** A framer that begins anew with each file. */
function renewedFramer(make: () => Framer): Framer {
  let framer = make();
  let before = 0;
  return {
    get lines() {
      return before + framer.lines;
    },
    push: (chunk) => framer.push(chunk),
    cut: () => framer.cut?.(),
    next(_, whole) {
      if (whole) framer.end();
      before += framer.lines;
      framer = make();
    },
    end: () => framer.end(),
  };
}

const LOOKED_AT = 1 << 14;

/** The entries of pages; else rows of any other layout. */
function documentFramer(sink: FrameSink, options: AutoOptions): Framer {
  return sniffingFramer(
    (head) => head.length > LOOKED_AT,
    (head) => {
      const text = head.trimStart();
      const isPage = text.startsWith('{') && /"entries"\s*:\s*\[/.test(text);
      if (isPage || (text.startsWith('{') && isFeed(parseHead(text)))) return jsonFramer(sink, { path: ['entries'] });
      return autoFramer(sink, options);
    },
  );
}

/** Says who and where it is before its entries. */
function isFeed(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    ('links' in value || 'author' in value) &&
    !('summary' in value)
  );
}

/** An entry of a page. One that was read through a link knows its place in the log of links too. */
function entryOf(node: ObjectNode): Entry | undefined {
  const title = /^(\d+)@(.+)$/.exec(textAt(node, 'title') ?? '');
  if (memberOf(node, 'event') || (!title && memberOf(node, 'positionEventNumber') === undefined)) return undefined;
  const members = membersOf(node);
  const set = (key: string, text: string | undefined) => {
    if (text !== undefined && !members.has(key)) members.set(key, JSON.stringify(text));
  };
  const content = objectAt(node, 'content');
  set('streamId', textAt(content, 'eventStreamId') ?? title?.[2]);
  set('eventNumber', textAt(content, 'eventNumber') ?? title?.[1]);
  const stream = textAt(node, 'streamId') ?? title?.[2];
  const feed = textAt(node, 'positionStreamId');
  const place = textAt(node, 'positionEventNumber');
  if (feed !== undefined && place !== undefined && feed !== stream && /^\d+$/.test(place)) {
    members.set('linkPosition', place);
    members.set('also', reference(feed, place));
  } else {
    // Of an event that was read where it stands both say the same twice.
    members.delete('positionStreamId');
    members.delete('positionEventNumber');
  }
  const number = place ?? textAt(node, 'eventNumber') ?? title?.[1] ?? '';
  return {
    json: rowText(members),
    feed: feed ?? stream,
    number: /^\d+$/.test(number) ? BigInt(number) : 0n,
    updated: parseTime(textAt(node, 'updated') ?? '', 'Z')?.micros ?? 0,
  };
}

/** A page of one stream goes by number; one of several streams is turned round where it stands newest first. Pages of a stream stand together. */
function ordered(pages: readonly (readonly Entry[])[]): readonly Entry[] {
  const feeds = new Map<string, Entry[]>();
  for (const page of pages) {
    const [first] = page;
    if (!first) continue;
    const feed = page.every((entry) => entry.feed === first.feed) ? first.feed : undefined;
    const key = feed ?? '';
    const last = page.at(-1);
    const newestFirst = last !== undefined && first.updated > last.updated;
    const own = newestFirst ? page.toReversed() : page;
    const before = feeds.get(key);
    if (before) before.push(...own);
    else feeds.set(key, [...own]);
  }
  return [...feeds].flatMap(([feed, entries]) =>
    feed === ''
      ? entries.toSorted((a, b) => a.updated - b.updated)
      : entries.toSorted((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0)),
  );
}

function reference(stream: string, place: string): string {
  return `[{"subject_id":${JSON.stringify(stream)},"sequence":${BigInt(place)}}]`;
}

/** What a client read: a link that led to the event is one more stream it is in. What is written has its stream in the file's name at most. */
function rowOf(node: ObjectNode, file: string | undefined): string {
  const members = membersOf(node);
  const link = objectAt(node, 'link');
  const stream = textAt(link, 'streamId');
  const place = textAt(link, 'revision')?.replace(/n$/, '');
  if (objectAt(node, 'event') && stream !== undefined && place !== undefined && /^\d+$/.test(place))
    members.set('also', reference(stream, place));
  const isWritten = members.has('eventType') && members.has('eventId') && !members.has('streamId');
  const named = isWritten && file !== undefined ? streamIn(file) : undefined;
  if (named !== undefined) members.set('streamId', JSON.stringify(named));
  return rowText(members);
}

/** `dir/order-42.json` -> `order-42`; a name that is none of a stream says nothing. */
function streamIn(file: string): string | undefined {
  const base =
    file
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/(?:\.(?:events|ndjson|jsonl|json|gz))+$/i, '') ?? '';
  return /^[A-Za-z$_][\w$.]*-[^.]*\d/.test(base) ? base : undefined;
}
