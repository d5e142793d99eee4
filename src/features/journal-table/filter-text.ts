/** The filter in words, wherever it must be plain which records are meant. */
import { plural } from '../../app/format.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import { MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';

const TYPES_NAMED = 3;

/** Its parts, of which a record meets all: `query type:Order*`, `type OrderPlaced or OrderShipped`; empty = every record passes. */
export function filterText({ find, types, marks, range }: RowQuery): readonly string[] {
  const query = find?.trim() ?? '';
  return [
    ...(query === '' ? [] : [`query ${query}`]),
    ...(types === undefined
      ? []
      : [types.length > TYPES_NAMED ? `one of ${plural(types.length, 'type')}` : `type ${types.join(' or ')}`]),
    ...(marks === undefined ? [] : [`finding ${marks.map((kind) => MARK_TEXT[kind].one).join(' or ')}`]),
    ...(range === undefined ? [] : [`${range.lane} from ${timeText(range.from)} to ${timeText(range.to)} UTC`]),
  ];
}

/** What stands in the table while the query line cannot be read. */
export function standingText(query: RowQuery): string {
  const parts = filterText(query);
  return parts.length === 0
    ? 'Nothing is filtered by it: table, timeline and export still have every record.'
    : `Table, timeline and export still have what passed before: ${parts.join('; ')}.`;
}
