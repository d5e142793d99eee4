// npm test: unit tests (vitest) and e2e tests (Playwright in a Chromium that it finds or installs), then one line with the counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { buildAll, isBuilt } from './build.mjs';

const results = 'test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** Runs a test runner; one that ends badly without a report of failures counts as one failure. */
function run(name, command, args, count, env = {}) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const report = `${results}/${name}.json`;
  const counts = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const unit = run(
  'unit',
  'npx',
  ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${results}/unit.json`],
  (r) => ({ passed: r.numPassedTests, failed: r.numFailedTests, skipped: r.numPendingTests + r.numTodoTests }),
);

let e2e = { passed: 0, failed: 1, skipped: 0 };
try {
  const browser = findBrowser({ install: true });
  console.log(`e2e: ${browser}`);
  if (!isBuilt()) await buildAll();
  e2e = run(
    'e2e',
    'npx',
    ['playwright', 'test'],
    (r) => ({
      passed: r.stats.expected + r.stats.flaky,
      failed: r.stats.unexpected,
      skipped: r.stats.skipped,
    }),
    { FACTLINE_CHROMIUM: browser },
  );
} catch (error) {
  console.error(`e2e: ${error.message}`);
}

const sum = (key) => unit[key] + e2e[key];
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') > 0 ? 1 : 0);
