import { defineConfig } from 'vitest/config';

const skip = ['node_modules/**', 'data/**'];

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
      {
        test: {
          name: 'system',
          include: ['test/**/*.system.test.ts', '**/*.system.test.ts'],
          exclude: skip,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
