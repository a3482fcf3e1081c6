import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A private Dovecot with one user on free ports of loopback; its files stand in a folder of its own. */
export interface Dovecot {
  /** In the clear. */
  readonly port: number;
  /** By TLS from the first byte. */
  readonly tlsPort: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail into the inbox, or the folder `Billing`, as a server would; its name sorts by arrival. */
  deliver(mail: string | Buffer, folder?: 'Billing'): void;
  /** The connections break, the port is closed; `start` opens it again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Its authority is ca.pem in there. */
export const CERTIFICATES = join(import.meta.dirname, '..', '..', '..', 'transcription', 'testing', 'certificates');
const PROGRAM = '/usr/sbin/dovecot';
const [USER, PASSWORD] = ['support', 'secret for tests'];

/** Who answers for access tokens (RFC 7662): `introspectionUrl` is asked by Dovecot. */
export interface DovecotOptions {
  readonly introspectionUrl: string;
}

export const hasDovecot = (): boolean => spawnSync(PROGRAM, ['--version']).status === 0;

export async function startDovecot({ introspectionUrl }: DovecotOptions): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-dovecot-'));
  chmodSync(folder, 0o755);
  const root = process.getuid?.() === 0;
  // Root reads nobody's mail: Dovecot refuses it.
  const mailer = root ? { uid: 65_534, gid: 65_534, name: 'nobody' } : { uid: userInfo().uid, gid: userInfo().gid, name: userInfo().username };
  for (const each of ['mail', ...['mail', 'mail/.Billing'].flatMap((box) => [box, `${box}/new`, `${box}/cur`, `${box}/tmp`]), 'run', 'state']) {
    mkdirSync(join(folder, each), { recursive: true });
    if (each.startsWith('mail')) chownSync(join(folder, each), mailer.uid, mailer.gid);
  }
  const [port, tlsPort] = await Promise.all([freePort(), freePort()]);
  writeFileSync(join(folder, 'mail', '.Billing', 'maildirfolder'), '');
  writeFileSync(join(folder, 'tokens'), tokens(introspectionUrl));
  writeFileSync(join(folder, 'users'), `${USER}:{PLAIN}${PASSWORD}::::::\n`);
  writeFileSync(join(folder, 'dovecot.conf'), configuration({ folder, port, tlsPort, mailer: mailer.name, gid: mailer.gid, uid: mailer.uid }));
  let running: ChildProcess | undefined;
  let delivered = 0;
  const start = async () => {
    const child = spawn(PROGRAM, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    running = child;
    await answers(port, () => (child.exitCode === null ? undefined : new Error(`dovecot ended: ${said}`)));
  };
  const stop = async () => {
    const child = running;
    running = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    // Those that serve connections live on without it.
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // None was left.
    }
  };
  await start();
  return {
    port, tlsPort, user: USER, password: PASSWORD, start, stop,
    deliver(mail, box) {
      delivered += 1;
      const name = `${1_700_000_000 + delivered}.M${String(delivered).padStart(6, '0')}.test`;
      writeFileSync(join(folder, 'mail', 'tmp', name), mail);
      chownSync(join(folder, 'mail', 'tmp', name), mailer.uid, mailer.gid);
      spawnSync('mv', [join(folder, 'mail', 'tmp', name), join(folder, 'mail', ...(box ? [`.${box}`] : []), 'new', name)]);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Facts {
  readonly folder: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly mailer: string;
  readonly uid: number;
  readonly gid: number;
}

const tokens = (introspectionUrl: string) => `
introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = user
active_attribute = active
active_value = true
`;

function configuration({ folder, port, tlsPort, mailer, uid, gid }: Facts): string {
  const own = userInfo().username;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${join(CERTIFICATES, 'server.pem')}
ssl_key = <${join(CERTIFICATES, 'server.key')}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
default_internal_user = ${own === 'root' ? 'dovecot' : own}
default_internal_group = ${own === 'root' ? 'dovecot' : own}
default_login_user = ${own === 'root' ? 'dovenull' : own}
first_valid_uid = 1
mail_location = maildir:${folder}/mail
mail_uid = ${mailer}
mail_gid = ${gid}
maildir_stat_dirs = yes
mailbox_idle_check_interval = 1 secs
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${folder}/tokens
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${tlsPort}
    ssl = yes
  }
}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number, ended: () => Error | undefined): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const error = ended();
    if (error) throw error;
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      setTimeout(() => socket.destroy(), 2_000).unref();
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('dovecot does not answer');
}
