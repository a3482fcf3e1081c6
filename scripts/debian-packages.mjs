// Programs of others that system tests use. Plain JavaScript for Node 20, nothing installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './install.mjs';

/** Program (by name, or where it is) → Debian package. */
const PROGRAMS = { sipp: 'sip-tester', baresip: 'baresip', ffmpeg: 'ffmpeg', sox: 'sox', 'espeak-ng': 'espeak-ng', 'docker-compose': 'docker-compose', chromium: 'chromium', 'chromium-headless-shell': 'chromium-headless-shell', 'redis-server': 'redis-server', '/usr/sbin/dovecot': 'dovecot-imapd', '/usr/lib/postgresql/15/bin/postgres': 'postgresql-15' };

/** Installs what is missing where that is possible (Debian, root), else says what to install. Never fails the run by itself. */
export function ensureDebianPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.env.HUAWU_SKIP_APT === '1') return say(`not installed (HUAWU_SKIP_APT=1): ${missing.join(' ')}; tests that need them are skipped.`);
  if (!existsSync('/etc/debian_version') || !onPath('apt-get')) return say(`please install (names of Debian packages): ${missing.join(' ')}; tests that need them are skipped.`);
  if (process.getuid?.() !== 0) return say(`please run as root: ${command}; tests that need them are skipped.`);
  say(`installing Debian packages for system tests: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  apt(['update', '-q'], env);
  apt(command.split(' ').slice(1), env);
  // One that this Debian has not got keeps none of the others away.
  for (const name of missingPackages()) apt(['install', '-y', '--no-install-recommends', name], env);
  const left = missingPackages();
  if (left.length > 0) say(`apt-get could not install: ${left.join(' ')}; tests that need them are skipped.`);
}

function missingPackages() {
  return Object.entries(PROGRAMS).filter(([program]) => !onPath(program)).map(([, name]) => name);
}

function apt(args, env) {
  const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8', timeout: 5 * 60_000 });
  if (status !== 0) process.stderr.write(`${`${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-8).join('\n')}\n`);
}

function onPath(program) {
  const places = program.startsWith('/') ? [program] : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
