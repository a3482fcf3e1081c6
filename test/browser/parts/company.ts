import { startServerProcess, type ServerProcess } from '#test/simulators/server-process';
import { rtpPorts } from '../../system/parts/free-port.ts';
import type { Person } from './chromium.ts';

/** The sample company with its pages. */
export interface WebCompany {
  readonly server: ServerProcess;
  /** `https://127.0.0.1:port` */
  readonly url: string;
  /** Password of a sample person, as the terminal told it at the first start. */
  passwordOf(login: string): string;
}

/** Its people speak English, or Chinese where the terminal does. */
export async function openWebCompany({ chinese = false, ...options }: { config?: string; chinese?: boolean } = {}): Promise<WebCompany> {
  const env = { HUAWU_RTP_PORTS: rtpPorts(), HUAWU_HTTPS_PORT: '0', LC_ALL: chinese ? 'zh_CN.UTF-8' : 'C.UTF-8' };
  return companyOf(await startServerProcess({ env, ...options }));
}

/** The pages of a running server; `before` it was restarted, when passwords were told. */
export function companyOf(server: ServerProcess, before?: WebCompany): WebCompany {
  const told = server.output();
  const url = /https:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
  if (url === undefined) throw new Error(`no address of the console was told:\n${told}`);
  return {
    server,
    url,
    passwordOf(login) {
      if (before) return before.passwordOf(login);
      const password = new RegExp(`^\\s+(?:Sign in\\s+)?${login}\\s+password (\\S+)`, 'm').exec(told)?.[1];
      if (password === undefined) throw new Error(`no password of ${login} was told`);
      return password;
    },
  };
}

/** Signs in on the page; resolves when the work place of the role is there. */
export async function signIn(person: Person, company: WebCompany, login: string): Promise<void> {
  const { page } = person;
  await page.goto(company.url);
  await page.getByLabel(/name|用户名|登录名/i).first().fill(login);
  await page.getByLabel(/password|密码/i).first().fill(company.passwordOf(login));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(desk|floor|review)/);
}
