import { defineConfig } from 'vitest/config';

const skip = ['node_modules/**', 'data/**'];
const system = { pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000 } as const;
/** They measure delays, or speak words into a browser that tears them when it has not a core for itself. */
const alone = [
  'test/browser/accounts.system.test.ts',
  'test/browser/agent-alarm.system.test.ts',
  'test/browser/call-in-browsers*.system.test.ts',
  'test/browser/rough-conditions.system.test.ts',
  'media/call-audio.system.test.ts',
];
const browser = ['test/browser/**/*.system.test.ts'];

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
      // Mostly waiting for rings, pauses and time-outs.
      { test: { name: 'system', include: ['**/*.system.test.ts'], exclude: [...skip, ...browser, ...alone], maxWorkers: 4, sequence: { groupOrder: 1 }, ...system } },
      { test: { name: 'system-browser', include: browser, exclude: [...skip, ...alone], maxWorkers: 2, sequence: { groupOrder: 2 }, ...system } },
      { test: { name: 'system-alone', include: alone, exclude: skip, fileParallelism: false, sequence: { groupOrder: 3 }, ...system } },
    ],
  },
});
