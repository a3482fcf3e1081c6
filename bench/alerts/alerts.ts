import { parseArgs } from 'node:util';
import { startServerProcess } from '#test/simulators/server-process';
import { type HeardAlert, LiveView } from '../../demo/live-view.ts';
import { type Played, pause, Stage } from '../../demo/play-call.ts';
import { loadScenario, SCENARIOS } from '../../demo/scenario.ts';
import { percentile, scoreCall } from '../../demo/score.ts';
import { ConsolePage } from './console-page.ts';

export const about = 'spoken phrase to alert on a page of the console, on recorded two-sided calls through the real server  [--rounds N]';

/** Goals of today. */
const GOALS = { spokenToAlertP95Ms: 1_500, finalToAlertP95Ms: 100, missedAlerts: 0, falseAlerts: 0 } as const;
/** Calls start this far apart, so that their menus do not all sound at once. */
const APART_MS = 500;
/** The last words, verdicts and wrap-up. */
const SETTLE_MS = 3_000;
const AGENTS_READY_LIMIT_MS = 30_000;

interface Delay {
  readonly call: string;
  readonly rule: string;
  /** From the end of the phrase; of a missing phrase, from its deadline. */
  readonly ms: number;
  /** From the final words that hold the phrase; 0 when the alert was there before them. */
  readonly afterFinalMs: number | undefined;
}

/**
 * Server process, SIP phones and RTP as in `npm run demo`; alerts are taken at the socket of a page that the administrator signed in to. A
 * phrase ends where the final words of the recogniser put the end of its last word. A server that is alone on its machine is measured.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '2' } } });
  const server = await startServerProcess({ env: { HUAWU_RTP_PORTS: '32000-32999' } });
  const delays: Delay[] = [];
  const [missed, extra]: [string[], string[]] = [[], []];
  let expected = 0;
  try {
    const stage = new Stage(server);
    await stage.signIn();
    for (let round = 0; round < Number(values.rounds); round++) {
      const heard = await playRound(server, stage);
      for (const played of heard.played) {
        const score = scoreCall(heard.view, played);
        expected += score.expected;
        missed.push(...score.missed.map(({ phrase = 'recording notice' }) => `${score.id}: ${phrase}`));
        extra.push(...score.falseAlerts.map(({ alert }) => `${score.id}: ${alert.rule}`));
        for (const { alert } of score.found) {
          const delay = delayOf(score.id, alert, heard, played);
          if (delay) delays.push(delay);
          else missed.push(`${score.id}: ${alert.alert.rule} (not on the page)`);
        }
      }
    }
    await stage.leave();
  } finally {
    await server.stop();
  }
  return report({ delays, missed, extra, expected });
}

interface Round {
  readonly view: LiveView;
  readonly page: ConsolePage;
  readonly played: readonly Played[];
}

async function playRound(server: Awaited<ReturnType<typeof startServerProcess>>, stage: Stage): Promise<Round> {
  const view = new LiveView(() => {});
  await view.open(server);
  const page = await ConsolePage.open(server, 'administrator');
  const played = await Promise.all(SCENARIOS.map(async (id, index) => {
    await pause(index * APART_MS);
    return stage.play(loadScenario(id));
  }));
  for (let waited = 0; waited < AGENTS_READY_LIMIT_MS && played.some(({ scenario }) => !view.ended.has(scenario.id)); waited += 100) await pause(100);
  await pause(SETTLE_MS);
  view.close();
  page.close();
  return { view, page, played };
}

/** Undefined when it never reached the page. */
function delayOf(call: string, { callId, alert }: HeardAlert, { view, page }: Round, { spokenFrom }: Played): Delay | undefined {
  const shown = page.alerts.find((one) => one.alert.callId === callId && one.alert.rule === alert.rule && Math.abs(one.alert.audioAt - alert.at) < 0.01);
  if (!shown) return undefined;
  const zero = Math.min(view.connectedAt.get(callId) ?? spokenFrom, spokenFrom);
  const last = alert.evidence.words.at(-1);
  if (!last) return { call, rule: alert.rule, ms: shown.arrivedAt - (zero + alert.at * 1000), afterFinalMs: undefined };
  // Words that were settled before the end of the turn had estimated times; those of the final words are better.
  const finals = page.finals.filter((one) => one.callId === callId && one.speaker === alert.channel).flatMap(({ words, arrivedAt }) => words.map((word) => ({ ...word, arrivedAt })));
  const [said] = finals.filter(({ text }) => text === last.text).toSorted((a, b) => Math.abs(a.end - last.end) - Math.abs(b.end - last.end));
  return {
    call, rule: alert.rule, ms: shown.arrivedAt - (zero + (said?.end ?? last.end) * 1000),
    afterFinalMs: said && Math.max(0, shown.arrivedAt - said.arrivedAt),
  };
}

interface Found {
  readonly delays: readonly Delay[];
  readonly missed: readonly string[];
  readonly extra: readonly string[];
  readonly expected: number;
}

function report({ delays, missed, extra, expected }: Found): Record<string, unknown> {
  const spoken = delays.filter(({ afterFinalMs }) => afterFinalMs !== undefined);
  const round = (value: number) => Math.round(value);
  const figures = {
    spokenToAlertP95Ms: round(percentile(spoken.map(({ ms }) => ms), 95)),
    finalToAlertP95Ms: round(percentile(spoken.map(({ afterFinalMs = 0 }) => afterFinalMs), 95)),
    falseAlerts: extra.length,
    missedAlerts: missed.length,
    expectedAlerts: expected,
    spokenToAlertP50Ms: round(percentile(spoken.map(({ ms }) => ms), 50)),
    deadlineToAlertP95Ms: round(percentile(delays.filter(({ afterFinalMs }) => afterFinalMs === undefined).map(({ ms }) => ms), 95)),
    beforeFinalWords: spoken.filter(({ afterFinalMs }) => afterFinalMs === 0).length,
  };
  console.table(delays.map(({ call, rule, ms, afterFinalMs }) => ({ call, rule, 'ms after it was said (or due)': round(ms), 'ms after its final words': afterFinalMs === undefined ? '–' : round(afterFinalMs) })));
  for (const one of missed) console.log(`missed  ${one}`);
  for (const one of extra) console.log(`false   ${one}`);
  const met = Object.entries(GOALS).every(([key, goal]) => Number(figures[key as keyof typeof GOALS]) <= goal);
  console.log(`Goals: ${Object.entries(GOALS).map(([key, goal]) => `${key} ≤ ${goal}`).join(', ')}: ${met ? 'met' : 'MISSED'}`);
  return figures;
}
