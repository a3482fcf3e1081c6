import type { QueueDay, WhatIf } from '#routing';
import type { Words } from '../words.ts';

const GAP = '  ';

/** Each queue as it was, as it would have been, and the difference; queues that are the same in all are one line. */
export function whatIfTable(day: string, { before, after, faithful }: WhatIf, words: Words): string {
  const heading = [words('queue', '队列'), '', words('offered', '呼入'), words('answered', '接听'), words('gave up', '放弃'), words('other', '其他'), words('waiting', '仍在等待'), words('level', '服务水平'), words('mean wait', '平均等待'), words('longest', '最长等待'), words('occupancy', '占用率')];
  const rows = [...new Set([...before.keys(), ...after.keys()])].flatMap((queue) => {
    const [was, now] = [before.get(queue), after.get(queue)];
    return [
      [queue, words('was', '原来'), ...cells(was)],
      ['', words('would be', '将会'), ...cells(now)],
      ['', words('change', '变化'), ...changes(was, now)],
    ];
  });
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]) => row.map((cell, column) => (column < 2 ? padEnd(cell, widths[column]) : padStart(cell, widths[column]))).join(GAP).trimEnd();
  const trust = words(
    `${day}. With nothing changed the simulation finds ${percent(faithful)} of the recorded offers again.`,
    `${day}。设置不变时,模拟可重现 ${percent(faithful)} 的派发记录。`,
  );
  return [trust, '', ...[heading, ...rows].map(line)].join('\n');
}

function cells(day: QueueDay | undefined): string[] {
  if (!day) return ['–', '–', '–', '–', '–', '–', '–', '–', '–'];
  const { offered, answered, abandoned, otherwise, waiting, serviceLevel, meanWaitMs, longestWaitMs, occupancy } = day;
  return [String(offered), String(answered), String(abandoned), String(otherwise), String(waiting), percent(serviceLevel), seconds(meanWaitMs), seconds(longestWaitMs), percent(occupancy)];
}

function changes(was: QueueDay | undefined, now: QueueDay | undefined): string[] {
  if (!was || !now) return [];
  const count = (key: 'offered' | 'answered' | 'abandoned' | 'otherwise' | 'waiting') => signed(now[key] - was[key], '');
  const share = (key: 'serviceLevel' | 'occupancy') => difference(was[key], now[key], 100, ' pp', 1);
  const time = (key: 'meanWaitMs' | 'longestWaitMs') => difference(was[key], now[key], 0.001, ' s', 1);
  return [count('offered'), count('answered'), count('abandoned'), count('otherwise'), count('waiting'), share('serviceLevel'), time('meanWaitMs'), time('longestWaitMs'), share('occupancy')];
}

function difference(was: number | undefined, now: number | undefined, scale: number, unit: string, digits: number): string {
  return was === undefined || now === undefined ? '' : signed(Number(((now - was) * scale).toFixed(digits)), unit);
}

const signed = (value: number, unit: string) => (value > 0 ? `+${value}${unit}` : value < 0 ? `−${-value}${unit}` : '=');
const percent = (share: number | undefined) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
const seconds = (ms: number | undefined) => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

/** Columns a text takes at a terminal: Chinese characters take two. */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (/[\u2e80-\ua4cf\uff00-\uff60]/u.test(letter) ? 2 : 1), 0);
const padEnd = (text: string, width = 0) => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width = 0) => ' '.repeat(Math.max(0, width - widthOf(text))) + text;
