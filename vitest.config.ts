import { defineConfig } from 'vitest/config';
import { realmText } from './scripts/vite-realm.mjs';

export default defineConfig({
  plugins: [realmText()],
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], testTimeout: 30_000 },
});
