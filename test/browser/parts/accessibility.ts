import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'vitest';
import type { Person } from './chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2 A and AA that the page breaks. */
export async function broken({ page }: Person): Promise<readonly string[]> {
  // The page's own policy forbids scripts of others, so the checker comes by the debugger.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''} ${nodes[0]?.failureSummary ?? ''}`);
  });
}

/** The pages as they stand break no rule, when what just came has faded in. */
export async function isForEverybody(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(async (person) => {
    await expect.poll(async () => (await broken(person)).join('\n'), { timeout: 20_000, message: person.page.url() }).toBe('');
  }));
}
