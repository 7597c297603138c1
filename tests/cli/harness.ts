import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Page, type Served, serve } from '../../scripts/serve-folder.js';
import { main } from '../../src/cli/main.js';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly bytes: Uint8Array;
}

/** Each command is a minute later than the one before: two snapshots of one instant have no order. */
let minute = 0;

/** Runs a command line with captured streams, as a script would: no terminal, and a clock of its own. */
export async function cli(argv: readonly string[], options: { now?: string; env?: Record<string, string> } = {}): Promise<Said> {
  const out: Uint8Array[] = [];
  let err = '';
  const now = options.now ?? new Date(Date.UTC(2021, 11, 1, 1, minute++)).toISOString();
  const code = await main(argv, {
    streams: {
      out: (data) => void out.push(typeof data === 'string' ? new TextEncoder().encode(data) : data),
      err: (text) => {
        err += text;
      },
      outTty: false,
      errTty: false,
      columns: 100,
    },
    env: { ...process.env, ...options.env },
    now: () => now,
  });
  const bytes = Buffer.concat(out);
  return { code, out: bytes.toString('utf8'), err, bytes };
}

const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A folder of its own, gone after the test. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'planwatch-cli-'));
  undo.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export interface FakeSite {
  readonly origin: string;
  /** What stands at a path from now on: a page, a status with an empty body, or nothing. */
  set(path: string, what: Page | string | number): void;
}

const html = (body: string): Page => ({ body: new TextEncoder().encode(body), type: 'text/html; charset=utf-8' });

/** A web server on loopback that ends with the test. */
export async function website(pages: Record<string, Page | string | number> = {}): Promise<FakeSite> {
  const standing = new Map<string, Page>();
  const served: Served = await serve((path) => standing.get(path) ?? null);
  undo.push(() => served.close());
  const site: FakeSite = {
    origin: served.origin,
    set(path, what) {
      standing.set(path, typeof what === 'number' ? { ...html(''), status: what } : typeof what === 'string' ? html(what) : what);
    },
  };
  for (const [path, what] of Object.entries(pages)) site.set(path, what);
  return site;
}

export interface SourceWanted {
  readonly id: string;
  readonly url?: string | null;
  readonly kind?: string;
  readonly period?: string;
  readonly family?: string;
}

/** Writes a configuration for loopback pages that never waits or retries; gives its path. */
export function configure(dir: string, sources: readonly SourceWanted[], more: Record<string, unknown> = {}): string {
  const path = join(dir, 'planwatch.yaml');
  const config = {
    report: { formats: ['html'] },
    network: { allow: ['127.0.0.1'], perHost: { delayMs: 0 }, retries: 0, timeoutMs: 5000 },
    sources: sources.map((s) => ({ title: s.id, jurisdiction: '澜州市云汀区', kind: 'work-report', period: '2021', url: null, ...s })),
    ...more,
  };
  // YAML reads JSON.
  writeFileSync(path, JSON.stringify(config, null, 2));
  return path;
}

/** A work report of an invented district with the given targets; the rest stays the same from page to page. */
export function reportPage(targets: readonly string[], options: { charset?: string } = {}): string {
  return `<!DOCTYPE html><html><head><meta charset="${options.charset ?? 'utf-8'}"><title>2021年云汀区政府工作报告</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div>
<h1>2021年云汀区政府工作报告</h1>
<div class="TRS_Editor">
<p>各位代表：现在，我代表区人民政府向大会报告工作，请予审议，并请各位政协委员和列席会议的同志提出意见。</p>
<p>一、2020年工作回顾</p>
<p>2020年，全区地区生产总值达到612.4亿元、增长4.1%，改造老旧小区42个，新建改造农村公路86公里，城镇新增就业1.43万人。</p>
<p>二、2021年工作安排</p>
<p>今年经济社会发展的主要预期目标是：${targets.join('；')}。</p>
<p>各位代表，蓝图已经绘就，奋斗正当其时。让我们同心同德、苦干实干，为谱写云汀现代化建设新篇章而努力奋斗。</p>
</div>
<div class="footer">主办：云汀区人民政府办公室</div>
</body></html>
`;
}

export const TARGETS = ['地区生产总值增长6.5%以上', '固定资产投资增长8%左右', '城镇新增就业1.5万人以上', '森林覆盖率达到43.8%'] as const;

/** The targets with some of them said otherwise. */
export const withTargets = (...swaps: readonly (readonly [string, string])[]): string[] =>
  TARGETS.map((t) => swaps.find(([from]) => from === t)?.[1] ?? t);
