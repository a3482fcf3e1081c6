import { findBinaries } from '#store';
import { hasProgram } from '../../start/missing-parts.ts';
import type { Check, Finding } from './finding.ts';

const WANTED_NODE = 24;

/** Node, ffmpeg, the embedded PostgreSQL. */
export const checkPrograms: Check = async ({ config, terminal: { words } }) => {
  const version = process.versions.node;
  const findings: Finding[] = [
    Number(version.split('.')[0]) >= WANTED_NODE
      ? { status: 'ok', what: 'Node', found: version }
      : { status: 'fail', what: 'Node', found: version, mend: words('start by ./huawu or npm, which bring Node 24', '请用 ./huawu 或 npm 启动,它们自带 Node 24') },
    (await hasProgram('ffmpeg'))
      ? { status: 'ok', what: 'ffmpeg', found: words('found', '已安装') }
      : { status: 'warn', what: 'ffmpeg', found: words('not found: recordings can be had as WAV only', '未找到:录音只能以 WAV 下载'), mend: 'apt install ffmpeg' },
  ];
  if (config.database.url !== undefined) return findings;
  const binaries = findBinaries();
  const what = words('embedded PostgreSQL', '内置 PostgreSQL');
  findings.push(binaries.ok ? { status: 'ok', what, found: words('installed', '已安装') } : { status: 'fail', what, found: binaries.fault.message, mend: words('set DATABASE_URL', '请设置 DATABASE_URL') });
  return findings;
};
