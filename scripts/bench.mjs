// npm run bench [name]: measures in Node (src/**/*-bench.test.ts) and in the built page (e2e/bench), as ratios to a floor of the same run. Prints
// what each figure is a ratio of. With a name, only the files that have it in theirs.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { buildAll, isBuilt } from './build.mjs';

const [name = ''] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const inNode = readdirSync(join(root, 'src'), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('-bench.test.ts') && path.includes(name));
const inPage = readdirSync(join(root, 'e2e/bench')).filter((path) => path.endsWith('.spec.ts') && path.includes(name));
const env = { ...process.env, FACTLINE_BENCH: '1' };
const run = (args, more = {}) =>
  spawnSync('npx', args, { stdio: 'inherit', cwd: root, env: { ...env, ...more } }).status ?? 1;

if (inNode.length + inPage.length === 0) {
  console.error(`No bench is called ${name}.`);
  process.exit(2);
}
let status = 0;
if (inNode.length > 0) status = run(['vitest', 'run', '--silent=false', ...inNode.map((path) => `src/${path}`)]);
if (inPage.length > 0) {
  const FACTLINE_CHROMIUM = findBrowser({ install: true });
  if (!isBuilt()) await buildAll();
  status = run(['playwright', 'test', '--reporter=line', ...inPage], { FACTLINE_CHROMIUM }) || status;
}
process.exit(status);
