import { readFile } from 'node:fs/promises';
import type { Config } from '#config';
import { readPlan } from '#statistics';
import type { House } from '../../calls/index.ts';

/** The work plan of the configuration, read anew at each question. Rejects with statistics.bad-plan. */
export function planOf({ plan: { file }, company }: Pick<Config, 'plan' | 'company'>): Pick<House, 'plan'> {
  if (file === undefined) return {};
  return {
    async plan(from, until) {
      const read = readPlan(await readFile(file, 'utf8'), company.timeZone);
      if (!read.ok) throw read.fault;
      return read.value.filter((span) => span.until > from && span.from < until);
    },
  };
}
