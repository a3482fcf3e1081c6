import { silentLog, systemClock } from '#core';
import { type BackTest, BackTesting, type ChangedVerdict } from '#qa';
import { type CallQuery, openTimeline } from '#store';
import { configurationOf } from '../check-configuration.ts';
import type { Terminal } from '../terminal.ts';
import { readPolicy } from './read-policy.ts';
import type { BackTestOrder } from './rules-arguments.ts';

/** Calls asked for at once. */
const PAGE = 100;

/** `rules back-test`: a changed policy over stored calls; also while the server runs. Status 0 whether or not verdicts change. */
export async function backTestRules(terminal: Terminal, order: BackTestOrder): Promise<number> {
  const { complain, say } = terminal;
  const config = configurationOf(terminal, order.config);
  if (!config.ok) {
    complain(config.fault.message);
    return 1;
  }
  const policy = readPolicy(terminal, order.file, undefined);
  const against = order.against === undefined ? undefined : readPolicy(terminal, order.against, undefined);
  if (!policy || (order.against !== undefined && !against)) return 1;
  const { database, data } = config.value;
  const timeline = await openTimeline({ ...(database.url ? { databaseUrl: database.url } : {}), dataDir: data.folder, clock: systemClock, log: silentLog, progress: complain });
  if (!timeline.ok) {
    complain(timeline.fault.message);
    return 1;
  }
  const testing = new BackTesting(policy, against);
  try {
    await takeCalls(timeline.value, order, testing);
  } finally {
    await timeline.value.close();
  }
  const result = testing.result();
  if (order.json) say(JSON.stringify(result));
  else tell(terminal, result);
  return 0;
}

type Timeline = Extract<Awaited<ReturnType<typeof openTimeline>>, { ok: true }>['value'];

async function takeCalls(timeline: Timeline, { queue, agent, since, until, limit }: BackTestOrder, testing: BackTesting): Promise<void> {
  const asked: Omit<CallQuery, 'limit'> = { ...(queue === undefined ? {} : { queue }), ...(agent === undefined ? {} : { agent }), ...(since === undefined ? {} : { from: since }), ...(until === undefined ? {} : { until }) };
  let cursor: string | undefined;
  for (let left = limit; left > 0; ) {
    const page = await timeline.calls({ ...asked, limit: Math.min(PAGE, left), ...(cursor === undefined ? {} : { cursor }) });
    for (const { id } of page.calls) {
      const call = await timeline.call(id);
      if (call) testing.take(call.summary, call.events);
    }
    left -= page.calls.length;
    cursor = page.next;
    if (cursor === undefined) return;
  }
}

function tell({ say, words }: Terminal, { policy, against, calls, conversations, changed, rules }: BackTest): void {
  const before = against === 'as judged' ? words('as they were judged', '当时的结果') : against;
  say(words(`${policy} against ${before}: ${calls} calls, ${conversations} conversations, ${changed.length} verdicts change.`, `${policy} 对比 ${before}:${calls} 通通话、${conversations} 段会话,${changed.length} 个结果改变。`));
  for (const { rule, was, is, changed: count } of rules.filter((one) => one.changed > 0)) say(words(`  ${rule}: violated in ${was} before, in ${is} now; ${count} change`, `  ${rule}:之前违规 ${was} 段,现在 ${is} 段;改变 ${count} 个`));
  for (const one of changed) for (const line of changeLines(one, words)) say(line);
}

function changeLines({ call, agent, rule, was, is, evidence }: ChangedVerdict, words: Terminal['words']): string[] {
  const names = { met: words('met', '合格'), violated: words('violated', '违规'), 'not-applicable': words('not applicable', '不适用'), none: words('no such rule', '无此规则') };
  const heard = evidence.map(({ at, from, to, speaker, words: said, score }) => {
    const span = said === '' ? words(`${from} to ${to} s`, `${from} 至 ${to} 秒`) : `“${said}”`;
    const who = { agent: words('agent', '坐席'), caller: words('customer', '客户'), both: '' }[speaker];
    return `      ${at} s  ${[who, span, score === undefined ? '' : score.toFixed(2)].filter((part) => part !== '').join('  ')}`;
  });
  return [`  ${call}  ${agent}  ${rule}: ${names[was]} → ${names[is]}`, ...heard];
}
