import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Check, Finding, Patient } from './finding.ts';

const MB = 1 << 20;
/** Below this PostgreSQL may stop in the middle of a call. */
const LEAST_BYTES = 500 * MB;
/** Two days of ten agents who speak all day. */
const GOOD_BYTES = 20_000 * MB;
/** Stereo, 8000 samples of 16 bits a second. */
const RECORDING_BYTES_PER_HOUR = 2 * 8_000 * 2 * 3_600;
/** Read by their owner only. */
const SECRETS = ['postgres.password', join('tls', 'key.pem')];

/** Data and recordings: may be written, has room, keeps its secrets. */
export const checkFolders: Check = async (patient) => {
  const { config, terminal } = patient;
  const { words } = terminal;
  const data = words('data folder', '数据目录');
  const findings = [...(await folder(data, config.data.folder, patient)), ...secrets(config.data.folder, patient)];
  if (config.recording.enabled) findings.push(...(await folder(words('recordings folder', '录音目录'), config.recording.folder, patient)));
  return findings;
};

async function folder(what: string, path: string, { terminal: { words } }: Patient): Promise<Finding[]> {
  // A folder that is not there yet is made in its nearest parent.
  const there = nearest(path);
  try {
    if (!statSync(there).isDirectory()) return [notWritable(what, there, 'ENOTDIR', words)];
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch (error) {
    return [notWritable(what, there, (error as { code?: string }).code, words)];
  }
  const { bavail, bsize } = await statfs(there);
  return [judgeSpace(what, path, bavail * bsize, words)];
}

/** `refusal`: the system's code. */
export function notWritable(what: string, path: string, refusal: string | undefined, words: (en: string, zh: string) => string): Finding {
  const another = words('choose another folder with HUAWU_DATA (data.folder, recording.folder)', '用 HUAWU_DATA(data.folder、recording.folder)另选目录');
  if (refusal === 'ENOTDIR') return { status: 'fail', what, found: words(`${path} is a file, not a folder`, `${path} 是文件,不是目录`), mend: another };
  if (refusal === 'EROFS') return { status: 'fail', what, found: words(`${path} lies on a disk that is mounted read-only`, `${path} 所在磁盘以只读方式挂载`), mend: words(`mount it for writing, or ${another}`, `以可写方式挂载,或${another}`) };
  const { username } = userInfo();
  return { status: 'fail', what, found: words(`${path} cannot be written by ${username}`, `用户 ${username} 不能写入 ${path}`), mend: words(`chown -R ${username} ${path}, or ${another}`, `chown -R ${username} ${path},或${another}`) };
}

/** Free bytes against what calls take. */
export function judgeSpace(what: string, path: string, free: number, words: (en: string, zh: string) => string): Finding {
  const gigabytes = (free / (1_000 * MB)).toFixed(1);
  const hours = Math.floor(free / RECORDING_BYTES_PER_HOUR);
  const found = words(`${path}, ${gigabytes} GB free: about ${hours} hours of recordings`, `${path},剩余 ${gigabytes} GB:约可录音 ${hours} 小时`);
  const mend = words('free some space, or move it to a larger disk (HUAWU_DATA, recording.folder)', '清理磁盘,或移到更大的磁盘(HUAWU_DATA、recording.folder)');
  if (free < LEAST_BYTES) return { status: 'fail', what, found, mend };
  return free < GOOD_BYTES ? { status: 'warn', what, found, mend } : { status: 'ok', what, found };
}

function secrets(data: string, { terminal: { words } }: Patient): Finding[] {
  const open = SECRETS.map((name) => join(data, name)).filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0);
  return open.map((file) => ({ status: 'warn', what: words('rights', '权限'), found: words(`${file} can be read by others`, `${file} 可被其他用户读取`), mend: `chmod 600 ${file}` }));
}

function nearest(path: string): string {
  if (existsSync(path)) return path;
  return dirname(path) === path ? path : nearest(dirname(path));
}
