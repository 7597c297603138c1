import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt, PROJECT } from '../../scripts/run-planwatch.js';
import { createSandbox, type Sandbox } from '../ci/sandbox.js';
import { type HttpReceiver, startHttpReceiver } from '../deliver/helpers/http-receiver.js';

// The scheduled run with the real planwatch: a page on the loopback, a bare repository as remote, and a second checkout that runs
// planwatch on the same store at the same time and pushes first.

const page = (
  growth: string,
  rate: string,
) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>云岭区2026年政府工作报告</title></head><body><div class="article">
<h1>云岭区2026年政府工作报告</h1><p>——2026年1月20日在云岭区第三届人民代表大会第一次会议上</p>
<h2>一、2025年工作回顾</h2><p>地区生产总值增长6.2%，规模以上工业增加值增长7.1%，一般公共预算收入达到85.3亿元，森林覆盖率达到46.5%。</p>
<p>一年来，我们持续改善民生，城乡居民收入稳步提高，城镇新增就业1.26万人，空气质量优良天数达到328天。</p>
<h2>二、2026年工作安排</h2><p>今年经济社会发展的主要预期目标是：地区生产总值增长${growth}%左右，规模以上工业增加值增长7%，固定资产投资增长8%，一般公共预算收入增长5%，社会消费品零售总额增长${rate}%，城镇调查失业率控制在5.5%以内。</p>
<p>我们要扎实推进乡村振兴，建成高标准农田3.2万亩；加快补齐公共服务短板，新增学位2400个。</p></div></body></html>`;

let box: Sandbox;
let site: HttpReceiver;
let hook: HttpReceiver;
const PLANWATCH = `node ${join(PROJECT, 'bin', 'planwatch.js')}`;
const env = () => ({ PLANWATCH, HOOK_URL: `${hook.url}/hook` });

beforeAll(() => ensureBuilt());
beforeEach(async () => {
  box = await createSandbox({ depth: 1 });
  site = await startHttpReceiver({ status: 200, body: page('6.5', '6'), headers: { 'content-type': 'text/html; charset=utf-8' } });
  hook = await startHttpReceiver();
  await box.git(box.other, 'rm', '-rq', 'snapshots');
  await box.write(
    box.other,
    'planwatch.yaml',
    `report: { formats: [html] }
network: { allow: ["127.0.0.1"], robots: false, perHost: { delayMs: 0 }, retries: 0 }
deliver: [{ type: webhook, urlEnv: HOOK_URL }]
sources:
  - { id: yunling, title: 云岭区2026年政府工作报告, url: "${site.url}/report.html", jurisdiction: 澄江市云岭区, kind: work-report, period: 2026 }
`,
  );
  await box.git(box.other, 'add', '-A');
  await box.git(box.other, 'commit', '-qm', 'configuration');
  await box.git(box.other, 'push', '-q', 'origin', 'HEAD:main');
});
afterEach(async () => {
  await site.close();
  await hook.close();
  await box.close();
});

const delivered = () => hook.requests.map((r) => (JSON.parse(r.body) as { subject: string }).subject);

describe('the scheduled run', () => {
  it('reports the baseline, then nothing, then the revision, each once, and the pushed store is whole', async () => {
    const subjects: number[] = [];
    for (const edition of [page('6.5', '6'), page('6.5', '6'), page('6', '6'), page('6', '6')]) {
      site.fallback = { status: 200, body: edition, headers: { 'content-type': 'text/html; charset=utf-8' } };
      const ended = await box.watch('', env());
      expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
      subjects.push(hook.requests.length);
    }
    expect(subjects).toEqual([1, 1, 2, 2]);
    expect(delivered()[1]).toContain('修订 1 项');
    expect(await box.subjects()).toEqual([
      'planwatch: 1 checked, 1 unchanged',
      'planwatch: 1 checked, 1 changed',
      'planwatch: 1 checked, 1 unchanged',
      'planwatch: 1 checked, 1 first',
      'configuration',
      'start',
    ]);
    await box.git(box.other, 'pull', '-q', '--rebase', 'origin', 'main');
    expect(await box.run(box.other, 'bash', ['-c', `${PLANWATCH} verify`], env())).toMatchObject({ code: 0 });
  });

  it('survives a second checkout that ran planwatch on the same store meanwhile and pushed first', async () => {
    expect((await box.watch('', env())).code).toBe(0);
    await box.git(box.other, 'pull', '-q', '--rebase', 'origin', 'main');
    site.fallback = { status: 200, body: page('6', '5.5'), headers: { 'content-type': 'text/html; charset=utf-8' } };
    await box.write(
      box.dir,
      'race.sh',
      `[ -e "${box.dir}/raced" ] && exit 0\ntouch "${box.dir}/raced"\nunset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE\ncd "${box.other}"\n${PLANWATCH} run --quiet\ngit add -A\ngit commit -qm 'second writer'\ngit push -q origin HEAD:main\n`,
    );
    await box.write(box.clone, '.git/hooks/pre-push', `#!/bin/sh\nexec bash "${box.dir}/race.sh" >"${box.dir}/race.log" 2>&1\n`);
    await chmod(join(box.clone, '.git/hooks/pre-push'), 0o755);
    const ended = await box.watch('', env());
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(await box.subjects()).toContain('second writer');
    const log = (await box.remote('snapshots/yunling/checks.jsonl')) ?? '';
    expect(log.trim().split('\n')).toHaveLength(3);

    // Whoever takes the merged repository up finds it whole, and has no news.
    await box.git(box.other, 'pull', '-q', '--rebase', 'origin', 'main');
    const verified = await box.run(box.other, 'bash', ['-c', `${PLANWATCH} verify`], env());
    expect(verified, verified.stdout + verified.stderr).toMatchObject({ code: 0 });
    const before = hook.requests.length;
    expect((await box.watch('', env())).code).toBe(0);
    expect(hook.requests.length).toBe(before);
  });

  it('sends after the hook is back what it could not send, once, and is red meanwhile', async () => {
    hook.fallback = { status: 503, body: 'down' };
    const first = await box.watch('', env());
    expect(first.code).toBe(4);
    expect(first.stdout).toContain('::error::planwatch ended with exit code 4');
    hook.fallback = { status: 200, body: '{}' };
    const sent = await box.run(box.clone, 'bash', ['-c', `${PLANWATCH} deliver --retry`], env());
    expect(sent).toMatchObject({ code: 0 });
    await box.run(box.clone, 'bash', ['-c', `${PLANWATCH} deliver --retry`], env());
    expect((await box.watch('', env())).code).toBe(0);
    expect(new Set(hook.requests.map((r) => r.headers['idempotency-key'])).size).toBe(1);
    expect(hook.requests).toHaveLength(2);
    expect([...((await box.remote('planwatch.yaml')) ?? '')].join('')).not.toContain(hook.url);
    expect(await box.git(box.clone, 'grep', '-c', hook.url, 'HEAD', '--', 'snapshots', 'reports').catch(() => 'nowhere')).toBe('nowhere');
  });
});
