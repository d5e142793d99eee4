import type { Range } from '../model/nodes.ts';
import type { SectionName } from '../model/schema.ts';

/** One place where a name stands. */
export interface NamePlace {
  readonly section: SectionName;
  readonly name: string;
  readonly role: 'definition' | 'reference';
  readonly file: string;
  /** The name itself, without quotes and without a version behind it. */
  readonly range: Range;
  /** What is replaced to put another name here, and by what. */
  readonly whole: Range;
  readonly write: (to: string) => string;
}

/** Whether a cursor touches the name or its quotes. */
export const touches = ({ whole }: NamePlace, line: number, column: number): boolean =>
  (line > whole.line || (line === whole.line && column >= whole.column)) &&
  (line < whole.endLine || (line === whole.endLine && column <= whole.endColumn));
