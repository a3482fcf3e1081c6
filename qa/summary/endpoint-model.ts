import { type Clock, Fault, failed, ok, type Result } from '#core';
import type { SummaryParts } from '#contract';
import { textOf } from './sentences.ts';
import { promptFor, readModelAnswer, type SummaryModel } from './summary-model.ts';

export interface EndpointSettings {
  /** Up to and with the version, such as `http://10.0.0.5:8000/v1`. */
  readonly url: string;
  readonly model: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly apiKey?: string | undefined;
  readonly timeoutSeconds: number;
}

/** A summary is short; an answer that does not end is not read to its end. */
const LARGEST_ANSWER_BYTES = 262_144;
const MOST_TOKENS = 800;

/** A model behind `POST <url>/chat/completions` as OpenAI's API, vLLM, llama.cpp and Ollama have it. No redirects are followed: the words of a call go to this address only. */
export function openEndpointModel(settings: EndpointSettings, clock: Clock): SummaryModel {
  const { url, model } = settings;
  const address = `${url.replace(/\/+$/, '')}/chat/completions`;
  return {
    name: model,
    async summarise(turns, language) {
      const { system, user } = promptFor(turns, language, textOf);
      const asked = { model, messages: [{ role: 'system', content: system }, { role: 'user', content: user }], temperature: 0, max_tokens: MOST_TOKENS, stream: false };
      const answer = await ask(address, asked, settings, clock);
      if (!answer.ok) return answer;
      const parts = contentOf(answer.value);
      const read: SummaryParts | undefined = parts === undefined ? undefined : readModelAnswer(parts, turns);
      return read ? ok(read) : failed(new Fault('qa.model-answer', 'The language model answered something else than a summary. See docs/summary.md for what it is asked; another model may do better.'));
    },
  };
}

async function ask(address: string, asked: unknown, { apiKey, timeoutSeconds }: EndpointSettings, clock: Clock): Promise<Result<string>> {
  const stop = new AbortController();
  const timer = clock.after(timeoutSeconds * 1_000, () => stop.abort());
  const away = (why: string) => failed(new Fault('qa.model-away', `The language model gave no summary (${why}). Check that it runs at the address of summary.model.url.`, { retryable: true }));
  try {
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) };
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(asked), redirect: 'manual', signal: stop.signal });
    const text = await bodyOf(response);
    return response.ok ? ok(text) : away(`HTTP ${response.status}`);
  } catch (error) {
    return away(stop.signal.aborted ? `no answer within ${timeoutSeconds} s` : reasonOf(error));
  } finally {
    timer.cancel();
  }
}

async function bodyOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > LARGEST_ANSWER_BYTES) throw new Error('the answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function reasonOf(error: unknown): string {
  const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
}

/** `choices[0].message.content`. */
function contentOf(body: string): string | undefined {
  try {
    const { choices } = JSON.parse(body) as { choices?: readonly { message?: { content?: unknown } }[] };
    const content = choices?.[0]?.message?.content;
    return typeof content === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}
