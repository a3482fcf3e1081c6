import { describe, expect, test } from 'vitest';
import { parseConfig } from '../load-config.ts';

const base = (transcription: string) => `version: 1\nqueues:\n  - { id: claims, name: Claims }\n${transcription}`;
const read = (transcription: string) => parseConfig(base(transcription), '/etc/huawu.yaml', {});
const mistakes = (transcription: string) => {
  const parsed = read(transcription);
  return parsed.ok ? [] : parsed.fault.message.split('\n').slice(1).map((line) => line.trim());
};

describe('engines and choices in the configuration', () => {
  test('are read with their defaults; files are meant from the folder of the configuration', () => {
    const parsed = read(`transcription:
  engines:
    - { id: room, addresses: ["10.0.0.5:50051", "[fd00::1]:50051"], tls: { ca: tls/ca.pem, serverName: asr } }
    - { id: old, kind: vosk-server, addresses: ["asr:5001"], language: zh }
  choose:
    - { dialect: [sichuan, chongqing], model: cn-southwest }
    - { queue: claims, language: en, engines: [old, local] }
`);
    if (!parsed.ok) throw parsed.fault;
    const { engines, choose } = parsed.value.transcription;
    expect(engines[0]).toMatchObject({ id: 'room', kind: 'grpc', tls: { ca: '/etc/tls/ca.pem', serverName: 'asr' } });
    expect(engines[1]).toMatchObject({ kind: 'vosk-server', sampleRate: 8000, streams: 4, language: 'zh' });
    expect(choose).toEqual([
      { dialect: ['sichuan', 'chongqing'], model: 'cn-southwest' },
      { queue: ['claims'], language: ['en'], engines: ['old', 'local'] },
    ]);
  });

  test('mistakes are told with their lines', () => {
    expect(mistakes(`transcription:
  engines:
    - { id: local, addresses: ["10.0.0.5"] }
    - { id: old, kind: vosk-server, addresses: ["asr:5001"] }
  choose:
    - { queue: claim, engines: odl }
    - { language: en }
`)).toEqual([
      '/etc/huawu.yaml:6:32  transcription.engines[0].addresses[0]: found "10.0.0.5"; allowed: host:port, such as "10.0.0.5:50051"',
      '/etc/huawu.yaml:6:13  transcription.engines[0].id: "local" is this machine; choose another name',
      '/etc/huawu.yaml:7:7  transcription.engines[1]: a vosk-server does not say what it hears: name the `language` of its model',
      '/etc/huawu.yaml:9:32  transcription.choose[0].engines: "odl" is not listed under engines; did you mean "old"?',
      '/etc/huawu.yaml:9:16  transcription.choose[0].queue: "claim" is not listed under queues; did you mean "claims"?',
      '/etc/huawu.yaml:10:7  transcription.choose[1]: names neither a `model` nor `engines`, so it chooses nothing',
    ]);
  });
});
