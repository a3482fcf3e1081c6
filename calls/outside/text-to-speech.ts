import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Language, Log, Random, Scope } from '#core';
import type { PromptRef } from '#media';
import type { Speech } from './outside.ts';
import { spokenForm } from './spoken-form.ts';

export interface TextToSpeechOptions {
  /** Program and arguments; `{text}`, `{reading}` (Chinese as pinyin), `{voice}` and `{file}` are filled in. Never through a shell. */
  readonly command: readonly string[];
  readonly voices: Readonly<Record<Language, string>>;
  /** Folder of the sounds; the media room looks into it, too. */
  readonly folder: string;
  /** The command is stopped after so long. */
  readonly timeoutMs: number;
  /** Sounds kept; those not used for the longest time go first. */
  readonly most: number;
  /** The media room forgets a sound that is gone. */
  readonly forget: (sound: PromptRef) => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Commands at once: each takes a processor core for a moment. */
const AT_ONCE = 4;
/** Nobody listens to more; longer texts are cut. */
const LONGEST_TEXT = 1_000;

/** Makes sounds of texts by a command and keeps them: the same text is made once. */
export class TextToSpeech implements Speech {
  readonly #options: TextToSpeechOptions;
  readonly #making = new Map<string, Promise<boolean>>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(options: TextToSpeechOptions) {
    this.#options = options;
    for (const language of ['zh', 'en']) mkdirSync(join(options.folder, language), { recursive: true, mode: 0o700 });
  }

  async soundOf(text: string, language: Language, scope: Scope, { fleeting = false } = {}): Promise<PromptRef | undefined> {
    const said = text.slice(0, LONGEST_TEXT);
    const name = fleeting ? `tts-once-${this.#options.random.hex(16)}` : `tts-${this.#hash(said, language)}`;
    const sound = { name, language };
    if (fleeting) scope.onEnd(() => this.#remove(sound));
    const made = this.#kept(sound) || (await this.#once(sound, said));
    if (!made) return undefined;
    this.#tidy(language);
    return sound;
  }

  #hash(text: string, language: Language): string {
    const { command, voices } = this.#options;
    return createHash('sha256').update(JSON.stringify([command, voices[language], text])).digest('hex').slice(0, 32);
  }

  #file({ name, language }: PromptRef): string {
    return join(this.#options.folder, language, `${name}.wav`);
  }

  /** Using it makes it young again. */
  #kept(sound: PromptRef): boolean {
    try {
      const now = this.#options.clock.wall() / 1000;
      utimesSync(this.#file(sound), now, now);
      return true;
    } catch {
      return false;
    }
  }

  #once(sound: PromptRef, text: string): Promise<boolean> {
    const running = this.#making.get(sound.name);
    if (running) return running;
    const making = this.#make(sound, text).finally(() => this.#making.delete(sound.name));
    this.#making.set(sound.name, making);
    return making;
  }

  async #make(sound: PromptRef, text: string): Promise<boolean> {
    if (this.#running >= AT_ONCE) await new Promise<void>((turn) => this.#queue.push(turn));
    this.#running += 1;
    const file = this.#file(sound);
    const fresh = `${file}.${this.#options.random.hex(4)}.new`;
    try {
      await this.#run(text, sound.language, fresh);
      renameSync(fresh, file);
      return true;
    } catch (error) {
      rmSync(fresh, { force: true });
      // The message of a failed command holds its arguments, and they hold the text.
      const { code, killed } = error as { code?: unknown; killed?: boolean };
      this.#options.log.warn('a text could not be spoken; check speech.command', { program: this.#options.command[0], code: killed ? 'took too long' : code });
      return false;
    } finally {
      this.#running -= 1;
      this.#queue.shift()?.();
    }
  }

  #run(text: string, language: Language, file: string): Promise<void> {
    const { command, voices, timeoutMs } = this.#options;
    // What begins with "-" would be read as an option.
    const words = { text: text.replace(/^-/, ' -'), reading: spokenForm(text, language).replace(/^-/, ' -'), voice: voices[language], file };
    const [program = '', ...args] = command.map((part) => part.replaceAll(/\{(text|reading|voice|file)\}/g, (_, key: keyof typeof words) => words[key]));
    return new Promise((resolve, reject) => {
      execFile(program, args, { timeout: timeoutMs, killSignal: 'SIGKILL', windowsHide: true }, (error) => (error ? reject(error) : resolve()));
    });
  }

  #remove(sound: PromptRef): void {
    rmSync(this.#file(sound), { force: true });
    this.#options.forget(sound);
  }

  #tidy(language: Language): void {
    const { folder, most } = this.#options;
    const files = readdirSync(join(folder, language)).filter((file) => file.endsWith('.wav') && !file.startsWith('tts-once-'));
    if (files.length <= most) return;
    const aged = files.map((file) => ({ file, at: statSync(join(folder, language, file), { throwIfNoEntry: false })?.mtimeMs ?? 0 })).sort((a, b) => a.at - b.at);
    for (const { file } of aged.slice(0, files.length - most)) this.#remove({ name: file.slice(0, -'.wav'.length), language });
  }
}
