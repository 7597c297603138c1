import { z } from 'zod';
import { SOURCE_KINDS } from '../records/index.js';
import { isCron, isTimezone } from './checks.js';
import { holdsPassword } from './password.js';
import { isProxyAddress } from './proxy.js';

const MINUTE_MS = 60_000;
const MB = 1024 * 1024;

const cron = z.string().refine(isCron, { error: 'is not a cron expression (five fields, for example "17 8 * * *")' });
const secret = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, { error: 'names an environment variable, in capitals (for example PLANWATCH_SMTP_PASSWORD)' });
const host = z
  .string()
  .regex(/^[^\s/:]+$|^\[?[0-9a-fA-F:]+\]?$/, { error: 'is a bare host name or address, without scheme, port or path' });
// YAML reads `2021` and `500107` as numbers; what the user meant is plain.
const textual = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (typeof value === 'number' ? String(value) : value), schema);
const period = z
  .string()
  .regex(/^\d{4}(-\d{4})?$|^\d{4}Q[1-4]$/, { error: 'is a year (2021), a span (2021-2025) or a quarter (2021Q1)' })
  .refine((p) => !/^(\d{4})-(\d{4})$/.test(p) || p.slice(0, 4) < p.slice(5), { error: 'ends before it begins' });
const webUrl = z.string().refine((u) => /^https?:\/\/[^\s/]+/i.test(u) && URL.canParse(u), { error: 'is not an http or https address' });
/** It stands in every snapshot and report of the source. */
const pageUrl = webUrl.refine((u) => !holdsPassword(u), {
  error:
    'holds a name or password, which every snapshot and report would show: leave them out (a page behind a login can be saved by hand and stored with `planwatch import`)',
});
const channelUrl = webUrl.refine((u) => !holdsPassword(u), {
  error: 'holds a name or password, which belong into the environment: put the whole address into a variable and name it under urlEnv',
});

const sourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
    error: 'has only a-z, 0-9 and inner hyphens, 64 at most; it names the folder in the store',
  }),
  title: z.string().min(1),
  url: pageUrl.nullable().default(null),
  jurisdiction: z.string().min(1),
  jurisdictionCode: textual(
    z
      .string()
      .regex(/^\d{6}$|^\d{9}$|^\d{12}$/, { error: 'is a GB/T 2260 code of 6, 9 or 12 digits' })
      .nullable()
      .default(null),
  ),
  kind: z.enum(SOURCE_KINDS),
  period: textual(period.nullable().default(null)),
  family: z
    .string()
    .regex(/^[\p{L}\p{N}._-]+$/u, { error: 'has letters, digits, dots, hyphens and underscores only' })
    .optional(),
  selector: z.string().min(1).nullable().default(null),
  fetch: z.enum(['auto', 'http', 'browser']).default('auto'),
  robots: z.boolean().optional(),
  timeoutMs: z.int().min(100).nullable().default(null),
  schedule: z.strictObject({ check: cron.nullable().default(null) }).prefault({}),
  discover: z.enum(['propose', 'add']).nullable().default(null),
  discoverPages: z.int().min(1).max(100).default(5),
});

const subscription = {
  name: z.string().min(1).optional(),
  /** Only what concerns these; empty means everything. */
  jurisdictions: z.array(z.string().min(1)).default([]),
  concepts: z.array(z.string().min(1)).default([]),
  changes: z.array(z.enum(['revised', 'added', 'removed', 'reworded', 'moved'])).default([]),
  events: z.array(z.enum(['report', 'alert', 'alive'])).default(['report', 'alert', 'alive']),
};

const channelSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('file'), dir: z.string().min(1), ...subscription }),
  z.strictObject({
    type: z.literal('mail'),
    host: z.string().min(1),
    port: z.int().min(1).max(65535).default(587),
    secure: z.boolean().default(false),
    from: z.string().min(3),
    to: z.array(z.string().min(3)).min(1),
    userEnv: secret.nullable().default(null),
    passwordEnv: secret.nullable().default(null),
    timeoutMs: z.int().min(100).default(30_000),
    ...subscription,
  }),
  z.strictObject({
    type: z.literal('webhook'),
    urlEnv: secret.nullable().default(null),
    url: channelUrl.nullable().default(null),
    secretEnv: secret.nullable().default(null),
    timeoutMs: z.int().min(100).default(15_000),
    ...subscription,
  }),
  z.strictObject({
    type: z.enum(['wecom', 'dingtalk', 'feishu', 'slack']),
    urlEnv: secret.nullable().default(null),
    url: channelUrl.nullable().default(null),
    secretEnv: secret.nullable().default(null),
    timeoutMs: z.int().min(100).default(15_000),
    ...subscription,
  }),
  z.strictObject({
    type: z.literal('atom'),
    file: z.string().min(1),
    title: z.string().min(1).default('planwatch'),
    url: pageUrl.nullable().default(null),
    ...subscription,
  }),
]);

const decimal = textual(z.string().regex(/^-?\d+(\.\d+)?$/, { error: 'is a plain decimal number' }));

const conceptSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, { error: 'is lower-case words joined by dots and hyphens' }),
  zh: z.string().min(1),
  en: z.string().min(1),
  synonyms: z.array(z.string().min(1)).default([]),
  units: z.array(z.string()).default([]),
  range: z.tuple([decimal, decimal]).optional(),
  growthRange: z.tuple([decimal, decimal]).optional(),
  polarity: z.enum(['higher', 'lower', 'neither']).default('neither'),
  headline: z.boolean().default(false),
});

/** The whole of `planwatch.yaml`. Strict: a key that is not here is an error, so that a misspelt setting is never silently ignored. */
export const configSchema = z.strictObject({
  timezone: z.string().refine(isTimezone, { error: 'is not an IANA timezone (for example Asia/Shanghai)' }).default('Asia/Shanghai'),
  schedule: z.strictObject({ check: cron.default('17 8 * * *'), report: cron.default('30 8 * * 1') }).prefault({}),
  store: z.strictObject({ dir: z.string().min(1).default('snapshots') }).prefault({}),
  report: z
    .strictObject({
      dir: z.string().min(1).default('reports'),
      when: z.enum(['always', 'changes', 'never']).default('changes'),
      locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
      formats: z
        .array(z.enum(['pdf', 'html', 'md', 'json']))
        .min(1)
        .default(['pdf', 'html']),
      paper: z.enum(['A4', 'Letter']).default('A4'),
      templates: z.string().min(1).nullable().default(null),
    })
    .prefault({}),
  network: z
    .strictObject({
      userAgent: z.string().min(3).default('planwatch/1.0 (+https://www.npmjs.com/package/planwatch)'),
      timeoutMs: z
        .int()
        .min(100)
        .max(10 * MINUTE_MS)
        .default(30_000),
      maxBytes: z
        .int()
        .min(1024)
        .default(100 * MB),
      concurrency: z.int().min(1).max(256).default(8),
      perHost: z.strictObject({ concurrency: z.int().min(1).max(64).default(1), delayMs: z.int().min(0).default(1000) }).prefault({}),
      retries: z.int().min(0).max(10).default(2),
      robots: z.boolean().default(true),
      allow: z.array(host).default([]),
      insecureTls: z.array(host).default([]),
      proxy: z
        .string()
        .refine((p) => p === 'env' || isProxyAddress(p), {
          error: 'is an http:// address, or env for HTTP_PROXY, HTTPS_PROXY and NO_PROXY',
        })
        .refine((p) => p === 'env' || !holdsPassword(p), {
          error: 'holds a name or password, which belong into the environment: write env and set HTTPS_PROXY and HTTP_PROXY',
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  parse: z.strictObject({ memoryMb: z.int().min(64).default(1024), timeoutMs: z.int().min(1000).default(120_000) }).prefault({}),
  alerts: z.strictObject({ afterFailures: z.int().min(1).default(3) }).prefault({}),
  browser: z
    .strictObject({ executable: z.string().min(1).nullable().default(null), sandbox: z.enum(['auto', 'on', 'off']).default('auto') })
    .prefault({}),
  sources: z.array(sourceSchema).default([]),
  deliver: z.array(channelSchema).default([]),
  concepts: z.array(conceptSchema).default([]),
});

export type ConfigFile = z.infer<typeof configSchema>;
export type ChannelSettings = ConfigFile['deliver'][number];
