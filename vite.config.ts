import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { realmText } from './scripts/vite-realm.mjs';

/** Nothing leaves this browser: the page may talk to its own origin only. The sandbox's own file has its own, stricter policy. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The development server injects inline scripts, so the policy stands in the built page only; e2e runs on the built page. */
const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
  ],
});

/** How long plugins take is for nobody who only starts the page. */
const QUIET = { pluginTimings: false };

export default defineConfig({
  base: './',
  plugins: [react(), realmText(), contentSecurityPolicy()],
  worker: { format: 'es', rolldownOptions: { checks: QUIET } },
  build: { target: 'es2023', chunkSizeWarningLimit: 8000, rolldownOptions: { checks: QUIET } },
});
