import { z } from 'zod';

const Path = z.string().min(1).max(4_096);

/** What customers send, and nothing that runs when it is opened. */
const USUAL_ENDINGS = [
  'pdf', 'txt', 'log', 'md', 'csv', 'json', 'xml', 'eml', 'ics', 'vcf', 'rtf',
  'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp', 'wps', 'et', 'dps', 'ofd',
  'png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'svg', 'html', 'htm',
  'mp3', 'wav', 'ogg', 'm4a', 'amr', 'mp4', 'mov', 'webm', 'zip', 'rar', '7z', 'gz',
];

/** Files of tickets; docs/tickets.md explains how they are scanned. */
export const Attachments = z.strictObject({
  folder: Path.optional().describe('Where contents are kept, each once, by its SHA-256. Default: `ticket-files` in the data folder. Servers with the same database need the same folder. After a change restart.'),
  mostMegabytes: z.number().min(0.1).max(1_000).default(25).describe('Largest file.'),
  endings: z.array(z.string().regex(/^[a-z0-9]{1,10}$/, 'an ending in lower case without the dot, such as pdf')).min(1).default(USUAL_ENDINGS).describe('Names that are taken end so. Programs are refused whatever they are called.'),
  scan: z
    .strictObject({
      command: z.array(z.string().min(1)).default([]).describe('A program; the path of the file is its last argument. Exit code 0: clean, 1: infected, others: it could not look. Example: [clamdscan, --no-summary, --fdpass].'),
      clamd: z.string().min(1).max(300).optional().describe('clamd(8) by INSTREAM: host:port, or the path of its socket.'),
      url: z.string().regex(/^https?:\/\/\S+$/, 'a URL such as "http://127.0.0.1:8000/scan"').optional().describe('Gets the content by POST; answers {"clean": true} or {"clean": false, "what": "…"}.'),
      scanSeconds: z.number().int().min(1).max(600).default(30).describe('Longest time. Without an answer the file is not taken.'),
    })
    .prefault({})
    .describe('Who looks at a file before it is kept; the first that is set. Nobody when none is.'),
});
