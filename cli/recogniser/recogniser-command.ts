import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jsonLog, systemClock, systemRandom } from '#core';
import { type Recogniser, type RecogniserOptions, openRecogniser } from '#transcription';
import { inAskedLanguage, optionMistake } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';

/** Streams per process: the demo models take more, large ones about so many. */
const STREAMS_PER_PROCESS = 20;
const MOST_PROCESSES = 64;

interface Wanted {
  readonly options: Omit<RecogniserOptions, 'clock' | 'random' | 'log' | 'version'>;
  readonly drainSeconds: number;
}

/** `recogniser`: the engine of this machine behind gRPC, until a signal ends it. */
export const recogniser = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, serve);

async function serve(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { complain, say, words } = terminal;
  const wanted = readOptions(terminal, args);
  if (typeof wanted === 'string') {
    complain(wanted);
    return 2;
  }
  const { options, drainSeconds } = wanted;
  say(words(`Loading the speech models of ${options.modelDirs.join(', ')} …`, `正在加载 ${options.modelDirs.join('、')} 中的语音模型……`));
  const signal = new Promise<NodeJS.Signals>((told) => {
    process.once('SIGTERM', told);
    process.once('SIGINT', told);
  });
  const started = await openRecogniser({ ...options, version: '1', clock: systemClock, random: systemRandom, log: jsonLog({ clock: systemClock, level: 'warn', write: (line) => complain(line.trimEnd()) }) });
  if (!started.ok) {
    complain(`${started.fault.message} [${started.fault.code}]`);
    return 1;
  }
  tellStart(terminal, started.value, options);
  await signal;
  return end(terminal, started.value, drainSeconds);
}

function tellStart({ say, complain, words }: Terminal, { address, models, pids }: Recogniser, { tls, host, streams, reflection }: Wanted['options']): void {
  const safety = tls === undefined ? words('no TLS', '无 TLS') : tls.clientCa === undefined ? 'TLS' : words('TLS, clients need a certificate (mTLS)', 'TLS,客户端须有证书(mTLS)');
  const served = models.map(({ name, language }) => (language === '' ? name : `${name} (${language})`)).join(', ');
  say(words(`Recogniser ready on ${address} (${safety})`, `识别服务已就绪:${address}(${safety})`));
  say(words(`  models: ${served}`, `  模型:${served}`));
  say(words(`  ${pids().length} processes, at most ${streams} streams${reflection ? ', reflection on' : ''}`, `  ${pids().length} 个进程,最多 ${streams} 路${reflection ? ',已开启反射' : ''}`));
  say(words('  ends on Ctrl-C or SIGTERM, after the calls inside (docs/recognisers.md)', '  按 Ctrl-C 或发送 SIGTERM 停止,会先等在途通话结束(docs/recognisers.md)'));
  if (tls !== undefined || ['127.0.0.1', '::1', 'localhost'].includes(host)) return;
  complain(words('Careful: speech of callers comes over the network unencrypted; see --tls-cert and --tls-key.', '注意:来话语音以明文经过网络;请使用 --tls-cert 和 --tls-key。'));
}

async function end({ say, words }: Terminal, running: Recogniser, drainSeconds: number): Promise<number> {
  const inside = running.streams();
  say(words(`Ending: no new streams, ${inside} inside have up to ${drainSeconds} s`, `正在停止:不再接受新的语音流,在途 ${inside} 路最多再等 ${drainSeconds} 秒`));
  // Whoever is in a hurry asks twice.
  const hurry = new Promise<'now'>((told) => {
    process.once('SIGTERM', () => told('now'));
    process.once('SIGINT', () => told('now'));
  });
  const whole = await Promise.race([running.drain(drainSeconds * 1000), hurry]);
  say(whole === true ? words('Ended; no stream was cut off.', '已停止,没有语音流被中断。') : words('Ended; streams were cut off, their clients go on elsewhere.', '已停止,部分语音流被中断,客户端会转到其他识别服务。'));
  return 0;
}

function readOptions({ env, from, words }: Terminal, args: readonly string[]): Wanted | string {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: text, port: text, processes: text, streams: text, 'drain-seconds': text,
        models: { type: 'string', multiple: true }, 'tls-cert': text, 'tls-key': text, 'tls-client-ca': text,
        'no-reflection': { type: 'boolean', default: false },
      },
    });
    const number = (name: 'port' | 'processes' | 'streams' | 'drain-seconds', least: number, most: number, otherwise: number): number => {
      const given = values[name];
      const value = given === undefined ? otherwise : Number(given);
      if (!Number.isInteger(value) || value < least || value > most) throw new Error(words(`--${name} is a whole number from ${least} to ${most}`, `--${name} 为 ${least} 到 ${most} 的整数`));
      return value;
    };
    const file = (name: 'tls-cert' | 'tls-key' | 'tls-client-ca') => (values[name] === undefined ? undefined : resolve(from, values[name]));
    const [certificate, key, clientCa] = [file('tls-cert'), file('tls-key'), file('tls-client-ca')];
    if ((certificate === undefined) !== (key === undefined) || (clientCa !== undefined && key === undefined)) throw new Error(words('--tls-cert and --tls-key go together, --tls-client-ca only with them', '--tls-cert 与 --tls-key 须同时给出,--tls-client-ca 只能与它们一起使用'));
    const processes = number('processes', 1, MOST_PROCESSES, Math.min(MOST_PROCESSES, availableParallelism()));
    const shipped = join(import.meta.dirname, '..', '..', 'models');
    const modelDirs = (values.models ?? (env.HUAWU_MODELS ? [env.HUAWU_MODELS] : [])).map((folder) => resolve(from, folder));
    return {
      drainSeconds: number('drain-seconds', 0, 3_600, 30),
      options: {
        host: values.host ?? '127.0.0.1',
        port: number('port', 0, 65_535, 50_051),
        modelDirs: modelDirs.length > 0 ? modelDirs : [shipped],
        processes,
        streams: number('streams', 1, 10_000, processes * STREAMS_PER_PROCESS),
        reflection: !values['no-reflection'],
        ...(certificate === undefined || key === undefined ? {} : { tls: { certificate, key, ...(clientCa === undefined ? {} : { clientCa }) } }),
      },
    };
  } catch (error) {
    return optionMistake(error, words);
  }
}
