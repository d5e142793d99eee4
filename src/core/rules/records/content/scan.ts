/** One walk over the values of a record for all rules on what must not be in it. */
import type { ExactValue, JournalRecord } from '../../../record/record.ts';
import type { EventPlan, Mark } from './plan.ts';
import { isRedacted, isReference, looksRandom, type NameSense, senseOf } from './senses.ts';
import { type ShapeFound, scanText } from './shapes.ts';

export interface Sighting {
  readonly group: 'secret' | 'personal' | 'health';
  /** As it stands in a sentence. */
  readonly what: string;
  /** `payload` path or `meta.…`; a list is one place, `lines[].email`. */
  readonly field: string;
  readonly by: 'name' | 'shape' | 'mark';
  /** The model says that it is sensitive, and why it is needed. */
  readonly excused: boolean;
}

const NONE: readonly Sighting[] = [];
let last: JournalRecord | undefined;
let lastPlan: EventPlan | undefined;
let lastFound = NONE;

/** What stands in a record; asked by several rules in a row, it is looked at once. */
export function sightingsIn(record: JournalRecord, plan: EventPlan | undefined): readonly Sighting[] {
  if (record === last && plan === lastPlan) return lastFound;
  last = record;
  lastPlan = plan;
  const found: Sighting[] = [];
  const marks = plan && plan.marks.size > 0 ? plan.marks : undefined;
  walk(
    record.payload,
    '',
    '',
    undefined,
    marks,
    plan?.event.classification === 'phi' || record.classification === 'phi',
    found,
  );
  if (record.meta !== undefined) walk(record.meta, 'meta', '', undefined, undefined, false, found);
  lastFound = found.length === 0 ? NONE : found;
  return lastFound;
}

type Marks = ReadonlyMap<string, Mark> | undefined;

function walk(
  value: ExactValue,
  path: string,
  name: string,
  mark: Mark | undefined,
  marks: Marks,
  phi: boolean,
  found: Sighting[],
): void {
  if (typeof value === 'string' || typeof value === 'number') {
    leaf(value, path, name, mark, phi, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const inside = `${path}[]`;
    for (const item of value as readonly ExactValue[]) walk(item, inside, name, mark, marks, phi, found);
    return;
  }
  const object = value as { readonly [key: string]: ExactValue };
  for (const key in object) {
    const child = object[key];
    if (child === undefined || child === null || typeof child === 'boolean') continue;
    if (key === '$bytes' || key === '$digits') continue;
    const at = path === '' ? key : `${path}.${key}`;
    const own = marks === undefined ? mark : (marks.get(at.includes('[]') ? at.replaceAll('[]', '') : at) ?? mark);
    walk(child, at, calledBy(key, name), own, marks, phi, found);
  }
}

/** What stands below `diagnosis` or `home_address` is what that name says, unless its own name says something. */
export function calledBy(key: string, above: string): string {
  if (above === '') return key;
  const over = senseOf(above);
  if (!over.health && !over.personal) return key;
  const own = senseOf(key);
  return own.about || own.health || own.personal !== undefined || own.secret !== undefined ? key : above;
}

/** The first thing that a value holds by its looks or the name above it, without a model. */
export function sightingOf(value: string | number, name: string): Sighting | undefined {
  const found: Sighting[] = [];
  leaf(value, '', name, undefined, false, found);
  return found[0];
}

const ICD = /^[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/;

function leaf(
  value: string | number,
  path: string,
  name: string,
  mark: Mark | undefined,
  phi: boolean,
  found: Sighting[],
): void {
  const sense = senseOf(name);
  const shape = typeof value === 'string' ? scanText(value) : undefined;
  if (
    shape === undefined &&
    mark === undefined &&
    sense.secret === undefined &&
    sense.personal === undefined &&
    sense.health === undefined &&
    !phi &&
    name !== 'body'
  )
    return;
  if (isRedacted(value)) return;
  const text = String(value);
  const excused = mark?.excused === true;
  const see = (group: Sighting['group'], what: string, by: Sighting['by']) =>
    found.push({ group, what, field: path === '' ? 'payload' : path, by, excused });

  if (shape?.group === 'secret') return void see('secret', shape.what, 'shape');
  if (isSecretByName(sense, name, value, mark)) return void see('secret', 'what its name calls a secret', 'name');
  if (mark?.sensitive === 'health') see('health', 'what the model calls health data', 'mark');
  else if (sense.health) see('health', 'data on somebody’s health', 'name');
  else if (phi && ICD.test(text)) see('health', 'a code of a diagnosis', 'shape');
  const what = personalIn(sense, name, text, shape);
  if (what !== undefined) see('personal', what, shape ? 'shape' : 'name');
  else if (sense.health && mark?.sensitive !== 'health') see('personal', 'data on somebody’s health', 'name');
}

/** Letters and digits in one word of some length: what a field called token holds. */
const looksMade = (text: string): boolean => /^(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])[\w.~+/=-]{8,512}$/.test(text);

function isSecretByName(sense: NameSense, name: string, value: string | number, mark: Mark | undefined): boolean {
  if (mark?.sensitive === 'secret') return true;
  if (sense.secret === undefined) return false;
  if (typeof value === 'number') return sense.secret === 'sure' && Number.isInteger(value) && value > 99;
  if (isReference(value)) return false;
  return sense.secret === 'sure' || looksRandom(value) || (/token$/i.test(name) && looksMade(value));
}

function personalIn(sense: NameSense, name: string, text: string, shape: ShapeFound | undefined): string | undefined {
  if (shape?.group === 'personal' && !(shape.unsure && sense.identifier)) return shape.what;
  if (sense.personal !== undefined && (sense.holds === undefined || sense.holds.test(text))) return sense.personal;
  // A field `body` with prose in it is the text of a message.
  return name === 'body' && text.length >= 20 && /\S \S+ \S/.test(text) ? 'the text of a message' : undefined;
}
