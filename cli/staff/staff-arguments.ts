import { parseArgs } from 'node:util';
import { Fault, type Result, failed, ok } from '#core';
import type { StaffQuestion } from '#statistics';
import { optionMistake } from '../language-option.ts';
import type { Words } from '../words.ts';

export interface StaffOrder {
  readonly question: StaffQuestion;
  /** Figures for just so many, instead of the search for the fewest. */
  readonly agents?: number;
  readonly json: boolean;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  calls: text,
  handle: text,
  patience: text,
  level: text,
  wait: text,
  abandoned: text,
  occupancy: text,
  shrinkage: text,
  agents: text,
  json: { type: 'boolean', default: false },
} as const;

type Name = Exclude<keyof typeof OPTIONS, 'json'>;
type Values = { readonly [K in Name]?: string };

/** What the words after `staff` ask for; shares are told in per cent. Faults: cli.bad-argument. */
export function readStaff(argv: readonly string[], words: Words): Result<StaffOrder> {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    return ok({ ...orderOf(values, words), json: values.json });
  } catch (error) {
    if (error instanceof Fault) return failed(error);
    return failed(bad(optionMistake(error, words), words));
  }
}

function orderOf(values: Values, words: Words): Omit<StaffOrder, 'json'> {
  const number = (name: Name, least: number, most: number) => numberOf(values, name, least, most, words);
  const share = (name: Name, most = 100) => {
    const percent = number(name, 0, most);
    return percent === undefined ? undefined : percent / 100;
  };
  const [calls, handle] = [number('calls', 0, 1e7), number('handle', 1, 86_400)];
  if (calls === undefined || handle === undefined) {
    throw bad(words('--calls (an hour) and --handle (seconds of talk and wrap-up) are needed', '需要 --calls(每小时呼叫数)和 --handle(通话加话后处理的秒数)'), words);
  }
  const [patience, wait, abandoned, occupancy, shrinkage] = [number('patience', 1, 86_400), number('wait', 0, 86_400), share('abandoned'), share('occupancy'), share('shrinkage', 95)];
  if (abandoned !== undefined && patience === undefined) throw bad(words('--abandoned needs --patience', '--abandoned 需要同时给出 --patience'), words);
  const agents = number('agents', 1, 100_000);
  const limits = { ...given('meanWaitSeconds', wait), ...given('abandoned', abandoned), ...given('occupancy', occupancy) };
  const level = levelOf(values.level ?? (Object.keys(limits).length === 0 ? '80/20' : undefined), words);
  const target = { ...limits, ...given('serviceLevel', level) };
  const question = { arrivalsPerHour: calls, handleSeconds: handle, target, ...given('patienceSeconds', patience), ...given('shrinkage', shrinkage) };
  return { question, ...given('agents', agents === undefined ? undefined : Math.round(agents)) };
}

const given = <K extends string, T>(key: K, value: T | undefined) => (value === undefined ? {} : ({ [key]: value } as { [P in K]: T }));

/** `80/20`: 80 % within 20 seconds. */
function levelOf(written: string | undefined, words: Words): { share: number; seconds: number } | undefined {
  if (written === undefined) return undefined;
  const [, percent = '', seconds = ''] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(written) ?? [];
  const share = Number(percent) / 100;
  if (percent === '' || share <= 0 || share >= 1) throw bad(words('--level is per cent/seconds such as 80/20', '--level 的格式为 百分比/秒数,例如 80/20'), words);
  return { share, seconds: Number(seconds) };
}

function numberOf(values: Values, name: Name, least: number, most: number, words: Words): number | undefined {
  const written = values[name];
  if (written === undefined) return undefined;
  const value = Number(written);
  if (written.trim() !== '' && value >= least && value <= most) return value;
  throw bad(words(`--${name} is a number from ${least} to ${most}`, `--${name} 为 ${least} 到 ${most} 之间的数`), words);
}

const bad = (what: string, words: Words) => new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`));
