/** What puts a journal on hold: secrets and personal data, by path and kind; never the secret itself. */
import type { Model } from '../model/model.ts';
import { namesIn } from '../model/names-in.ts';
import { type EventPlan, planFor } from '../rules/records/content/plan.ts';

export interface FoundPlace {
  /** 0-based row, and line in the sources. */
  readonly row: number;
  readonly line: number;
  readonly type: string;
}

/** Values of one kind at one path. */
export interface Found {
  readonly group: 'secret' | 'personal';
  /** `e-mail address`, `AWS access key`. */
  readonly kind: string;
  /** Of the record: `payload.lines[].email`, `subject_id`; keys that are data are `*`. */
  readonly path: string;
  readonly count: number;
  /** The count by record type. */
  readonly types: Readonly<Record<string, number>>;
  /** One value with each letter and digit replaced. */
  readonly example: string;
  /** The first ones. */
  readonly places: readonly FoundPlace[];
}

export interface Hold {
  readonly found: readonly Found[];
  /** When a person decided to keep the journal as it is; absent: nobody has decided. RFC 3339. */
  readonly keptAt?: string;
}

/** What the header of a masked copy says was masked. */
export interface MaskedPart {
  readonly path: string;
  readonly kind: string;
  readonly count: number;
}

/** `an e-mail address` -> `e-mail address` */
export function kindOf(what: string): string {
  if (what.startsWith('what ')) return what.includes('secret') ? 'secret' : what;
  if (what.startsWith('data on ')) return 'health data';
  return what.replace(/^(?:an?|the|somebody’s) /, '').replaceAll('`', '');
}

const SHOWN = 40;

/** What a value looks like, and nothing of what it is: `xxx@xxxxxxx.xxx`. One that only its name gives away is not shown at all. */
export function exampleOf(value: string | number, by: 'name' | 'shape' | 'mark', group: Found['group']): string {
  if (group === 'secret' && by !== 'shape') return '••••••••';
  const text = String(value);
  const shape = text
    .slice(0, SHOWN)
    .replaceAll(/\s/gu, ' ')
    .replaceAll(/\p{Lu}/gu, 'X')
    .replaceAll(/[\p{L}\p{M}]/gu, (letter) => (letter === 'X' ? 'X' : 'x'))
    .replaceAll(/\p{N}/gu, '0');
  return text.length > SHOWN ? `${shape}…` : shape;
}

/** Whether the model declares that records of a type hold personal data at a path: its field is `sensitive`, or its class is for such data. */
export function permitsPersonal(plan: EventPlan | undefined, path: string): boolean {
  if (plan === undefined) return false;
  const { classification } = plan.event;
  if (classification === 'personal' || classification === 'phi') return true;
  if (!path.startsWith('payload.')) return false;
  const steps = path.slice('payload.'.length).replaceAll('[]', '').split('.');
  return steps.some((_, i) => {
    const sensitive = plan.marks.get(steps.slice(0, i + 1).join('.'))?.sensitive;
    return sensitive !== undefined && sensitive !== 'secret';
  });
}

/** What of it is a reason to hold the journal under a model: secrets, and personal data that the model does not declare. */
export function reasonsToHold(found: readonly Found[], model: Model | undefined): readonly Found[] {
  if (!model || namesIn(model.events).length === 0) return found;
  const permitted = (type: string, path: string) => permitsPersonal(planFor(model, type), path);
  return found.flatMap((entry) => {
    if (entry.group === 'secret') return [entry];
    const open = ([type]: readonly [string, number]) => !permitted(type, entry.path);
    const types = Object.entries(entry.types).filter(open);
    const count = types.reduce((sum, [, n]) => sum + n, 0);
    if (count === 0) return [];
    const places = entry.places.filter(({ type }) => !permitted(type, entry.path));
    return [{ ...entry, count, types: Object.fromEntries(types), places }];
  });
}
