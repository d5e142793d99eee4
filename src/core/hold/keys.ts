/** The keys of the records of one type as a tree, so that each is judged once. What comes next in most records is what came next in the last one. */
import { calledBy } from '../rules/records/content/scan.ts';
import { senseOf } from '../rules/records/content/senses.ts';
import { isAt } from './look.ts';

export interface KeyNode {
  /** As a person names it: `payload.lines[].email`. */
  readonly path: string;
  /** The name that says what the values are: its own, or the one above (`calledBy`). */
  readonly name: string;
  /** The name alone may make a value a finding. */
  readonly telling: boolean;
  /** An envelope field: an identity or a thread, to be masked alike wherever it stands. */
  readonly envelope: boolean;
  /** Nothing below it is looked at. */
  readonly quiet: boolean;
  /** The key and its closing quote. */
  readonly bytes: Uint8Array;
  readonly children: Map<number, KeyNode>;
  items: KeyNode | undefined;
  /** The first key below it, and the one that follows it, in the record before. */
  first: KeyNode | undefined;
  next: KeyNode | undefined;
}

/** What the contract gives a form: no place for anything else. */
const QUIET = new Set(
  'type,version,kind,stream,subject_type,entity_type,sequence,position,t_event,t_log,classification,hash,prev_hash'.split(
    ',',
  ),
);
/** Keys may be data: so many are kept below one, what comes after is `*`. */
const MOST_KEYS = 300;
const NO_BYTES = new Uint8Array(0);
const utf8 = new TextDecoder();

const nodeOf = (
  path: string,
  name: string,
  { bytes = NO_BYTES, envelope = false, quiet = false }: Partial<Pick<KeyNode, 'bytes' | 'envelope' | 'quiet'>> = {},
): KeyNode => {
  const { secret, personal, health } = senseOf(name);
  const telling = secret !== undefined || personal !== undefined || health === true;
  return {
    path,
    name,
    telling,
    envelope,
    quiet,
    bytes,
    children: new Map(),
    items: undefined,
    first: undefined,
    next: undefined,
  };
};

export const rootNode = (): KeyNode => nodeOf('', '');

/** The node of the key `u[from .. to)`, its closing quote at `to - 1`, below `parent`; `last` is the key before it in the same object. */
export function keyNode(parent: KeyNode, u: Uint8Array, from: number, to: number): KeyNode {
  let hash = to - from;
  for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (u[i] as number)) | 0;
  const known = parent.children.get(hash);
  if (known !== undefined && known.bytes.length === to - from && isAt(u, from, known.bytes)) return known;
  const made = makeNode(parent, u.slice(from, to));
  if (known === undefined && parent.children.size < MOST_KEYS) parent.children.set(hash, made);
  return made;
}

function makeNode(parent: KeyNode, bytes: Uint8Array): KeyNode {
  const key = JSON.parse(`"${utf8.decode(bytes)}`) as string;
  if (parent.path === '') {
    const envelope = key !== 'payload' && key !== 'meta';
    // A name tells nothing there, and bare digits are an identifier.
    return nodeOf(key, envelope ? 'id' : '', { bytes, envelope, quiet: QUIET.has(key) });
  }
  const quiet = parent.quiet || key === '$bytes' || key === '$digits';
  const step = parent.children.size < MOST_KEYS ? key : '*';
  // Prose in a field `body` is a rule's matter; only what stands in it is one here.
  const called = calledBy(key, parent.name);
  const name = parent.envelope ? 'id' : called === 'body' ? '' : called;
  return nodeOf(`${parent.path}.${step}`, name, { bytes, envelope: parent.envelope, quiet });
}

/** What stands in the lists at `node` is one place. */
export function itemNode(node: KeyNode): KeyNode {
  node.items ??= nodeOf(`${node.path}[]`, node.name, { envelope: node.envelope, quiet: node.quiet });
  return node.items;
}
