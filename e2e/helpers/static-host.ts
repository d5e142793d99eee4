/** Serves dist/ below a sub-path, as any static host would, with or without the page's own policy as a header. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const DIST = join(import.meta.dirname, '../../dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** `none`: no headers; `page`: the page's policy on every file but the sandbox's; `all`: on that too. */
export type PolicyHeader = 'none' | 'page' | 'all';

export interface StaticHost {
  readonly url: string;
  close(): Promise<void>;
}

/** The policy that stands in the built page's meta tag. */
export async function pagePolicy(): Promise<string> {
  const html = await readFile(join(DIST, 'index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1];
  if (!policy) throw new Error('dist/index.html has no policy');
  return policy.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

export async function startHost(header: PolicyHeader): Promise<StaticHost> {
  const policy = await pagePolicy();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = path === '/some/where/' ? 'index.html' : path.replace(/^\/some\/where\//, '');
    readFile(join(DIST, file)).then(
      (bytes) => {
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        if (header === 'all' || (header === 'page' && file !== 'sandbox.html'))
          response.setHeader('content-security-policy', policy);
        response.end(bytes);
      },
      () => {
        response.statusCode = 404;
        response.end('not found');
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/some/where/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
