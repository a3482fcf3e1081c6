import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const skip = ['node_modules/**', 'data/**'];
/** Files share their worker: each keeps to its own server and folders, and loading everything anew takes half a second a file. */
const system = { pool: 'forks', isolate: false, testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 20_000 } } } as const;
/** They measure delays, or speak words into a browser that tears them when it has not a core for itself. */
const alone = [
  'test/browser/call-in-browsers*.system.test.ts',
  'media/call-audio.system.test.ts',
];
const browser = ['test/browser/**/*.system.test.ts'];

/** What takes longest, longest first: started last, everybody would wait for it. Those that keep recognisers busy come apart. */
const LONGEST = [
  'test/system/leaks', 'test/conformance/conformance', 'transcription/recorded-calls', 'test/system/phones', 'test/system/mail', 'test/system/tickets-killed',
  'test/real-drachtio', 'transcription/killed-recogniser', 'store/embedded/embedded', 'test/system/sipp', 'cli/huawu', 'test/system/bad-input', 'test/system/bank-caller', 'routing/log/redis/take-over', 'media/media-faults', 'test/system/flow-reload', 'media/browser', 'test/system/spoken-menu', 'test/system/bad-start', 'test/system/waiting',
  'test/browser/review', 'test/browser/rough-conditions-pages', 'test/browser/pages', 'test/browser/floor-numbers', 'test/browser/accounts', 'test/browser/desk-phone', 'test/browser/rough-conditions', 'test/browser/which-phone',
];

/** They listen for gaps and words, and come when the browsers are done: by then half of the machine is theirs. Longest first, too. */
const LAST = ['test/system/restart', 'test/system/queues', 'test/system/figures-restart'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const placeIn = (names: readonly string[]) => names.findIndex((name) => moduleId.endsWith(`${name}.system.test.ts`));
      const [first, last] = [placeIn(LONGEST), placeIn(LAST)];
      if (last >= 0) return LONGEST.length + 1 + last;
      return first < 0 ? LONGEST.length : first;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Node 24 runs our TypeScript as it is, from its own cache; vite would make every module anew in every worker.
    experimental: { viteModuleRunner: false },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...skip, '**/*.system.test.ts'],
          isolate: false,
          // None takes a second on a quiet machine.
          testTimeout: 30_000,
          // The default keeps a core for watching.
          maxWorkers: '100%',
        },
      },
      // Half of it is waiting for rings, pauses and time-outs.
      { test: { name: 'system', include: ['**/*.system.test.ts'], exclude: [...skip, ...browser, ...alone], maxWorkers: 4, sequence: { groupOrder: 1 }, ...system } },
      { test: { name: 'system-browser', include: browser, exclude: [...skip, ...alone], maxWorkers: 2, sequence: { groupOrder: 2 }, ...system } },
      { test: { name: 'system-alone', include: alone, exclude: skip, fileParallelism: false, sequence: { groupOrder: 3 }, ...system } },
    ],
  },
});
