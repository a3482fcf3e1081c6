import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sleep, systemClock, systemRandom, silentLog } from '#core';
import type { RemoteEngine } from './engine-port.ts';
import type { Transcription } from './port.ts';
import { type RecogniseRequest, type RecogniseResponse, method, recogniserService, service } from './remote/protocol.ts';
import { openClient, remoteCredentials } from './remote/connection.ts';
import { startTranscription } from './start-transcription.ts';
import { play } from './testing/play.ts';
import { MODELS, callSide } from './testing/recordings.ts';
import { CERTIFICATES, type RemoteRecogniser, remoteRecogniser } from './testing/remote-recogniser.ts';

const PCM = callSide('en-2-forbidden', 'agent').subarray(0, 20 * 8000);
const EN = { language: 'en' } as const;

async function start(remotes: readonly RemoteEngine[], processes = 0): Promise<Transcription> {
  const started = await startTranscription({ modelDirs: [MODELS], processes, remotes, clock: systemClock, random: systemRandom, log: silentLog });
  if (!started.ok) throw started.fault;
  return started.value;
}

async function using<T>(remotes: readonly RemoteEngine[], processes: number, run: (transcription: Transcription) => Promise<T>): Promise<T> {
  const transcription = await start(remotes, processes);
  try {
    return await run(transcription);
  } finally {
    await transcription.close();
  }
}

const wordsOf = (heard: Awaited<ReturnType<typeof play>>) => heard.finals.map((final) => final.words.map((word) => `${word.text} ${word.start}-${word.end}`));
const clientOf = ({ address }: RemoteRecogniser) => {
  const credentials = remoteCredentials(undefined);
  if (!credentials.ok) throw credentials.fault;
  return openClient(address, credentials.value, undefined);
};

let one: RemoteRecogniser;
let two: RemoteRecogniser;
let undisturbed: string[][];
beforeAll(async () => {
  [one, two] = await Promise.all([remoteRecogniser(), remoteRecogniser(['--streams', '1'])]);
  undisturbed = wordsOf(await using([], 1, (here) => play(here, PCM, EN)));
}, 90_000);
afterAll(async () => {
  for (const each of [one, two]) each.child.kill('SIGKILL');
  await Promise.all([one, two].map((each) => each.ended()));
});

describe('remote recognisers', () => {
  test('the published interface of vosk-server: words of its client, with times', async () => {
    const engine: RemoteEngine = { id: 'old', kind: 'vosk-server', addresses: [one.address], language: 'en', streams: 2 };
    const heard = await using([engine], 0, (there) => play(there, PCM, { ...EN, speed: 12 }));
    const texts = (finals: string[][]) => finals.flat().map((word) => word.split(' ')[0]);
    // Its turns are cut once more over there, which moves a word at an edge here and there.
    expect(texts(undisturbed).filter((word) => texts(wordsOf(heard)).includes(word)).length).toBeGreaterThan(0.9 * texts(undisturbed).length);
    const starts = heard.finals.flatMap((final) => final.words.map((word) => word.start));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  test('hot words go along; those that its model lacks are named', async () => {
    const heard = await using([{ id: 'room', kind: 'grpc', addresses: [one.address] }], 0, (there) => play(there, PCM.subarray(9 * 8000, 14 * 8000), { ...EN, hotWords: ['guaranteed return', 'acmetron'] }));
    expect([heard.text, heard.troubles]).toEqual([expect.stringContaining('guaranteed return'), ['transcription.grammar-words']]);
  });

  test('health says that it serves, reflection names the services', async () => {
    const client = clientOf(one);
    const check = method<object, { status: string }>(service('health', 'grpc.health.v1.Health'), 'Check');
    const answer = await new Promise((resolve, reject) => client.makeUnaryRequest(check.path, check.requestSerialize, check.responseDeserialize, {}, (error, value) => (error ? reject(error) : resolve(value))));
    const info = method<object, { list_services_response?: { service: { name: string }[] }; file_descriptor_response?: { file_descriptor_proto: Buffer[] } }>(service('reflection', 'grpc.reflection.v1.ServerReflection'), 'ServerReflectionInfo');
    const call = client.makeBidiStreamRequest(info.path, info.requestSerialize, info.responseDeserialize);
    const answers: { list_services_response?: { service: { name: string }[] }; file_descriptor_response?: { file_descriptor_proto: Buffer[] } }[] = [];
    const over = new Promise((resolve) => call.on('end', resolve));
    call.on('data', (told) => answers.push(told));
    call.write({ list_services: '' });
    call.write({ file_containing_symbol: 'vosk.stt.v1.SttService' });
    call.end();
    await over;
    const recognise = method<RecogniseRequest, RecogniseResponse>(recogniserService(), 'Recognise');
    const silent = client.makeBidiStreamRequest(recognise.path, recognise.requestSerialize, recognise.responseDeserialize).on('data', () => {});
    const refused = new Promise((resolve) => silent.on('error', ({ details }: { details?: string }) => resolve(details)));
    silent.end();
    expect(await refused).toContain('the first message must be `open`');
    client.close();
    expect(answer).toEqual({ status: 'SERVING' });
    expect(answers[0]?.list_services_response?.service.map(({ name }) => name)).toContain('huawu.transcription.v1.Recogniser');
    // stt_service and the Duration it needs.
    expect(answers[1]?.file_descriptor_response?.file_descriptor_proto).toHaveLength(2);
  });

  test('a client that sends without end is read no faster than its audio is recognised', async () => {
    const client = clientOf(one);
    const { path, requestSerialize, responseDeserialize } = method<RecogniseRequest, RecogniseResponse>(recogniserService(), 'Recognise');
    const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    let written = 0;
    const begun = new Promise<void>((resolve, reject) => {
      call.on('error', (error) => written === 0 && reject(error));
      call.on('data', (told: RecogniseResponse) => told.handled && resolve());
    });
    call.write({ open: { language: 'en', client_turns: true } });
    // 400 s of audio, 6.4 MB.
    const pcm = Buffer.from(PCM.buffer, PCM.byteOffset, 32_000);
    for (let i = 0; i < 200; i++) {
      call.write({ audio: { turn: 1 + Math.floor(i / 15), at: i * 16_000, pcm } }, () => (written += 1));
      if (i % 15 === 14) call.write({ finish: { turn: 1 + Math.floor(i / 15) } });
    }
    await begun;
    await sleep(systemClock, 500);
    const after = written;
    call.cancel();
    client.close();
    // What is on its way is bounded by what the recogniser takes in (8 s) and by buffers of the network.
    expect(after).toBeLessThan(100);
  });

  test('that die in mid-sentence (kill -9) lose no word and double none; the other one and then this machine go on', async () => {
    const engine: RemoteEngine = { id: 'room', kind: 'grpc', addresses: [one.address, two.address] };
    const heard = await using([engine], 1, (transcription) => {
      let killed = 0;
      return play(transcription, PCM, {
        ...EN,
        speed: 12,
        async at(seconds) {
          if ((killed === 0 && seconds >= 3) || (killed === 1 && seconds >= 12)) {
            killed += 1;
            const busy = transcription.recognisers?.().find(({ streams }) => streams > 0);
            const dying = [one, two].find(({ address }) => busy?.name.includes(address));
            expect(dying).toBeDefined();
            dying?.child.kill('SIGKILL');
            await dying?.ended();
          }
        },
      });
    });
    expect(wordsOf(heard)).toEqual(undisturbed);
    expect(heard.troubles.filter((code) => code === 'transcription.recogniser-replaced').length).toBeGreaterThanOrEqual(2);
  });
});

describe('a recogniser with TLS', () => {
  const file = (name: string) => `${CERTIFICATES}/${name}`;

  test('takes clients of its authority only, and drains: open streams end elsewhere without loss, new ones are refused', async () => {
    const safe = await remoteRecogniser(['--tls-cert', file('server.pem'), '--tls-key', file('server.key'), '--tls-client-ca', file('ca.pem'), '--drain-seconds', '20']);
    try {
      const engine = (certificate: string, ca = 'ca.pem'): RemoteEngine => ({ id: 'safe', kind: 'grpc', addresses: [safe.address], tls: { ca: file(ca), certificate: file(`${certificate}.pem`), key: file(`${certificate}.key`) } });
      const [strangers, fooled, plain] = await Promise.all([engine('stranger'), engine('client', 'stranger-ca.pem'), { id: 'safe', kind: 'grpc' as const, addresses: [safe.address] }].map((one_) => using([one_], 0, (there) => Promise.resolve(there.engines[1]?.missing ?? ''))));
      expect([strangers, fooled, plain].every((missing) => missing?.startsWith('no remote engine serves it (safe '))).toBe(true);
      expect(fooled).toMatch(/certificate|issuer|self.signed/iu);
      const heard = await using([engine('client')], 1, async (transcription) => {
        expect(transcription.engines[1]).toEqual({ language: 'en', model: 'demo-en', engine: 'safe' });
        let asked = false;
        const words = await play(transcription, PCM, {
          ...EN,
          speed: 12,
          async at(seconds) {
            if (asked || seconds < 3) return;
            asked = true;
            safe.child.kill('SIGTERM');
            await sleep(systemClock, 50);
          },
        });
        return words;
      });
      expect(wordsOf(heard)).toEqual(undisturbed);
      // The stream moved after its turn: nothing had to be heard twice.
      expect(heard.troubles).not.toContain('transcription.recogniser-replaced');
      expect(await safe.ended()).toBe(0);
      expect(safe.said()).toContain('no stream was cut off');
    } finally {
      safe.child.kill('SIGKILL');
    }
  });
});
