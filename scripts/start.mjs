// npm start: builds if needed, serves dist/ and prints the address. Any static host would do as well. PORT or --port chooses the port.
import { join } from 'node:path';
import { preview } from 'vite';
import { buildAll, isBuilt } from './build.mjs';

if (!isBuilt()) {
  console.log('Building Factline …');
  await buildAll();
}
const flag = process.argv.indexOf('--port');
const port = Number(flag > 0 ? process.argv[flag + 1] : (process.env.PORT ?? 4173));
const server = await preview({ root: join(import.meta.dirname, '..'), preview: { port, strictPort: false } });
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
console.log(`Factline is at ${address}   (Ctrl+C stops it; nothing leaves your browser)`);
