import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { tone } from '#media';
import { MICROPHONE } from './microphone.ts';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The same browser without its own windows and menus: a quarter less work for the same pages. */
const WITHOUT_WINDOWS = '/usr/bin/chromium-headless-shell';

const wholePath = PROGRAMS.find((path) => existsSync(path));
const smallPath = existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : undefined;

/** Where a browser is installed; undefined where none is. */
export const chromiumPath = smallPath ?? wholePath;
/** As people have it, with its questions for a microphone. */
export const wholeChromiumPath = wholePath ?? smallPath;

const FLAGS = [
  '--no-sandbox',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // Windows that are not in front are slowed down otherwise.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** One browser for all people of a test; each person has an own context (cookies, storage, microphone). `whole`: as people have it. */
export async function openChromium({ whole = false } = {}): Promise<Browser> {
  return chromium.launch({ executablePath: (whole ? wholeChromiumPath : chromiumPath) ?? '', headless: true, args: FLAGS, timeout: 60_000 });
}

export interface PersonOptions {
  readonly locale?: 'zh-CN' | 'en-US';
  readonly dark?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
  /** Asked their system for less motion. */
  readonly still?: boolean;
  /** A real microphone permission question that is denied. */
  readonly noMicrophone?: boolean;
  /** Chromium's own devices, which beep, instead of the microphone and the ear of the test. */
  readonly ownDevices?: boolean;
}

/** Somebody at a browser. */
export class Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the pages complained of, in the console or by an exception. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A 401 before sign-in and a call refused on purpose are told by the browser as errors, too.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, options: PersonOptions = {}): Promise<Person> {
    const context = await browser.newContext({
      locale: options.locale ?? 'en-US',
      colorScheme: options.dark ? 'dark' : 'light',
      viewport: options.size ?? { width: 1280, height: 720 },
      ...(options.still ? { reducedMotion: 'reduce' as const } : {}),
      ignoreHTTPSErrors: true,
      permissions: options.noMicrophone ? [] : ['microphone', 'notifications'],
    });
    if (!options.noMicrophone && !options.ownDevices) await context.addInitScript(MICROPHONE);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return new Person(context, page);
  }

  /** Speaks this once (16-bit samples, 8 kHz) into the microphone. */
  async say(pcm: Int16Array, again = false): Promise<void> {
    const base64 = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
    await this.page.evaluate(([data, loop]) => (globalThis as unknown as { huawuSay(data: string, again: boolean): void }).huawuSay(data, loop), [base64, again] as const);
  }

  /** Says a tone until `hush`: whoever waits for it hears it, however long the machine takes. */
  async hum(hertz: number): Promise<void> {
    await this.say(tone(hertz, 1_000), true);
  }

  /** RTP packets the phone received in the call it has: more and more of them once both sides have their keys. */
  async received(): Promise<number> {
    return this.page.evaluate(() => (globalThis as unknown as { huawuReceived(): Promise<number> }).huawuReceived());
  }

  /** Stops what is being said. */
  async hush(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as { huawuHush(): void }).huawuHush());
  }

  /**
   * What the page's phone heard since the last `forget` (or the `last` samples of it), at 8 kHz; `aloud`: what the page
   * played by other ways than its phone, such as a call listened to or a recording.
   */
  async heard(where: 'phone' | 'aloud' = 'phone', last = 0): Promise<Int16Array> {
    const base64 = await this.page.evaluate(([from, most]) => (globalThis as unknown as { huawuHeard(where: string, last: number): string }).huawuHeard(from, most), [where, last] as const);
    const bytes = Buffer.from(base64, 'base64');
    return new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  }

  async forget(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as { huawuForget(): void }).huawuForget());
  }

  /** Changes a piece of what the server tells the page live; to be called before the page is opened. */
  async changeLive(from: string, to: string): Promise<void> {
    await this.page.routeWebSocket(/\/api\/live/, (page) => {
      page.connectToServer().onMessage((message) => page.send(typeof message === 'string' ? message.replaceAll(from, () => to) : message));
    });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
