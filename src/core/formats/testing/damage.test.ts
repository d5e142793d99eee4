import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { dishonest, faultIn, wholeOf } from './damage-oracle.ts';
import { damageAll, readSamples } from './damage-run.ts';
import { readLines } from './read-lines.ts';

const DATA = '../shared/data';

describe.skipIf(!existsSync(DATA))('damaged files', () => {
  let samples: Awaited<ReturnType<typeof readSamples>>;
  beforeAll(async () => {
    samples = await readSamples(DATA);
  });

  it('nearly all samples are read at all', () => {
    expect(samples.files.length).toBeGreaterThan(100);
    expect(samples.whole.size).toBeGreaterThan(samples.files.length * 0.85);
    expect([...samples.whole.values()].filter(({ kind }) => kind).length).toBeGreaterThan(25);
  });

  it('are read honestly (`npm run bench damage` for 100,000)', { timeout: 120_000 }, async () => {
    await damageAll(samples, 700, Number(process.env.FACTLINE_FUZZ_SEED ?? 4));
  });
});

describe('the oracle', () => {
  const text = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
  const row = (n: number) =>
    `{"id":"r-${n}","type":"Counted","subject_id":"a","sequence":${n},"payload":{"word":"word${n}"}}`;
  const read = async (lines: readonly string[]) => {
    const whole = await wholeOf({ name: 'a.ndjson', bytes: text(lines) });
    if (!whole) throw new Error('refused');
    return whole;
  };

  it('sees a row that says something else than before', async () => {
    const whole = await read([row(1), row(2)]);
    const lying = { ...whole, made: new Map([[row(2), row(3)]]) };
    expect(faultIn(whole, text([row(1), row(2)]))).toBeUndefined();
    expect(faultIn(lying, text([row(1), row(2)]))).toMatch(/row 2 is untouched/);
  });

  it('sees a word that stands nowhere, and a row that is lost', async () => {
    const whole = await read([row(1), row(2)]);
    const bytes = text([row(1), row(2), row(3)]);
    const honest = readLines([bytes], whole.reading);
    expect(dishonest(whole, honest, bytes)).toBeUndefined();
    const lines = [...honest.lines.slice(0, 2), row(4)];
    expect(dishonest(whole, { ...honest, lines }, bytes)).toMatch(/`word4` stands nowhere/);
    const lost = { ...honest, lines: honest.lines.slice(0, 2), sourceLines: [1, 2] };
    expect(dishonest(whole, lost, bytes)).toMatch(/row 3 is lost/);
  });
});
