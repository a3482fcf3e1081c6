import { join } from 'node:path';
import type { Settings } from '#config';
import { type Millis, Scope } from '#core';
import { FileFolder, type TicketDesk, scannerOf } from '#tickets';
import type { Tools } from '../open-server.ts';

const MEGABYTE = 1_048_576;

/** Contents of attachments in the data folder, or the folder that several servers share. */
export function openTicketFiles(settings: Settings, { clock, log, random }: Pick<Tools, 'clock' | 'log' | 'random'>): FileFolder {
  const { folder = join(settings.now.data.folder, 'ticket-files') } = settings.now.tickets.attachments;
  return new FileFolder({
    folder,
    limits: () => {
      const { mostMegabytes, endings } = settings.now.tickets.attachments;
      return { mostBytes: mostMegabytes * MEGABYTE, endings };
    },
    scanner: () => {
      const { scanSeconds, ...choice } = settings.now.tickets.attachments.scan;
      return scannerOf({ ...choice, withinMs: scanSeconds * 1_000 }, clock);
    },
    random,
    log,
  });
}

/** What a killed server left is nobody's for hours; a minute after the start is early enough. */
const FIRST_MS: Millis = 60_000;
const AGAIN_MS: Millis = 3_600_000;

/** Removes what is nobody's from the folder of attachments, again and again. */
export function sweepFiles(files: Pick<FileFolder, 'sweep'>, desk: Pick<TicketDesk, 'find'>, { clock, log }: Pick<Tools, 'clock' | 'log'>, scope: Scope): void {
  const own = new Scope(scope);
  const used = async (sha256: string) => (await desk.find({ limit: 1, marks: [`file:${sha256}`] })).length > 0;
  const sweep = async (): Promise<void> => {
    try {
      const { halves, contents } = await files.sweep(clock.wall(), used);
      if (halves + contents > 0) log.info('attachments that are nobody’s were removed', { halves, contents });
    } catch (error) {
      log.warn('the folder of attachments could not be looked through; it is tried again in an hour', { error });
    }
  };
  const [first, again] = [clock.after(FIRST_MS, () => void sweep()), clock.every(AGAIN_MS, () => void sweep())];
  own.onEnd(() => {
    first.cancel();
    again.cancel();
  });
}
