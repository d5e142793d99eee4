/** What a check says of what it looked at: it holds, it does not, or nothing ran that could have shown either. */
export interface Judged {
  /** Nothing was found against it. That says nothing where it was not tried: ask `standingOf`. */
  readonly holds: boolean;
  /** Why nothing was tried, as a clause: `no record of the journal is heard by it`. Whoever gives this shows neither ✓ nor ✗. */
  readonly not_tried?: string;
}
export type Standing = 'holds' | 'fails' | 'not tried';

export const standingOf = ({ holds, not_tried }: Judged): Standing =>
  not_tried !== undefined ? 'not tried' : holds ? 'holds' : 'fails';

/** Something was looked at, and nothing of it ran: nothing is shown, whatever the answer to each. */
export const isNothingTried = (all: readonly Judged[]): boolean =>
  all.length > 0 && all.every((one) => standingOf(one) === 'not tried');

export const UNHEARD = 'no record of the journal is heard by it';
