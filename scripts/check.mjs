// npm run check: types of every tsconfig, lint, import rules, unit tests. Quiet when green. `--fast` leaves the unit tests out.
import { spawnSync } from 'node:child_process';

const steps = [
  ...['core', 'worker', 'web', 'node'].map((name) => ['npx', 'tsc', '-p', `tsconfig.${name}.json`]),
  ['npx', 'biome', 'check', '--error-on-warnings', '--log-level=warn', '.'],
  ['node', 'scripts/check-imports.mjs'],
  ...(process.argv.includes('--fast') ? [] : [['npx', 'vitest', 'run', '--reporter=dot', '--silent=passed-only']]),
];
let failed = 0;
for (const [command, ...args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status === 0) continue;
  failed++;
  console.error(`✗ ${[command, ...args].join(' ')}\n${stdout}${stderr}`);
}
process.exit(failed > 0 ? 1 : 0);
