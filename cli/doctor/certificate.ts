import { X509Certificate, createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMillis } from '#core';
import type { Check, Finding } from './finding.ts';
import type { Words } from '../words.ts';

const DAY_MS = 86_400_000;
/** Time to get a new one. */
const SOON_DAYS = 21;

/** The certificate of https: readable, its key fits, its age and names. */
export const checkCertificate: Check = async ({ config: { http, data }, terminal: { words }, clock }) => {
  const what = words('certificate', '证书');
  const { enabled, certificate, key } = http.https;
  if (!enabled) return [{ status: 'warn', what, found: words('https is switched off: microphones work only on pages of this machine', 'https 已关闭:只有本机页面能使用麦克风'), mend: 'http.https.enabled: true' }];
  const file = certificate ?? selfMade(data.folder);
  if (file === undefined) return [{ status: 'ok', what, found: words('is made at the first start', '首次启动时生成') }];
  try {
    const found = new X509Certificate(readFileSync(file));
    const findings = [judgeCertificate({ file, names: found.subjectAltName ?? found.subject, from: Date.parse(found.validFrom), until: Date.parse(found.validTo), own: certificate === undefined }, clock.wall(), words)];
    return key === undefined ? findings : [...findings, ...keyFindings(found, file, key, words)];
  } catch (error) {
    return [{ status: 'fail', what, found: unreadable(file, error, words('certificate', '证书'), words), mend: pair(words) }];
  }
};

function keyFindings(certificate: X509Certificate, file: string, key: string, words: Words): Finding[] {
  const what = words('certificate', '证书');
  try {
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(key)))) return [{ status: 'fail', what, found: words(`${key} is not the key of ${file}`, `${key} 不是 ${file} 的私钥`), mend: pair(words) }];
    const open = (statSync(key).mode & 0o007) !== 0;
    return open ? [{ status: 'warn', what, found: words(`${key} can be read by everybody`, `${key} 可被所有用户读取`), mend: `chmod 600 ${key}` }] : [];
  } catch (error) {
    return [{ status: 'fail', what, found: unreadable(key, error, words('private key', '私钥'), words), mend: pair(words) }];
  }
}

const pair = (words: Words) => words('give PEM files that belong together in http.https.certificate and http.https.key', '在 http.https.certificate 和 http.https.key 中给出配套的 PEM 文件');

/** The system's codes say enough of files; what OpenSSL says of their content helps nobody. */
function unreadable(file: string, error: unknown, kind: string, words: Words): string {
  const { code = '' } = error as { code?: string };
  return /^E[A-Z]+$/.test(code) ? words(`${file} cannot be read (${code})`, `无法读取 ${file}(${code})`) : words(`${file} is no ${kind} in PEM form`, `${file} 不是 PEM 格式的${kind}`);
}

export interface CertificateFacts {
  readonly file: string;
  readonly names: string;
  readonly from: EpochMillis;
  readonly until: EpochMillis;
  /** Made by us. */
  readonly own: boolean;
}

/** Its age against the time now. */
export function judgeCertificate({ file, names, from, until, own }: CertificateFacts, now: EpochMillis, words: Words): Finding {
  const what = words('certificate', '证书');
  const days = Math.floor((until - now) / DAY_MS);
  const day = new Date(until).toISOString().slice(0, 10);
  const shown = names.replaceAll('DNS:', '').replaceAll('IP Address:', '');
  const mend = own ? words('start the server again: it makes a new one', '重新启动服务器,会自动重新生成') : words('get a new one from who issued it', '向签发机构申请新证书');
  if (now < from) return { status: 'fail', what, found: words(`${file} is not valid before ${new Date(from).toISOString()}`, `${file} 在 ${new Date(from).toISOString()} 之前无效`), mend: words('set the clock of this machine', '校准本机时钟') };
  if (days < 0) return { status: 'fail', what, found: words(`${file} ended on ${day}`, `${file} 已于 ${day} 过期`), mend };
  const found = words(`${own ? 'self-made, ' : ''}for ${shown}, until ${day} (${days} days)`, `${own ? '自签,' : ''}用于 ${shown},有效至 ${day}(${days} 天)`);
  return days < SOON_DAYS ? { status: 'warn', what, found, mend } : { status: 'ok', what, found };
}

/** The certificate made at first start (start/web/certificate.ts). */
function selfMade(data: string): string | undefined {
  const file = join(data, 'tls', 'certificate.pem');
  return existsSync(file) ? file : undefined;
}
