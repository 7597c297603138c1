import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** mulberry32: small, seeded, the same on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What one source does on one day, beside serving its page. */
export type Happening =
  | { readonly kind: 'revise'; readonly field: number; readonly to: string }
  | { readonly kind: 'revert'; readonly field: number };
export interface Outage {
  readonly from: number;
  /** First good day again. */
  readonly to: number;
  readonly how: 500 | 404 | 'reset' | 'challenge';
}

export interface SourceScript {
  readonly id: string;
  readonly etag: boolean;
  /** The page carries a visit counter and a day of printing. */
  readonly noisy: boolean;
  readonly happenings: ReadonlyMap<number, Happening>;
  readonly outages: readonly Outage[];
}

const NAMES = [
  '地区生产总值',
  '规模以上工业增加值',
  '固定资产投资',
  '社会消费品零售总额',
  '一般公共预算收入',
  '全体居民人均可支配收入',
] as const;
const VALUES = ['4.5', '5', '5.5', '6', '6.5', '7', '7.5', '8'] as const;

export function writeScript(seed: number, sources: number, days: number): SourceScript[] {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: sources }, (_, i) => {
    const happenings = new Map<number, Happening>();
    for (let n = Math.floor(random() * 5); n > 0; n--) {
      const field = Math.floor(random() * NAMES.length);
      const day = 5 + Math.floor(random() * (days - 40));
      happenings.set(day, { kind: 'revise', field, to: pick(VALUES) });
      if (random() < 0.4) happenings.set(day + 15 + Math.floor(random() * 10), { kind: 'revert', field });
    }
    const outages: Outage[] = [];
    for (let day = 10 + Math.floor(random() * 90); day < days - 30; day += 60 + Math.floor(random() * 120)) {
      if (random() < 0.4) continue;
      outages.push({ from: day, to: day + 1 + Math.floor(random() * 9), how: pick([500, 404, 'reset', 'challenge'] as const) });
    }
    return { id: `s${String(i).padStart(2, '0')}`, etag: random() < 0.5, noisy: random() < 0.5, happenings, outages };
  });
}

/** The figures that stand on the page on a day. */
export function valuesOn(script: SourceScript, day: number): string[] {
  const start = NAMES.map((_, i) => VALUES[(i + Number(script.id.slice(1))) % VALUES.length] as string);
  const values = [...start];
  for (let d = 0; d <= day; d++) {
    const happening = script.happenings.get(d);
    if (happening) values[happening.field] = happening.kind === 'revise' ? happening.to : (start[happening.field] as string);
  }
  return values;
}

export const outageOn = (script: SourceScript, day: number): Outage | undefined => script.outages.find((o) => day >= o.from && day < o.to);

export interface Revision {
  readonly source: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What a watch that checks every day must tell, in order: outages hide what happens in them until they end. */
export function revisionsOf(script: SourceScript, days: number): Revision[] {
  const told: Revision[] = [];
  let seen: string[] | null = null;
  for (let day = 0; day < days; day++) {
    if (outageOn(script, day)) continue;
    const now = valuesOn(script, day);
    const before = seen;
    now.forEach((value, i) => {
      if (before && value !== before[i])
        told.push({ source: script.id, name: NAMES[i] as string, before: before[i] as string, after: value });
    });
    seen = now;
  }
  return told;
}

function pageOf(script: SourceScript, day: number): string {
  const values = valuesOn(script, day);
  const targets = NAMES.map((name, i) => `${name}增长${values[i]}%`).join('，');
  const noise = script.noisy ? `<div class="info">浏览次数：${1000 + day * 7}　打印日期：第${day}天</div>` : '';
  const number = Number(script.id.slice(1)) + 1;
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>第${number}区2026年政府工作报告</title></head><body><div class="nav"><a href="/">首页</a></div>
<div class="TRS_Editor"><h1>第${number}区2026年政府工作报告</h1>${noise}<p>各位代表：现在，我代表区人民政府向大会报告工作，请予审议。</p>
<p>一、2025年工作回顾</p><p>过去一年，全区上下迎难而上，地区生产总值完成${800 + number}亿元，城镇新增就业2.1万人，空气质量优良天数达到318天，各项任务圆满完成。</p>
<p>二、2026年工作安排</p><p>今年全区经济社会发展的主要预期目标是：${targets}。</p><p>我们将改造老旧小区12个，新建公园6座，办好民生实事，让群众得到实惠。</p></div>
<div class="footer">主办：第${number}区人民政府　网站标识码0000000${number}</div></body></html>`;
}

const CHALLENGE =
  '<!doctype html><html><head><meta charset="utf-8"><title>访问验证</title></head><body><p>请输入验证码后继续访问</p><script>var _$a=1</script></body></html>';

/** Serves every source as its script says; the day is set from outside. */
export async function serveScripts(scripts: readonly SourceScript[]) {
  let day = 0;
  const byPath = new Map(scripts.map((s) => [`/${s.id}.html`, s]));
  const server: Server = createServer((request, response) => {
    const script = byPath.get(request.url ?? '');
    if (script === undefined) return void response.writeHead(404).end('no');
    const outage = outageOn(script, day);
    if (outage?.how === 'reset') return void request.socket.destroy();
    if (outage?.how === 'challenge') return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(CHALLENGE);
    if (outage) return void response.writeHead(outage.how).end('sorry');
    const body = pageOf(script, day);
    if (script.etag && !script.noisy) {
      const etag = `"${script.id}-${valuesOn(script, day).join('-')}"`;
      response.setHeader('etag', etag);
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDay: (to: number) => {
      day = to;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
