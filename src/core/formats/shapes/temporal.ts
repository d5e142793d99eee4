/**
 * Histories of Temporal and Cadence: `{ "events": [] }`, the same under `history`, an array, or lines. An event knows neither its workflow
 * nor its run: they stand in the first event, or in the file's name.
 */
import { textOf } from '../../record/json-tree.ts';
import { parseHead, rowsAt } from '../detect-json.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { sniffingFramer } from '../frame-table.ts';
import { type ObjectNode, objectAt, rowText, textAt } from './row-text.ts';
import { withPayloads } from './temporal-payload.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

const LOOKED_AT = 1 << 14;
const ATTRIBUTES = 'EventAttributes';

interface Run {
  /** What its sequence counts in: `workflow/run`, or what of it is known. */
  readonly subject: string | undefined;
  readonly chain: string | undefined;
}

export function temporalFramer(sink: FrameSink, options: AutoOptions): Framer {
  const named = runIn(options.name ?? '');
  let run: Run = { subject: subjectOf(named.workflow, named.run), chain: undefined };
  const inner = (to: FrameSink) =>
    sniffingFramer(
      (head) => head.length > LOOKED_AT,
      (head) => {
        const text = head.trimStart();
        const deeper = text.startsWith('{') && rowsAt(parseHead(text), ['history', 'events']) !== undefined;
        return autoFramer(to, deeper ? { ...options, path: ['history', 'events'] } : options);
      },
    );
  // Of a history that stands newest first, events wait for the one that names the run.
  const held: ObjectNode[] = [];
  const emit = (node: ObjectNode, out: Unfolding) =>
    out.emit(
      rowOf(node, run, (encoding) =>
        out.note(`Payloads with the encoding \`${encoding}\` stay as they are, in base64: only JSON is decoded.`),
      ),
    );
  const release = (out: Unfolding) => {
    for (const node of held.splice(0)) emit(node, out);
  };
  return unfoldFramer(sink, inner, {
    value(node, out) {
      if (node.kind !== 'object') return out.emit(textOf(node));
      const attributes = objectAt(node, STARTED);
      if (attributes) run = runOf(attributes, named);
      if (run.subject === undefined && held.length < MOST_HELD) held.push(node);
      else {
        release(out);
        emit(node, out);
      }
    },
    end: release,
  });
}

/** The server keeps no longer histories. */
const MOST_HELD = 60_000;
const STARTED = `workflowExecutionStarted${ATTRIBUTES}`;

function rowOf(node: ObjectNode, run: Run, left: (encoding: string) => void): string {
  const key = node.members.find((member) => member.key.endsWith(ATTRIBUTES))?.key;
  const attributes = key === undefined ? undefined : objectAt(node, key);
  const members = new Map(node.members.map(({ key, value }) => [key, withPayloads(value, left)]));
  if (key !== undefined) {
    members.set('attributes', members.get(key) ?? 'null');
    members.delete(key);
    // It says the type once more; of an event that is not known it may be all that does.
    if (!isOfType(key, textAt(node, 'eventType') ?? '')) members.set('attributesKey', JSON.stringify(key));
  }
  const type = textAt(node, 'eventType') ?? '';
  // Some write the number of a type, which its attributes name.
  if (/^\d+$/.test(type) && key !== undefined) {
    members.set('eventType', JSON.stringify(`${key.slice(0, 1).toUpperCase()}${key.slice(1, -ATTRIBUTES.length)}`));
    members.set('eventTypeNumber', type);
    members.delete('attributesKey');
  }
  const nanos = nanosOf(objectAt(node, 'eventTime'));
  if (nanos !== undefined) members.set('eventTime', nanos);
  if (run.subject !== undefined) members.set('run', JSON.stringify(run.subject));
  if (run.chain !== undefined) members.set('chain', JSON.stringify(run.chain));
  const cause = attributes && causeOf(attributes, textAt(node, 'eventId'), run);
  if (cause !== undefined) members.set('cause', JSON.stringify(cause));
  return rowText(members);
}

/** `{ seconds, nanos }`, as protobuf's own libraries write a time; undefined for any other. */
function nanosOf(time: ObjectNode | undefined): string | undefined {
  const [seconds = '', nanos = '0'] = [textAt(time, 'seconds'), textAt(time, 'nanos')];
  if (!/^\d+$/.test(seconds) || !/^\d{1,9}$/.test(nanos)) return undefined;
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(nanos));
}

/** `workflowExecutionStartedEventAttributes` is of `WorkflowExecutionStarted` and of `EVENT_TYPE_WORKFLOW_EXECUTION_STARTED`. */
function isOfType(key: string, type: string): boolean {
  const plain = type
    .replace(/^EVENT_TYPE_/, '')
    .replaceAll('_', '')
    .toLowerCase();
  return key.slice(0, -ATTRIBUTES.length).toLowerCase() === plain;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** `order-42_0197c196-….json`: what stands before the last UUID is the workflow; without one a name says nothing. */
function runIn(file: string): { readonly workflow: string | undefined; readonly run: string | undefined } {
  const base = file.split(/[\\/]/).at(-1) ?? '';
  const last = [...base.matchAll(UUID)].at(-1);
  if (!last) return { workflow: undefined, run: undefined };
  const before = base.slice(0, last.index).replace(/[\s_.-]+$/, '');
  return { workflow: before === '' ? undefined : before, run: last[0] };
}

function subjectOf(workflow: string | undefined, run: string | undefined): string | undefined {
  return workflow !== undefined && run !== undefined ? `${workflow}/${run}` : (workflow ?? run);
}

function runOf(started: ObjectNode, named: ReturnType<typeof runIn>): Run {
  const original = textAt(started, 'originalExecutionRunId');
  const first = textAt(started, 'firstExecutionRunId');
  return {
    subject: subjectOf(textAt(started, 'workflowId') ?? named.workflow, named.run ?? original ?? first),
    chain: first ?? original,
  };
}

/** The latest of the earlier events that the attributes name; of a child workflow's start the event of its parent. */
function causeOf(attributes: ObjectNode, own: string | undefined, run: Run): string | undefined {
  const from = run.subject === undefined ? undefined : (id: string) => `${run.subject}#${id}`;
  let latest = 0n;
  for (const { key } of attributes.members) {
    if (!/EventId$/.test(key) || /^(?:parent|external)/.test(key)) continue;
    const id = textAt(attributes, key);
    if (id === undefined || !/^\d+$/.test(id)) continue;
    if (BigInt(id) > latest && (own === undefined || !/^\d+$/.test(own) || BigInt(id) < BigInt(own)))
      latest = BigInt(id);
  }
  if (latest > 0n) return from?.(String(latest));
  const parent = objectAt(attributes, 'parentWorkflowExecution');
  const initiated = textAt(attributes, 'parentInitiatedEventId');
  const subject = parent && subjectOf(textAt(parent, 'workflowId'), textAt(parent, 'runId'));
  return subject !== undefined && initiated !== undefined && /^[1-9]\d*$/.test(initiated)
    ? `${subject}#${initiated}`
    : undefined;
}
