/** What two versions of a model, or two exports of a log, differ in (contract §6, `diff`). */

export type ChangeKind = 'breaking' | 'compatible' | 'drift';

/** What a change lacks: the rule that says so, and its clauses under the chosen profiles. A rule may have none there (game, evidence). */
export interface Broken {
  readonly rule: string;
  readonly clauses: readonly string[];
}

export interface Change {
  readonly kind: ChangeKind;
  /** `field removed` */
  readonly what: string;
  /** JSON pointer, in the new model where it exists, else in the old one; of a journal the record's id. */
  readonly at: string;
  /** Where `at` is to be found. */
  readonly side: 'new' | 'old';
  /** What it breaks under the chosen profiles (contract §7); a breaking change with all that its profile asks for lists none. */
  readonly clauses: readonly string[];
  /** The rules behind `clauses`, and those that have no clause: each is a problem. */
  readonly broken: readonly Broken[];
  readonly message: string;
}

/** A change whose clauses are those of what it breaks. */
export function change(
  kind: ChangeKind,
  what: string,
  place: { readonly at: string; readonly side: 'new' | 'old' },
  message: string,
  broken: readonly Broken[] = [],
): Change {
  const clauses = [...new Set(broken.flatMap((b) => b.clauses))];
  return { kind, what, at: place.at, side: place.side, clauses, broken, message };
}

export const inNew = (at: string) => ({ at, side: 'new' }) as const;
export const inOld = (at: string) => ({ at, side: 'old' }) as const;
