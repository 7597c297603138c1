// Shows the report as HTML at once and again whenever a template changes: `npm run report:preview [-- --templates DIR] [--model report.json] [--port N]`.
// Without a model the five kinds of invented reports are shown, in both languages. Needs no browser driver; open the printed address yourself.
import { existsSync, readFileSync, watch } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { isPlanwatchError } from '../src/errors.js';
import { buildReport, LOCALES, type Locale, type ReportModel, renderHtml, reportSchema } from '../src/report/index.js';
import { BUILT_IN_TEMPLATES } from '../src/report/templates.js';
import { KINDS, type Kind, sample } from '../tests/report/fixtures/districts.js';

const { values } = parseArgs({
  options: { templates: { type: 'string' }, model: { type: 'string' }, port: { type: 'string', default: '4747' } },
});
const templatesDir = values.templates ?? null;
const listeners = new Set<ServerResponse>();

for (const dir of [BUILT_IN_TEMPLATES, templatesDir]) {
  if (dir === null || !existsSync(dir)) continue;
  // Editors write a file in several steps; one reload for all of them.
  let timer: NodeJS.Timeout | undefined;
  watch(dir, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const listener of listeners) listener.write('data: reload\n\n');
    }, 60);
  });
}

const modelOf = (kind: string, locale: string): ReportModel =>
  values.model ? reportSchema.parse(JSON.parse(readFileSync(values.model, 'utf8'))) : buildReport(sample(kind as Kind, locale as Locale));

/** The report forbids scripts in itself, so the one that reloads lives in a frame around it. */
function frame(kind: string, locale: string): string {
  const links = KINDS.flatMap((k) =>
    LOCALES.map((l) => `<a href="/?kind=${k}&locale=${l}"${k === kind && l === locale ? ' class="on"' : ''}>${k} ${l}</a>`),
  );
  return `<!DOCTYPE html><meta charset="utf-8"><title>report:preview</title>
<style>body{margin:0;display:flex;flex-direction:column;height:100vh;font:13px system-ui}nav{padding:.4em;display:flex;flex-wrap:wrap;gap:.2em 1em;background:#eee}a{color:#036}.on{font-weight:bold}iframe{flex:1;border:0}</style>
<nav>${values.model ? '' : links.join('')}</nav><iframe src="/report?kind=${kind}&locale=${locale}"></iframe>
<script>const f=document.querySelector('iframe');new EventSource('/events').onmessage=()=>{const y=f.contentWindow.scrollY;f.onload=()=>f.contentWindow.scrollTo(0,y);f.contentWindow.location.reload()}</script>`;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const kind = KINDS.find((k) => k === url.searchParams.get('kind')) ?? 'many';
  const locale = LOCALES.find((l) => l === url.searchParams.get('locale')) ?? 'zh-CN';
  if (url.pathname === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
    return;
  }
  response.setHeader('cache-control', 'no-store');
  if (url.pathname !== '/report') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(frame(kind, locale));
    return;
  }
  try {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(renderHtml(modelOf(kind, locale), { templatesDir }));
  } catch (error) {
    // A mistake in a template is what one comes here to see: its file and line, until it is mended.
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(isPlanwatchError(error) ? `${error.message}\n\n${error.hint}` : String((error as Error).stack));
  }
});
server.listen(Number(values.port), '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${values.port}/\n`));
