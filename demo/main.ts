/** `npm run demo`: recorded calls through the real server, live transcript, alerts, a score. Ends by itself. */
import { sumErrors } from '#transcription';
import { startServerProcess, type ServerProcess } from '#test/simulators/server-process';
import { COLOUR, LiveView } from './live-view.ts';
import { pause, type Played, Stage } from './play-call.ts';
import { loadScenario, SCENARIOS } from './scenario.ts';
import { type CallScore, errorsOf, percentile, scoreCall } from './score.ts';

/** Calls start this far apart, so that their menus do not all sound at once. */
const APART_MS = 500;
/** The last words and the end of a call are written within this time after the hang-up. */
const SETTLE_LIMIT_MS = 8_000;

const json = process.argv.includes('--json');

async function main(): Promise<number> {
  console.log('Starting the server with the sample company …');
  const server = await startServerProcess({ env: { HUAWU_RTP_PORTS: '31000-31999' } });
  try {
    const { view, played } = await playAll(server);
    return report(view, played);
  } finally {
    await server.stop();
  }
}

async function playAll(server: ServerProcess): Promise<{ view: LiveView; played: Played[] }> {
  const view = new LiveView((line) => console.log(line));
  await view.open(server);
  const stage = new Stage(server);
  await stage.signIn();
  console.log(`Placing ${SCENARIOS.length} calls; ${COLOUR.caller}caller${COLOUR.off} and ${COLOUR.agent}agent${COLOUR.off} as they are heard.\n`);
  const played = await Promise.all(
    SCENARIOS.map(async (id, index) => {
      await pause(index * APART_MS);
      return stage.play(loadScenario(id));
    }),
  );
  for (let waited = 0; waited < SETTLE_LIMIT_MS && played.some(({ scenario }) => !view.ended.has(scenario.id)); waited += 100) {
    await pause(100);
  }
  await stage.leave();
  view.close();
  return { view, played };
}

function report(view: LiveView, played: readonly Played[]): number {
  const scores = played.map((one) => scoreCall(view, one));
  console.log(`\n${table(scores)}\n`);
  const delays = scores.flatMap(({ delaysMs }) => delaysMs);
  const result = {
    calls: scores.length,
    alertsExpected: sum(scores, ({ expected }) => expected),
    alertsMissed: sum(scores, ({ missed }) => missed.length),
    alertsFalse: sum(scores, ({ falseAlerts }) => falseAlerts.length),
    wordErrorRate: rate(view, played, 'en'),
    characterErrorRate: rate(view, played, 'zh'),
    spokenToAlertP95Ms: Math.round(percentile(delays, 95)),
  };
  console.log(`Phrase spoken to alert on screen: median ${Math.round(percentile(delays, 50))} ms, p95 ${result.spokenToAlertP95Ms} ms`);
  if (json) console.log(JSON.stringify(result));
  return result.alertsMissed + result.alertsFalse > 0 ? 1 : 0;
}

function rate(view: LiveView, played: readonly Played[], language: string): number {
  const mine = (id: string) => (message: { callId: string }) => view.callers.get(message.callId) === id;
  const counts = played
    .filter(({ scenario }) => scenario.language === language)
    .map((one) => errorsOf(view, one, mine(one.scenario.id)));
  return Number(sumErrors(counts).rate.toFixed(4));
}

function table(scores: readonly CallScore[]): string {
  const rows = scores.map((score) => [
    score.id,
    `${(100 * score.errorRate).toFixed(1)} % ${score.language === 'zh' ? 'CER' : 'WER'}`,
    `${score.expected}`,
    `${score.expected - score.missed.length}`,
    `${score.falseAlerts.length}`,
    score.delaysMs.map((ms) => Math.round(ms)).join(', ') || '–',
  ]);
  const head = ['call', 'errors', 'alerts expected', 'raised', 'false', 'phrase to alert, ms'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')).join('\n');
}

function sum(scores: readonly CallScore[], of: (score: CallScore) => number): number {
  return scores.reduce((total, score) => total + of(score), 0);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The demo could not be played: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
