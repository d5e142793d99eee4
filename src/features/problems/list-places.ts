/** Where the rows of a long list are: all of one height, but the selected one, which shows its whole message. */
export const ROW = 44;

export interface Grown {
  readonly at: number;
  /** As measured; less than a row's until then. */
  readonly height: number;
}
const extra = ({ height }: Grown): number => Math.max(0, height - ROW);

export const topOf = (index: number, grown: Grown): number => index * ROW + (index > grown.at ? extra(grown) : 0);

export const listHeight = (rows: number, grown: Grown): number => rows * ROW + (rows > grown.at ? extra(grown) : 0);

/** The row at a height of the list, whether there is one or not. */
export function indexAt(y: number, grown: Grown): number {
  if (y < topOf(grown.at + 1, grown)) return Math.min(grown.at, Math.floor(y / ROW));
  return Math.floor((y - extra(grown)) / ROW);
}
