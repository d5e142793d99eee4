/** Names of times: a record's own, and those that payload fields have. */
import { wordsOf } from '../../words/split.ts';

const TIMES = /^(?:t_event|t_log|t_process|time|timestamp|datetime|date)$/i;
const LAST = new Set(['at', 'time', 'timestamp', 'date', 'datetime']);

/** `t_event`, `placed_at`, `createdAt`, `event_time`, `timestamp`. */
export function isTimeName(name: string): boolean {
  if (TIMES.test(name)) return true;
  const words = wordsOf(name);
  return words.length > 1 && LAST.has(words.at(-1) ?? '');
}
