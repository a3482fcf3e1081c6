import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core';
import { openEndpointModel } from './endpoint-model.ts';

interface Heard {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { model: string; messages: { role: string; content: string }[]; temperature: number };
}

type Answer = (response: ServerResponse) => void;

let close = () => {};
afterEach(() => close());

/** A model on this machine that answers so. */
async function model(answer: Answer, timeoutSeconds = 20) {
  const heard: Heard[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ path: request.url, authorization: request.headers.authorization, body: JSON.parse(body) });
      answer(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  return { heard, url, endpoint: openEndpointModel({ url, model: 'qwen', apiKey: 'k-1', timeoutSeconds }, systemClock) };
}

const says = (content: string): Answer => (response) => {
  response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
};
const word = (text: string, start: number) => ({ text, start, end: start + 0.5 });
const TURNS = [
  { speaker: 'caller' as const, turn: 3, words: [word('my', 1), word('modem', 1.5), word('is', 2), word('dead', 2.5)] },
  { speaker: 'agent' as const, turn: 4, words: [word("i'll", 5), word('send', 5.5), word('one', 6)] },
];

const FAILURES: readonly (readonly [string, Answer, string])[] = [
  ['answers an error', (response) => void response.writeHead(503).end('busy'), 'qa.model-away'],
  ['leads elsewhere', (response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(), 'qa.model-away'],
  ['answers no JSON', (response) => void response.end('<html>'), 'qa.model-answer'],
  ['chats', says('I am sorry, I cannot.'), 'qa.model-answer'],
  ['never ends', (response) => void response.write('x'.repeat(300_000)), 'qa.model-away'],
];

describe('a language model of the operator', () => {
  it('is asked with the turns, and its sentences are tied to the turns they name', async () => {
    const { endpoint, heard } = await model(says('<think>{what?}</think>Here you are:\n```json\n{"reason":[{"text":"The modem is dead.","turn":0}],"actions":[],"promises":[{"text":"A new one is sent.","turn":1},{"text":"Lies","turn":99}],"other":1}\n```'));
    expect(await endpoint.summarise(TURNS, 'en')).toEqual({
      ok: true,
      value: {
        reason: [{ text: 'The modem is dead.', speaker: 'caller', turn: 3, from: 1, to: 3 }],
        actions: [],
        promises: [{ text: 'A new one is sent.', speaker: 'agent', turn: 4, from: 5, to: 6.5 }, { text: 'Lies' }],
        unresolved: [],
      },
    });
    expect(heard[0]).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer k-1', body: { model: 'qwen', temperature: 0, messages: [{ role: 'system' }, { role: 'user', content: "[0] caller: my modem is dead\n[1] agent: i'll send one" }] } });
    await endpoint.summarise(TURNS, 'zh');
    expect(heard[1]?.body.messages[0]?.content).toContain('来电原因');
  });
  it.each(FAILURES)('that %s gives no summary', async (_, answer, code) => {
    const { endpoint } = await model(answer);
    expect(await endpoint.summarise(TURNS, 'en')).toMatchObject({ ok: false, fault: { code } });
  });
  it('that says nothing is given up in time', async () => {
    const { endpoint } = await model(() => {}, 0.2);
    expect(await endpoint.summarise(TURNS, 'en')).toMatchObject({ ok: false, fault: { code: 'qa.model-away', message: expect.stringContaining('no answer within 0.2 s') } });
  });
  it('that is not there gives no summary', async () => {
    const { endpoint } = await model(() => {});
    close();
    expect(await endpoint.summarise(TURNS, 'en')).toMatchObject({ ok: false, fault: { code: 'qa.model-away' } });
  });
});
