import { join } from 'node:path';
import type { Settings } from '#config';
import type { Scope } from '#core';
import type { Media } from '#media';
import { CustomersFile, Hooks, httpRequest, Outbox, type Outside, TextToSpeech } from '../calls/index.ts';
import type { Tools } from './open-server.ts';

/** Where sounds of texts are kept; the media room finds them there. */
export const speechFolder = (dataFolder: string): string => join(dataFolder, 'tts');

/** What flows reach beyond the house, as the configuration names it. */
export function openOutside(settings: Settings, media: Pick<Media, 'forget'>, tools: Tools, scope: Scope): Outside {
  const { clock, log, random } = tools;
  const http: Outside['http'] = (request, within) => httpRequest(request, clock, within);
  const hooks = new Hooks({ hooks: () => settings.now.hooks, http, clock, random, log }, scope);
  const files = new Map<string, CustomersFile>();
  const speech = speechOf(settings, media, tools);
  return {
    http,
    hook: (id, message) => hooks.send(id, message),
    async customer(number) {
      const { file } = settings.now.customers;
      if (file === undefined) return undefined;
      const known = files.get(file) ?? new CustomersFile(file, clock, log);
      files.set(file, known);
      return known.find(number);
    },
    ...(speech ? { speech } : {}),
  };
}

/** Messages of rules, kept in the data folder until they are taken. */
export function openOutbox(settings: Settings, { clock, log }: Tools, scope: Scope): Outbox {
  const http: Outside['http'] = (request, within) => httpRequest(request, clock, within);
  return new Outbox({ folder: join(settings.now.data.folder, 'outbox'), hooks: () => settings.now.hooks, http, clock, log }, scope);
}

function speechOf({ now: { speech, data } }: Settings, media: Pick<Media, 'forget'>, { clock, log, random }: Tools): TextToSpeech | undefined {
  const { command, zhVoice: zh, enVoice: en, timeoutSeconds, keepFiles: most } = speech;
  if (command.length === 0) return undefined;
  return new TextToSpeech({ command, voices: { zh, en }, folder: speechFolder(data.folder), timeoutMs: timeoutSeconds * 1000, most, forget: (sound) => media.forget(sound), clock, random, log });
}
