import { pointer } from '../../json-pointer.ts';
import { wordSet } from '../../words/lexicon.ts';
import { wordsOf } from '../../words/split.ts';
import { consumersByType, producerOf } from '../fields.ts';
import type { Rule } from '../rule.ts';

const SHORT_LIVED = wordSet(
  `cache caches cached temp tmp lock heartbeat heartbeats retry retries retried buffer buffers buffered flushed evicted ping pinged polled
  mutex semaphore spinlock watchdog tempfile debounce vacuumed gc warmup keepalive backoff debounced throttled prefetched deadlock`,
);
/** Two words of which each alone may be of the business: a chat has threads, and a permit may be temporary. */
const PAIRS = new Set(
  `connection pool,thread pool,worker thread,worker pool,garbage collected,garbage collection,temporary file,temporary table,temporary directory,
  temporary folder,temporary data,temporary object,row locked,row unlocked,record locked,record unlocked,table locked,table unlocked,
  leader lease,lease acquired,health pinged,rate limiter,circuit breaker,event loop,queue polled,queue drained,keep alive,scratch file,swap file,thread spawned,worker spawned,
  worker restarted,socket opened,socket closed,checkpoint written,cursor advanced`
    .split(',')
    .map((pair) => pair.trim()),
);

function shortLived(name: string): string | undefined {
  const words = wordsOf(name);
  return (
    words.find((word) => SHORT_LIVED.has(word)) ??
    words.map((word, i) => `${word} ${words[i + 1]}`).find((two) => PAIRS.has(two))
  );
}

/** Contract §7: words of what is short-lived and internal; and `visibility: internal` that another service hears. */
export const eventIsNoHousekeeping: Rule = {
  meta: {
    id: 'event-is-no-housekeeping',
    title: 'What is internal and short-lived is no event for others',
    clauses: ['ES-081'],
    severity: { envelope: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    const at = pointer('events', name);
    const word = shortLived(name);
    if (word !== undefined && event.visibility !== 'internal') {
      report({
        pointer: at,
        message: `\`${name}\` tells of a "${word}": that is gone in a moment and concerns its own service only. Keep it inside, as a log line or a metric, or say \`visibility: internal\`.`,
        fix:
          event.visibility === undefined
            ? { title: 'Add visibility: internal', insert: { into: at, key: 'visibility', value: 'internal' } }
            : { title: 'Change visibility to internal', replace: { at: `${at}/visibility`, value: 'internal' } },
      });
    }
    if (event.visibility !== 'internal') return;
    const own = producerOf(model, event);
    for (const [consumer, { service }] of consumersByType(model).get(name) ?? [])
      if (service !== undefined && service !== own)
        report({
          pointer: pointer('consumers', consumer, 'on'),
          message: `\`${name}\` is internal to \`${own ?? 'its service'}\`, and \`${consumer}\` of \`${service}\` hears it. Publish an event that is meant for others, or let go of this one.`,
        });
  },
};
