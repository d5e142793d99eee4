// Finds a Chromium for the e2e tests: FACTLINE_CHROMIUM, else Playwright's own if installed, else the system's, else tries to install either.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function onPath(name) {
  const { status, stdout } = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0].trim() : undefined;
}

const installed = () => {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  for (const name of names) {
    const path = onPath(name);
    if (path) return path;
  }
  return places.find((path) => existsSync(path));
};

function run(command, args) {
  console.log(`e2e: ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'ignore', timeout: 600_000 }).status === 0;
}

/** The path of a Chromium. With `install`, tries Playwright's download, then Debian's package. Throws with what to do when there is none. */
export function findBrowser({ install = false } = {}) {
  const given = process.env.FACTLINE_CHROMIUM;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`FACTLINE_CHROMIUM names ${given}, which is not there`);
  }
  const found = installed();
  if (found) return found;
  if (install) {
    if (run('npx', ['playwright', 'install', 'chromium']) && installed()) return installed();
    if (onPath('apt-get') && run('apt-get', ['update']) && run('apt-get', ['install', '-y', 'chromium']) && installed())
      return installed();
  }
  throw new Error(
    'no Chromium found: install one (npx playwright install chromium), or set FACTLINE_CHROMIUM to its path',
  );
}

/** Root (as in containers) cannot use Chromium's own sandbox. */
export const LAUNCH_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
