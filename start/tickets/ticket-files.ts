import { join } from 'node:path';
import type { Settings } from '#config';
import { FileFolder, type TicketFiles, scannerOf } from '#tickets';
import type { Tools } from '../open-server.ts';

const MEGABYTE = 1_048_576;

/** Contents of attachments in the data folder, or the folder that several servers share. */
export function openTicketFiles(settings: Settings, { clock, log, random }: Pick<Tools, 'clock' | 'log' | 'random'>): TicketFiles {
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
