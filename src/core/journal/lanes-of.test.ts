import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { laneBuffers } from './lane-buffers.ts';
import { type Lane, rowAt } from './lanes.ts';
import { binsWithoutLanes, lanesOf } from './lanes-of.ts';
import { readText } from './memory.ts';
import { binsOf } from './timeline-bins.ts';

const START = Date.UTC(2026, 0, 1);
const iso = (second: number) => new Date(START + second * 1000).toISOString();
const micros = (second: number | undefined) => (second === undefined ? Number.NaN : (START + second * 1000) * 1000);

interface Times {
  readonly event: number | undefined;
  readonly log: number | undefined;
}

async function journal(list: readonly Times[]) {
  const lines = list.map(({ event, log }, i) =>
    JSON.stringify({
      id: `r${i}`,
      type: 'A',
      ...(event !== undefined && { t_event: iso(event) }),
      ...(log !== undefined && { t_log: iso(log) }),
      payload: null,
    }),
  );
  const { columns, hashes, header } = readText(new TextEncoder().encode(`${lines.join('\n')}\n`), {
    format: 'factline',
  });
  const { sequence, identity } = header;
  const read = () => {
    throw new Error('nothing looks alike');
  };
  return { columns, analysis: await analyse({ columns, hashes, sequence, identity, read }) };
}

const entries = (lane: Lane) => Array.from(lane.timesMicros, (time, i) => [time, rowAt(lane, i)]);
/** The same, sorted as one would by hand. */
const plain = (times: readonly (number | undefined)[], shown?: Uint8Array) =>
  times
    .map((second, row): [number, number] => [micros(second), row])
    .filter(([time, row]) => !Number.isNaN(time) && (shown === undefined || shown[row] === 1))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);

describe('lanes', () => {
  it('have every time that is shown, ascending, with its row; and every time by row', async () => {
    const second = fc.option(fc.nat(50), { nil: undefined });
    const list = fc.array(fc.record({ event: second, log: second, shown: fc.boolean() }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), fc.boolean(), async (drawn, inOrder, filtered) => {
        const times = inOrder ? drawn.map((one, i) => ({ ...one, event: i, log: Math.floor(i / 2) })) : drawn;
        const shown = filtered ? Uint8Array.from(drawn, (one) => Number(one.shown)) : undefined;
        const { columns, analysis } = await journal(times);
        const bins = binsWithoutLanes(columns, analysis, new Float64Array(0));
        expect(bins).toEqual(binsOf(lanesOf(columns, analysis)));
        const data = lanesOf(columns, analysis, shown);
        const [event, log, process] = data.lanes;
        expect(entries(event)).toEqual(
          plain(
            times.map((one) => one.event),
            shown,
          ),
        );
        expect(entries(log)).toEqual(
          plain(
            times.map((one) => one.log),
            shown,
          ),
        );
        expect(entries(process)).toEqual([]);
        expect([...data.tEventMicros]).toEqual(times.map((one) => micros(one.event)));
        expect([...data.tLogMicros]).toEqual(times.map((one) => micros(one.log)));
        // What is handed over is none of the journal's own.
        for (const buffer of laneBuffers(data))
          expect([columns.tEventMicros.buffer, columns.tLogMicros.buffer]).not.toContain(buffer);
      }),
    );
  });

  it('name no rows where the file is in the order of their times, and no entry stands outside of them', async () => {
    const { columns, analysis } = await journal([
      { event: 1, log: 5 },
      { event: 1, log: 4 },
    ]);
    const [event, log] = lanesOf(columns, analysis).lanes;
    expect([event.rows, log.rows && [...log.rows]]).toEqual([undefined, [1, 0]]);
    expect([-1, 0, 1, 2].map((entry) => rowAt(event, entry))).toEqual([undefined, 0, 1, undefined]);
  });
});
