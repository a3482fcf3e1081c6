import { PassThrough, type Readable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import type { Log } from '#core';

export type Format = 'mp3' | 'ogg';

/** Speech in two channels of 8 kHz gains nothing beyond these rates. */
const FORMATS: Readonly<Record<Format, { codec: string; kbps: number; type: string }>> = {
  mp3: { codec: 'libmp3lame', kbps: 48, type: 'audio/mpeg' },
  ogg: { codec: 'libopus', kbps: 32, type: 'audio/ogg' },
};

export const contentTypeOf = (format: Format): string => FORMATS[format].type;

/** Runs ffmpeg over a WAV file and gives its output as it comes. Destroying the stream ends ffmpeg. */
export function transcode(file: string, format: Format, log: Log): Readable {
  const { codec, kbps } = FORMATS[format];
  const output = new PassThrough();
  const command = ffmpeg({ source: file, stdoutLines: 20 }).inputFormat('wav').noVideo().audioCodec(codec).audioBitrate(kbps).format(format);
  command.on('error', (error: Error) => {
    if (!output.destroyed) log.warn('a recording could not be converted', { format, error });
    output.destroy(error);
  });
  output.on('close', () => command.kill('SIGKILL'));
  command.pipe(output, { end: true });
  return output;
}
