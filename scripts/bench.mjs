// npm run bench [name]: measures in the built page and in Node, as ratios to a floor of the same run. Prints what each figure is a ratio of.
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser.mjs';
import { buildAll, isBuilt } from './build.mjs';

const browser = findBrowser({ install: true });
if (!isBuilt()) await buildAll();
const { status } = spawnSync('npx', ['playwright', 'test', '--reporter=line', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, FACTLINE_CHROMIUM: browser, FACTLINE_BENCH: '1' },
});
process.exit(status ?? 1);
