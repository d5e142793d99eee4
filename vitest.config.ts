import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { realmText } from './scripts/vite-realm.mjs';

export default defineConfig({
  plugins: [realmText()],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    testTimeout: 30_000,
    // Vitest leaves one core to itself, which of two is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
