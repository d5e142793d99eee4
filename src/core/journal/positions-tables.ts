/** The tables in which stores keep how far their consumers are, told by their columns (`formats.md` §1). One more: an entry here. */
import { type JsonNode, memberOf } from '../record/json-tree.ts';

/** Which columns of a table say what. */
export interface PositionColumns {
  readonly consumer?: string;
  readonly position?: string;
  /** What the position counts in; without it the whole log. */
  readonly scope?: string;
  readonly time?: string;
}

/** A row's values, as text; `undefined` where the row has none. */
export interface PositionCells {
  readonly consumer: string | undefined;
  readonly position: string | undefined;
  readonly scope?: string | undefined;
  /** The category of streams that the consumer reads, whose position is one in the whole log. */
  readonly category?: string | undefined;
  readonly time: string | undefined;
  /** Positions below it that it had not seen. */
  readonly gaps?: readonly number[] | undefined;
  /** One of several that share the consumer's work: what it covers is covered when all do. */
  readonly segment?: string | undefined;
}

export interface PositionTable {
  readonly title: string;
  readonly needs: readonly string[];
  readonly columns: PositionColumns;
  readonly note?: string;
  /** Of rows that say it otherwise than in columns; `passed`: the row is no position. */
  readonly cells?: (row: JsonNode, text: (column: string) => string | undefined) => PositionCells | 'passed';
}

const NO_TIME = 'The table does not say when a consumer got there: say when the table was read.';

/** In the order in which they are tried. */
export const POSITION_TABLES: readonly PositionTable[] = [
  {
    title: 'Factline consumer positions',
    needs: ['consumer', 't_process'],
    columns: { consumer: 'consumer', position: 'position', scope: 'scope', time: 't_process' },
    cells: (_, text) => ({
      consumer: text('consumer'),
      position: text('position') ?? text('sequence'),
      scope: text('scope'),
      time: text('t_process'),
    }),
  },
  {
    title: 'Marten mt_event_progression',
    needs: ['name', 'last_seq_id'],
    columns: { consumer: 'name', position: 'last_seq_id', time: 'last_updated' },
    note: 'The row HighWaterMark is no consumer: it is how far the daemon had looked for gaps.',
    cells: (_, text) =>
      text('name') === 'HighWaterMark'
        ? 'passed'
        : { consumer: text('name'), position: text('last_seq_id'), time: text('last_updated') },
  },
  {
    title: 'Axon token_entry',
    needs: ['processor_name', 'segment', 'token'],
    columns: { consumer: 'processor_name', position: 'token', time: 'timestamp' },
    note: 'Where segments share a processor’s work, a record counts as processed once all of them are past it.',
    cells: (row, text) => ({
      consumer: text('processor_name'),
      ...trackingToken(memberOf(row, 'token')),
      time: text('timestamp'),
      segment: text('segment'),
    }),
  },
  {
    title: 'Emmett emt_processors',
    needs: ['processor_id', 'last_processed_checkpoint'],
    columns: { consumer: 'processor_id', position: 'last_processed_checkpoint', time: 'last_updated' },
    cells: (_, text) => ({
      consumer: text('processor_id'),
      // The newest writes `transaction:position`.
      position: text('last_processed_checkpoint')?.replace(/^\d+:(?=\d+$)/, ''),
      time: text('last_updated'),
    }),
  },
  {
    title: 'Emmett emt_subscriptions',
    needs: ['subscription_id', 'last_processed_position'],
    columns: { consumer: 'subscription_id', position: 'last_processed_position' },
    note: NO_TIME,
  },
  {
    title: 'Commanded subscriptions',
    needs: ['subscription_name', 'stream_uuid', 'last_seen'],
    columns: { consumer: 'subscription_name', position: 'last_seen', scope: 'stream_uuid' },
    note: `${NO_TIME} (\`created_at\` is when the subscription was made.)`,
  },
  {
    title: 'Kafka consumer groups (kafka-consumer-groups --describe)',
    needs: ['GROUP', 'TOPIC', 'PARTITION', 'CURRENT-OFFSET'],
    columns: { consumer: 'GROUP', position: 'CURRENT-OFFSET', scope: 'TOPIC' },
    note: `${NO_TIME} An offset is that of the next message: those before it were processed.`,
    cells: (_, text) => {
      const next = text('CURRENT-OFFSET');
      if (next === undefined || !/^[1-9]\d*$/.test(next)) return 'passed';
      return {
        consumer: text('GROUP'),
        position: String(Number(next) - 1),
        scope: `${text('TOPIC')}/${text('PARTITION')}`,
        time: undefined,
      };
    },
  },
  {
    title: 'message-db position streams (Eventide)',
    needs: ['stream_name', 'data', 'global_position', 'time'],
    columns: { consumer: 'stream_name', position: 'data', time: 'time' },
    note: 'Streams named `…:position` hold how far a consumer of that category is; other messages are passed over.',
    cells: (row, text) => {
      const [, category = '', types = '', id] = /^([^:-]+):([^-]+)(?:-(.+))?$/.exec(text('stream_name') ?? '') ?? [];
      const others = types.split('+').filter((type) => type !== 'position');
      if (others.length === types.split('+').length) return 'passed';
      const read = others.length > 0 ? `${category}:${others.join('+')}` : category;
      return {
        consumer: id ?? read,
        position: scalar(memberOf(memberOf(row, 'data'), 'position')),
        category: read,
        time: text('time'),
      };
    },
  },
];

export const scalar = (node: JsonNode | undefined): string | undefined =>
  node?.kind === 'string' ? node.text : node?.kind === 'number' ? node.source.slice(node.start, node.end) : undefined;

/** `{"globalIndex":7}`, `{"index":7,"gaps":[5]}`, the same in XStream's XML: `<index>7</index>…<long>5</long>`. */
function trackingToken(token: JsonNode | undefined): Pick<PositionCells, 'position' | 'gaps'> {
  if (token?.kind === 'string') {
    const number = /<(?:globalIndex|index)>(\d+)</.exec(token.text)?.[1];
    const gaps = [...token.text.matchAll(/<long>(\d+)<\/long>/g)].map(([, n]) => Number(n));
    return { position: number, ...(gaps.length > 0 && { gaps }) };
  }
  const list = memberOf(token, 'gaps');
  const gaps = list?.kind === 'array' ? list.items.map((item) => Number(scalar(item))) : [];
  const position = scalar(memberOf(token, 'globalIndex')) ?? scalar(memberOf(token, 'index'));
  return { position, ...(gaps.length > 0 && { gaps }) };
}

const GUESSES: readonly (readonly [keyof PositionColumns, RegExp])[] = [
  [
    'consumer',
    /^(?:.*_)?(?:consumer|processor|subscription|subscriber|projection|handler|reader|group)(?:_?(?:name|id))?$|^name$/i,
  ],
  ['position', /position|checkpoint|last_?seen|last_?seq|offset|sequence|^version$/i],
  ['scope', /^(?:scope|stream|stream_?(?:name|id|uuid)|subject|partition)$/i],
  ['time', /updated|processed_?at|^t_process$|^time(?:stamp)?$|_at$/i],
];

/** What columns of a table that nobody knows may say, by their names. */
export function guessColumns(columns: readonly string[]): PositionColumns {
  return Object.fromEntries(
    GUESSES.flatMap(([role, name]) => {
      const found = columns.find((column) => name.test(column));
      return found === undefined ? [] : [[role, found]];
    }),
  );
}
