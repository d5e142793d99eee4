/** An event of a process log, from XES or a table: the attributes that the standard extensions define become roles. */
import { type JsonNode, textOf, treeIn } from '../../record/json-tree.ts';
import { type Member, madeRow, objectText, quoted } from './made-row.ts';

export interface ProcessEvent {
  /** Of the event; JSON text of values that have no parts of their own. */
  readonly attributes: readonly Member[];
  /** JSON text of the name of its trace. */
  readonly trace: string | undefined;
  /** What else is said about its trace, and the like. */
  readonly rest: readonly Member[];
  /** Attributes that name the activity where `concept:name` is missing. */
  readonly classifier?: readonly string[];
}

const NAME = 'concept:name';
const TRANSITION = 'lifecycle:transition';
const TAKEN: readonly string[] = [NAME, 'time:timestamp', 'org:resource', 'identity:id'];

/** Text, a number or a truth value. */
const isScalar = (json: string) => !/^[{[]/.test(json);

/** The value that an attribute has, with attributes of its own or without; undefined for lists and containers. */
export function valueIn(json: string): string | undefined {
  if (isScalar(json)) return json;
  const node = json.startsWith('{"value":') ? treeIn(json) : undefined;
  if (node?.kind !== 'object' || node.members.map(({ key }) => key).join() !== 'value,attributes') return undefined;
  const [value] = node.members;
  const text = value && textOf(value.value);
  return text !== undefined && isScalar(text) ? text : undefined;
}

export function processRow({ attributes, trace, rest, classifier = [] }: ProcessEvent): string {
  const scalar = (name: string) => {
    for (const [key, json] of attributes) {
      const value = key === name ? valueIn(json) : undefined;
      if (value !== undefined && value !== '""') return value;
    }
    return undefined;
  };
  const name = scalar(NAME) ?? named(classifier.map(scalar));
  const transition = scalar(TRANSITION);
  const first = new Set<string>();
  const payload = attributes.filter(([key, json]) => {
    if (!TAKEN.includes(key) || !isScalar(json) || first.has(key)) return true;
    first.add(key);
    return false;
  });
  return madeRow(
    {
      id: scalar('identity:id'),
      type: name === undefined ? undefined : typeOf(name, transition),
      subject_id: trace,
      correlation_id: trace,
      t_event: scalar('time:timestamp'),
      actor_id: scalar('org:resource'),
      payload: objectText(payload),
    },
    rest,
  );
}

/** An activity is complete unless it is said otherwise: only another transition is part of the type. */
function typeOf(name: string, transition: string | undefined): string {
  if (transition === undefined || /^"complete"$/i.test(transition)) return name;
  return quoted(`${plain(name)}/${plain(transition)}`);
}

function named(values: readonly (string | undefined)[]): string | undefined {
  const [first] = values;
  if (first === undefined || values.some((value) => value === undefined)) return undefined;
  return values.length === 1 ? first : quoted(values.map((value) => plain(value ?? '')).join('+'));
}

const plain = (json: string) => (json.startsWith('"') ? String(JSON.parse(json)) : json);

/** The attributes of a row of a table, in order. */
export function attributesOf(row: ReadonlyMap<string, JsonNode>): readonly Member[] {
  return [...row].flatMap(([key, value]): Member[] => (value.kind === 'null' ? [] : [[key, textOf(value)]]));
}
