/**
 * The hash chain of EventSourcingDB, over the lines that its events became. What a hash covers is the text of the source: each value stands
 * in the record word for word, so that it can be put together again.
 */
import { type ChainLines, type ChainVerdict, NO_HASH, sha256 } from '../record/chain.ts';
import { decodeUtf8 } from '../record/json.ts';
import { type JsonNode, memberOf, parseTree, textOf } from '../record/json-tree.ts';

const utf8 = new TextEncoder();

interface Link {
  readonly position: number;
  readonly hash: string | undefined;
  readonly before: string | undefined;
  readonly backup: boolean;
}

/**
 * `none`: no event has a hash. Broken at the first event that is not what its hash says, or that does not follow the one before it. Events
 * may be missing between two where only some were read; in a backup none may.
 */
export async function verifyEsdbChain(records: ChainLines): Promise<ChainVerdict> {
  let last: Link | undefined;
  let unhashed: number | undefined;
  for await (const { line, bytes } of records) {
    const record = parseTree(decodeUtf8(bytes));
    const meta = memberOf(record, 'meta');
    const link: Link = {
      position: Number(textIn(record, 'id') ?? Number.NaN),
      hash: textIn(meta, 'hash'),
      before: textIn(meta, 'predecessorhash'),
      backup: memberOf(meta, 'backup')?.kind === 'true',
    };
    if (link.hash === undefined) {
      unhashed ??= line;
      if (last) return `broken at line ${line}`;
      continue;
    }
    if (unhashed !== undefined) return `broken at line ${unhashed}`;
    if (!follows(link, last) || !(await isHashOf(link.hash, record, meta))) return `broken at line ${line}`;
    last = link;
  }
  return last ? 'intact' : 'none';
}

function follows(link: Link, last: Link | undefined): boolean {
  if (link.position === 0 && link.before !== NO_HASH) return false;
  if (!last) return !link.backup || link.position === 0;
  if (link.position === last.position + 1 || link.backup) return link.before === last.hash;
  // They may be read backwards.
  if (link.position === last.position - 1) return last.before === link.hash;
  return link.position !== last.position || link.hash === last.hash;
}

async function isHashOf(hash: string, record: JsonNode, meta: JsonNode | undefined): Promise<boolean> {
  const subjectType = textIn(record, 'subject_type');
  const subjectId = textIn(record, 'subject_id') ?? '';
  const values = [
    textIn(meta, 'specversion'),
    textIn(record, 'id'),
    textIn(meta, 'predecessorhash'),
    textIn(record, 't_log') ?? textIn(memberOf(meta, 'raw'), 't_log'),
    textIn(meta, 'source'),
    subjectType === undefined ? subjectId : `${subjectType}/${subjectId}`,
    textIn(record, 'type'),
    textIn(meta, 'datacontenttype'),
  ];
  const head = await sha256(utf8.encode(values.map((value) => value ?? '').join('|')));
  const payload = memberOf(record, 'payload');
  for (const data of payload ? textsOf(payload) : [''])
    if (hash === (await sha256(utf8.encode(head + (await sha256(utf8.encode(data))))))) return true;
  return false;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** The data as it stands; and as the database writes it, where the file went through another program. */
function textsOf(payload: JsonNode): readonly string[] {
  const own = textOf(payload);
  const compact = compactText(payload);
  const escaped = compact.replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);
  return [...new Set([own, compact, escaped])];
}

function compactText(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(compactText).join(',')}]`;
  if (node.kind !== 'object') return textOf(node);
  return `{${node.members.map(({ key, value }) => `${JSON.stringify(key)}:${compactText(value)}`).join(',')}}`;
}

function textIn(node: JsonNode | undefined, key: string): string | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'string' ? value.text : undefined;
}
