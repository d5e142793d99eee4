// npm run build: the page into dist/, the command line into dist-cli/. `--if-needed` builds only what is older than its sources.
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const newest = (path) => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};
const sources = ['src', 'public', 'index.html', 'sandbox.html', 'vite.config.ts', 'package-lock.json', 'scripts']
  .map((name) => join(root, name))
  .filter(existsSync);

/** Whether dist/ and dist-cli/ are there and newer than every source. */
export function isBuilt() {
  const outputs = [join(root, 'dist/index.html'), join(root, 'dist-cli/factline.js')];
  if (!outputs.every(existsSync)) return false;
  const oldest = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return Math.max(...sources.map(newest)) < oldest;
}

export async function buildAll() {
  const logLevel = 'warn';
  await build({ root, logLevel });
  await build({
    root,
    logLevel,
    publicDir: false,
    build: {
      ssr: true,
      outDir: 'dist-cli',
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { input: { factline: 'src/cli/main.ts' } },
    },
  });
  // npx runs the file itself.
  chmodSync(join(root, 'dist-cli/factline.js'), 0o755);
}

if (process.argv[1] === import.meta.filename && !(process.argv.includes('--if-needed') && isBuilt())) await buildAll();
