/** OpenTelemetry logs (OTLP in JSON): a row for each log record, with its resource and scope; typed values (AnyValue) become plain ones. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { type Member, objectText } from './made-row.ts';
import { type Members, membersOf, type ObjectNode, objectAt, rowText } from './row-text.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

export function otlpFramer(sink: FrameSink, options: AutoOptions): Framer {
  const value = (node: JsonNode, out: Unfolding) => {
    const resources = itemsAt(node, 'resourceLogs');
    if (!resources && (memberOf(node, 'resourceSpans') || memberOf(node, 'resourceMetrics')))
      sink.note?.('Traces and metrics hold no log records. They are passed over.');
    else if (!resources) out.reject('this holds no `resourceLogs`');
    for (const resource of resources ?? []) records(resource, out);
  };
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), { value, part: value });
}

function records(resource: JsonNode, out: Unfolding): void {
  const of: Members = new Map();
  const from = objectAt(resource, 'resource');
  if (from) of.set('resource', plainHolder(from));
  const schema = memberOf(resource, 'schemaUrl');
  if (schema) of.set('resourceSchemaUrl', textOf(schema));
  const scopes = itemsAt(resource, 'scopeLogs') ?? itemsAt(resource, 'instrumentationLibraryLogs') ?? [];
  for (const scope of scopes) {
    const inScope = new Map(of);
    const by = objectAt(scope, 'scope') ?? objectAt(scope, 'instrumentationLibrary');
    if (by) inScope.set('scope', plainHolder(by));
    const url = memberOf(scope, 'schemaUrl');
    if (url) inScope.set('scopeSchemaUrl', textOf(url));
    for (const record of itemsAt(scope, 'logRecords') ?? itemsAt(scope, 'logs') ?? []) {
      if (record.kind === 'object') out.emit(rowText([...plainMembers(record), ...inScope]));
      else out.emit(textOf(record));
    }
  }
}

function itemsAt(node: JsonNode, key: string): readonly JsonNode[] | undefined {
  const found = memberOf(node, key);
  return found?.kind === 'array' ? found.items : undefined;
}

const plainHolder = (node: ObjectNode) => rowText(plainMembers(node));

function plainMembers(node: ObjectNode): Members {
  const members = membersOf(node);
  const body = memberOf(node, 'body');
  if (body) members.set('body', plain(body));
  const attributes = memberOf(node, 'attributes');
  if (attributes?.kind === 'array') members.set('attributes', plainPairs(attributes.items));
  return members;
}

/** `[{ key, value }]` as an object; a key that comes again, which it must not, gets a count. */
function plainPairs(pairs: readonly JsonNode[]): string {
  return objectText(
    pairs.flatMap((pair): Member[] => {
      const key = memberOf(pair, 'key');
      const value = memberOf(pair, 'value');
      return key?.kind === 'string' ? [[key.text, value ? plain(value) : 'null']] : [];
    }),
  );
}

/** An AnyValue's value: integers, which it writes as text, with their own digits. */
function plain(node: JsonNode): string {
  if (node.kind !== 'object') return textOf(node);
  const [only, ...more] = node.members;
  if (!only) return 'null';
  if (more.length > 0) return textOf(node);
  const { key, value } = only;
  switch (key) {
    case 'intValue':
      return value.kind === 'string' && /^-?(?:0|[1-9]\d*)$/.test(value.text) ? value.text : textOf(value);
    case 'bytesValue':
      return `{"$bytes":${textOf(value)}}`;
    case 'arrayValue':
      return `[${(itemsAt(value, 'values') ?? []).map(plain).join(',')}]`;
    case 'kvlistValue':
      return plainPairs(itemsAt(value, 'values') ?? []);
    case 'stringValue':
    case 'boolValue':
    case 'doubleValue':
      return textOf(value);
    default:
      return textOf(node);
  }
}
