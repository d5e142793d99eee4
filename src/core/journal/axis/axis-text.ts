/** The journal that several make on one axis, as contract NDJSON. */
import type { JournalHeader, SourceRef } from '../../formats/mapping.ts';
import { formatDuration } from '../../record/duration.ts';
import type { ProcessingRow } from '../../record/record.ts';
import { BLOCK_RECORDS, type Block, RecordFlag } from '../columns.ts';
import { axisOrder } from './order.ts';
import { shiftTime } from './shift-time.ts';
import { type AxisSource, identityTogether, scopesTogether, shiftOf } from './source.ts';
import { createLineWriter } from './write-line.ts';

const CHUNK = 1 << 20;

export interface TextSource extends AxisSource {
  readonly bytes: number;
  block(index: number): Block | Promise<Block>;
  /** Processing rows as contract NDJSON, piece by piece. */
  processing(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface MergedText {
  readonly header: JournalHeader;
  /** About how many bytes there will be. */
  readonly bytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Names that tell the journals apart: of two of one name the later one is numbered. */
function distinctNames(sources: readonly AxisSource[]): readonly string[] {
  const taken = new Set<string>();
  return sources.map(({ name: own }) => {
    let name = own;
    for (let n = 2; taken.has(name); n++) name = `${own} ${n}`;
    taken.add(name);
    return name;
  });
}

/** In the order of the axis, piece by piece; `tick` is awaited before each block is read, and what it throws ends the work. */
export function axisText(
  given: readonly TextSource[],
  name: string,
  tick: () => void | Promise<void> = () => undefined,
): MergedText {
  const names = distinctNames(given);
  const sources = given.map((source, i) => ({ ...source, name: names[i] ?? source.name }));
  const { sequence, partition } = scopesTogether(sources);
  const refs = sources.map(({ name: source, offset, bytes }): SourceRef => {
    const shifted = offset.micros === 0 ? {} : { offset: formatDuration(offset.micros), times: offset.times };
    return { name: source, bytes, ...shifted };
  });
  const header: JournalHeader = {
    factline: 1,
    journal: name,
    sequence,
    identity: identityTogether(sources),
    sources: refs,
    state: 'complete',
  };

  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(`${JSON.stringify(header)}\n`);
    const writer = createLineWriter();
    const order = axisOrder(sources);
    const held = sources.map(() => ({ index: -1, block: undefined as Block | undefined }));
    for (let place = 0; place < order.count; place++) {
      const i = order.source[place] ?? 0;
      const row = order.row[place] ?? 0;
      const [source, at] = [sources[i], held[i]];
      if (!source || !at) continue;
      const index = Math.floor(row / BLOCK_RECORDS);
      if (at.index !== index) {
        await tick();
        at.block = await source.block(index);
        at.index = index;
      }
      const { block } = at;
      if (!block) continue;
      const k = row % BLOCK_RECORDS;
      writer.add(block.bytes, block.offsets[k] ?? 0, (block.offsets[k + 1] ?? 1) - 1, {
        journal: source.name,
        line: source.columns.line[row] ?? 0,
        tEvent: shiftOf(source.offset, 't_event'),
        tLog: shiftOf(source.offset, 't_log'),
        partition: partition?.(source, row),
        made: ((source.columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0,
      });
      if (writer.length >= CHUNK) yield writer.take();
    }
    yield writer.take();
    for (const { name: journal, offset, processing } of sources) {
      const shift = shiftOf(offset, 't_process');
      for await (const bytes of processing()) {
        await tick();
        const lines = new TextDecoder().decode(bytes).split('\n');
        const moved = lines.flatMap((line) => (line === '' ? [] : [JSON.stringify(movedRow(line, shift, journal))]));
        if (moved.length > 0) yield new TextEncoder().encode(`${moved.join('\n')}\n`);
      }
    }
  }
  return { header, bytes: refs.reduce((sum, ref) => sum + ref.bytes, 0), chunks: chunks() };
}

function movedRow(line: string, shift: number, journal: string): ProcessingRow {
  const row = JSON.parse(line) as ProcessingRow;
  const { processed, t_start, t_process } = row;
  return {
    ...row,
    processed: /^line:\d+$/.test(processed) ? `${journal}/${processed}` : processed,
    ...(t_start !== undefined && { t_start: shiftTime(t_start, shift) }),
    ...(t_process !== undefined && { t_process: shiftTime(t_process, shift) }),
  };
}
