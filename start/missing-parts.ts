import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#config';
import type { Transcription } from '#transcription';
import { CONSOLE } from './web/open-web.ts';

/** Whether a program answers to `-version`; bounded to 3 s. */
export function hasProgram(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(name, ['-version'], { timeout: 3_000 }, (error) => resolve(error === null));
  });
}

/** What is not there and what that costs, with the mend; one line each. */
export function missingParts(config: Config, ffmpeg: boolean, transcription: Transcription | undefined): string[] {
  const lines: string[] = [];
  if (!ffmpeg) lines.push('ffmpeg → recordings can be had as WAV only, not as MP3 or Ogg. Mend: apt install ffmpeg');
  if (!transcription) lines.push('transcription is switched off → no words and no compliance alerts');
  for (const engine of transcription?.engines ?? []) {
    if (engine.missing) lines.push(`speech model for ${engine.language} → no transcript in that language. ${engine.missing}`);
  }
  if (!config.rules.file) lines.push('rules → no compliance alerts. Mend: set rules.file');
  const { drachtioUrl, websocketUrl } = config.sip;
  if (drachtioUrl !== undefined && websocketUrl === undefined) lines.push('WebSocket of the drachtio-server → no phones in browsers. Mend: set sip.websocketUrl');
  if (!existsSync(join(CONSOLE, 'index.html'))) lines.push('console → no pages, only the API. Mend: npm start builds it; see its lines above');
  if (!config.recording.enabled) lines.push('recording is switched off → nothing to listen to afterwards');
  return lines;
}
