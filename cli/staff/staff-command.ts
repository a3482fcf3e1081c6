import { figuresOf, type ImpatientFigures, staffFor, type StaffQuestion, type WaitFigures } from '#statistics';
import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import type { Words } from '../words.ts';
import { readStaff, type StaffOrder } from './staff-arguments.ts';

/** Rows below and above the answer. */
const AROUND = 3;

/** `staff`: how many agents reach a target, and what one more or less would change. */
export const staff = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, answer);

async function answer(terminal: Terminal, argv: readonly string[]): Promise<number> {
  const order = readStaff(argv, terminal.words);
  if (!order.ok) {
    terminal.complain(order.fault.message);
    return 2;
  }
  const { question, agents: wanted, json } = order.value;
  const agents = wanted ?? staffFor(question)?.agents;
  if (agents === undefined) {
    terminal.complain(terminal.words('No number of agents reaches this target.', '多少坐席都无法达到该目标。'));
    return 1;
  }
  if (json) terminal.say(JSON.stringify(answerOf(question, agents)));
  else for (const line of page(order.value, agents, terminal.words)) terminal.say(line);
  return 0;
}

function answerOf(question: StaffQuestion, agents: number) {
  const figures = figuresOf(question, agents);
  const { share, seconds } = question.target.serviceLevel ?? { share: undefined, seconds: 20 };
  return {
    agents,
    scheduled: scheduledOf(question, agents),
    load: round(figures.load),
    serviceLevel: round(figures.serviceLevel(seconds)),
    serviceLevelSeconds: seconds,
    ...(share === undefined ? {} : { serviceLevelTarget: share }),
    meanWaitSeconds: Number.isFinite(figures.meanWaitSeconds) ? round(figures.meanWaitSeconds) : null,
    occupancy: round(figures.occupancy),
    ...('abandoned' in figures ? { abandoned: round(figures.abandoned), serviceLevelOfPatient: round(figures.serviceLevelOfPatient(seconds)) } : {}),
  };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;
const scheduledOf = ({ shrinkage = 0 }: StaffQuestion, agents: number) => Math.ceil(agents / (1 - shrinkage) - 1e-9);

function page({ question }: StaffOrder, agents: number, words: Words): string[] {
  const seconds = question.target.serviceLevel?.seconds ?? 20;
  const patient = question.patienceSeconds === undefined;
  const heads = [
    words('agents', '坐席'),
    words(`in ${seconds} s`, `${seconds} 秒内`),
    words('mean wait', '平均等待'),
    words('waiting', '需等待'),
    words('at work', '占用率'),
    ...(patient ? [] : [words('give up', '放弃')]),
  ];
  const from = Math.max(1, agents - AROUND);
  const rows = Array.from({ length: agents + AROUND - from + 1 }, (_, i) => from + i).map((n) => {
    const cells = row(n, figuresOf(question, n), seconds).map((cell, i) => cell.padStart(width(heads[i] ?? '') + 3));
    return `${n === agents ? '▶' : ' '} ${cells.join('')}`;
  });
  const model = patient ? words('Erlang C: callers wait for ever', 'Erlang C:来电者一直等待') : words('Erlang A: callers give up', 'Erlang A:来电者会放弃');
  return [
    words(`${question.arrivalsPerHour} calls an hour of ${question.handleSeconds} s: ${fixed(figuresOf(question, agents).load)} Erlang (${model})`, `每小时 ${question.arrivalsPerHour} 通,每通 ${question.handleSeconds} 秒:话务量 ${fixed(figuresOf(question, agents).load)} 爱尔兰(${model})`),
    '',
    `  ${heads.map((head) => `   ${head}`).join('')}`,
    ...rows,
    '',
    words(`${agents} agents at their places, ${scheduledOf(question, agents)} on the plan`, `在岗 ${agents} 人,排班 ${scheduledOf(question, agents)} 人`),
  ];
}

function row(agents: number, figures: WaitFigures | ImpatientFigures, seconds: number): string[] {
  return [
    String(agents),
    percent(figures.serviceLevel(seconds)),
    Number.isFinite(figures.meanWaitSeconds) ? `${fixed(figures.meanWaitSeconds)} s` : '∞',
    percent(figures.waitProbability),
    percent(figures.occupancy),
    ...('abandoned' in figures ? [percent(figures.abandoned)] : []),
  ];
}

/** Columns a text takes in a terminal: Chinese characters take two. */
const width = (label: string) => [...label].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
const fixed = (value: number) => value.toFixed(value < 10 ? 2 : 1);
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
