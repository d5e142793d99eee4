import { describe, expect, it } from 'vitest';
import { damageAll, readSamples } from './damage-run.ts';

const MUTATIONS = Number(process.env.FACTLINE_MUTATIONS ?? 100_000);
const GIB = 2 ** 30;

describe.skipIf(!process.env.FACTLINE_BENCH)('seeded damage to all sample files', () => {
  it(`${MUTATIONS} mutations`, { timeout: 4 * 3_600_000 }, async () => {
    const samples = await readSamples('../shared/data');
    const begun = performance.now();
    await damageAll(samples, MUTATIONS, Number(process.env.FACTLINE_FUZZ_SEED ?? 1));
    const { maxRSS } = process.resourceUsage();
    const seconds = (performance.now() - begun) / 1000;
    console.log(
      `${MUTATIONS} mutations of ${samples.files.length} files read honestly in ${seconds.toFixed(0)} s; at most ${(maxRSS / 2 ** 20).toFixed(2)} GiB resident`,
    );
    expect(maxRSS * 1024).toBeLessThan(2 * GIB);
  });
});
