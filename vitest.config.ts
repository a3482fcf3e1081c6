import { defineConfig } from 'vitest/config';

const skip = ['node_modules/**', 'data/**'];
const system = { pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000 } as const;
/** They measure delays or need both cores for themselves. */
const alone = ['test/browser/**/*.system.test.ts', 'transcription/recorded-calls.system.test.ts', 'media/call-audio.system.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...skip, '**/*.system.test.ts'],
          isolate: false,
          testTimeout: 5_000,
        },
      },
      // Mostly waiting for rings, pauses and time-outs: two at a time.
      { test: { name: 'system', include: ['**/*.system.test.ts'], exclude: [...skip, ...alone], maxWorkers: 2, sequence: { groupOrder: 1 }, ...system } },
      { test: { name: 'system-alone', include: alone, exclude: skip, fileParallelism: false, sequence: { groupOrder: 2 }, ...system } },
    ],
  },
});
