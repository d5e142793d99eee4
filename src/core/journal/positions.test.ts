import { describe, expect, it } from 'vitest';
import { processedAt } from './lanes-of.ts';
import { readText } from './memory.ts';
import { withPositions } from './positions.ts';
import { readPositions } from './positions-read.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const LINES = [
  ['a', 1, 10],
  ['a', 2, 11],
  ['b', 1, 12],
  ['a', 3, 15],
]
  .map(([subject_id, sequence, position], i) =>
    JSON.stringify({
      id: `r${i}`,
      type: 'A',
      subject_id,
      sequence,
      position,
      t_log: `2026-01-01T00:00:0${i}Z`,
      payload: 1,
    }),
  )
  .join('\n');
const { columns, header } = readText(new TextEncoder().encode(`${LINES}\n`), { format: 'factline' });

/** Seconds by record; `-` where it was never processed. */
function processed(positions: readonly object[], consumer?: string): string {
  const { positions: found, rejected } = readPositions(bytes(positions.map((p) => JSON.stringify(p)).join('\n')));
  expect(rejected).toEqual([]);
  const times = processedAt(withPositions(columns, found, header.sequence), consumer);
  return [...times].map((t) => (Number.isNaN(t) ? '-' : new Date(t / 1000).getUTCSeconds())).join(' ');
}
const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

describe('consumer positions', () => {
  it('give each record the time of the first position that covers it', () => {
    expect(
      processed([
        { consumer: 'm', position: 11, t_process: at(20) },
        { consumer: 'm', position: 12, t_process: at(30) },
      ]),
    ).toBe('20 20 30 -');
  });
  it('a later position reached earlier covers what is below it', () => {
    expect(
      processed([
        { consumer: 'm', position: 11, t_process: at(40) },
        { consumer: 'm', position: 12, t_process: at(30) },
      ]),
    ).toBe('30 30 30 -');
  });
  it('count per scope by sequence, or cover all of it', () => {
    expect(processed([{ consumer: 'm', scope: 'a', position: 2, t_process: at(20) }])).toBe('20 20 - -');
    expect(processed([{ consumer: 'm', scope: 'b', t_process: at(20) }])).toBe('- - 20 -');
  });
  it('keep consumers apart', () => {
    const both = [
      { consumer: 'm', position: 99, t_process: at(20) },
      { consumer: 'n', position: 10, t_process: at(9) },
    ];
    expect(processed(both, 'm')).toBe('20 20 20 20');
    expect(processed(both, 'n')).toBe('9 - - -');
    expect(processed(both)).toBe('9 20 20 20');
  });
  it('say what is wrong with a line, and read the others', () => {
    const text = [
      '{"consumer":"m","position":1,"t_process":"2026-01-01T00:00:00Z"}',
      '{"position":1,"t_process":"2026-01-01T00:00:00Z"}',
      '{"consumer":"m","t_process":"2026-01-01T00:00:00Z"}',
      '{"consumer":"m","position":-1,"t_process":"2026-01-01T00:00:00Z"}',
      '{"consumer":"m","position":1}',
      'nonsense',
    ].join('\n');
    const { positions, rejected, timeless } = readPositions(bytes(text));
    expect(timeless).toBe(1);
    expect(positions).toHaveLength(1);
    expect(rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '2: it names no `consumer`',
      '3: it has neither a `position` nor a `scope`',
      '4: its `position` is no whole number from 0',
      '6: this is no JSON object',
    ]);
  });
});
