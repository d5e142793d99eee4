/** Seeded damage to the sample files, mutation after mutation. */
import fc from 'fast-check';
import { damaged, damages } from './damage.ts';
import { type DamageFile, damageFiles } from './damage-files.ts';
import { faultIn, preview, type Whole, wholeOf } from './damage-oracle.ts';

/** Of so many mutations one is looked at as a file that nobody has seen, too. */
const LOOKED_AT = 4;

interface Samples {
  readonly files: readonly DamageFile[];
  readonly whole: ReadonlyMap<string, Whole>;
}

export async function readSamples(folder: string): Promise<Samples> {
  const files = damageFiles(folder);
  const whole = new Map<string, Whole>();
  for (const file of files) {
    const read = await wholeOf(file);
    if (read) whole.set(file.name, read);
  }
  return { files, whole };
}

/** Runs `mutations` of them, each file in turn. Throws with the smallest damage of each file that was not read honestly. */
export async function damageAll({ files, whole }: Samples, mutations: number, seed: number): Promise<void> {
  const share = Math.ceil(mutations / files.length);
  const faults: string[] = [];
  for (const file of files) {
    let n = 0;
    const property = fc.asyncProperty(damages, async (all) => {
      const bytes = damaged(file.bytes, all);
      const read = whole.get(file.name);
      const looked = n++ % LOOKED_AT === 0 ? (await preview({ name: file.name, bytes })).reading : undefined;
      const fault = read && (faultIn(read, bytes) ?? (looked && faultIn(read, bytes, looked)));
      if (fault) throw new Error(`${file.name}: ${fault}`);
    });
    const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: share, seed });
    if (failed) faults.push(`${JSON.stringify(counterexample)}\n${errorInstance}`);
  }
  if (faults.length > 0) throw new Error(faults.join('\n\n'));
}
