import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../config/index.js';
import { isPlanwatchError } from '../../errors.js';
import { type CliContext, configOf } from '../context.js';
import { printPdf } from '../pdf.js';
import { json, styled } from '../print.js';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Tries what a run needs here: browser, fonts, store, mail. Exit 4 where something does not work. */
export async function doctor(context: CliContext, flags: Record<string, unknown>): Promise<number> {
  const config = await configOf(context, 'optional', 'optional');
  const findings: Finding[] = [];
  const attempt = async (what: string, work: () => Promise<string>) => {
    try {
      findings.push({ what, ok: true, detail: await work() });
    } catch (error) {
      const hint = isPlanwatchError(error) ? ` — ${error.hint}` : '';
      findings.push({ what, ok: false, detail: `${(error as Error).message}${hint}` });
    }
  };
  await attempt('node', async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major < 20 || (major === 20 && minor < 19)) throw new Error(`${process.versions.node} is too old; 20.19 or newer is needed`);
    return `${process.versions.node}, ICU ${process.versions.icu}`;
  });
  await attempt('configuration', async () =>
    config.path === null
      ? 'none here; built-in defaults (`planwatch init` writes one)'
      : `${config.path}: ${config.sources.length} sources`,
  );
  await attempt('store', async () => {
    refuseUnwritable(config.store.dir);
    return `${config.store.dir} can be written`;
  });
  await attempt('browser', async () => {
    const { findBrowser, systemProbe } = await import('../../browser/index.js');
    const choice = await findBrowser(config.browser, context.env, await systemProbe());
    return `${choice.executable} (${choice.from})`;
  });
  await attempt('fonts and PDF', async () => {
    const html =
      '<!doctype html><html lang="zh-CN"><title>检查</title><body style="font-family:\'Noto Sans SC\'">重庆市 2025年 6.5%</body></html>';
    const bytes = await printPdf(config, context, html, { title: '检查', locale: 'zh-CN', generatedAt: context.now() });
    return `a page of Chinese type was printed (${bytes.length} bytes)`;
  });
  for (const channel of config.deliver) {
    if (channel.type === 'file' || channel.type === 'atom') {
      const dir = channel.type === 'file' ? channel.dir : dirname(channel.file);
      await attempt(`${channel.type} ${dir}`, async () => {
        refuseUnwritable(dir);
        return 'can be written';
      });
      continue;
    }
    if (channel.type !== 'mail') {
      await attempt(`${channel.type}${channel.name === undefined ? '' : ` ${channel.name}`}`, async () =>
        settingsOf(channel, config.secrets),
      );
      continue;
    }
    await attempt(`mail ${channel.host}`, async () => {
      const { verifyMail } = await import('../../deliver/index.js');
      await verifyMail(channel, config.secrets);
      return 'the server answers and takes the credentials';
    });
  }
  const ok = findings.every((f) => f.ok);
  if (flags.format === 'json') context.out(json({ schema: 'planwatch.doctor/1', ok, findings }));
  else
    for (const f of findings)
      context.out(`${styled(context.terminal.isTty, f.ok ? 'green' : 'red', f.ok ? 'ok    ' : 'failed')}  ${f.what}: ${f.detail}\n`);
  return ok ? 0 : 4;
}

/** The folder, or the nearest one above it that is there, takes new files. */
function refuseUnwritable(path: string): void {
  let dir = path;
  while (lstatSync(dir, { throwIfNoEntry: false }) === undefined) dir = dirname(dir);
  const found = statSync(dir, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`${dir} is a link that leads nowhere`);
  if (!found.isDirectory()) throw new Error(`${dir} is a file; a folder should stand there`);
  accessSync(dir, constants.W_OK);
}

type AddressedChannel = Exclude<Config['deliver'][number], { type: 'file' | 'atom' | 'mail' }>;

/** Nothing is sent: a test message would reach people. */
function settingsOf(channel: AddressedChannel, secrets: Config['secrets']): string {
  const names = [channel.urlEnv, channel.secretEnv].filter((name) => name !== null);
  const missing = names.filter((name) => !secrets[name]);
  if (missing.length > 0)
    throw new Error(
      `the environment variable${missing.length > 1 ? 's' : ''} ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
    );
  const address = channel.urlEnv === null ? null : secrets[channel.urlEnv];
  if (address != null && !(/^https?:/i.test(address) && URL.canParse(address)))
    throw new Error(`${channel.urlEnv} does not hold an http or https address`);
  return names.length === 0
    ? 'its address stands in the configuration'
    : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} set; nothing was sent`;
}
