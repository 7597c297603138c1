/** Where requests go through; null goes straight. Addresses are `http://host:port`, with a name and password only where the environment gave them. */
export interface ProxySettings {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without it, in the manner of `NO_PROXY`. */
  readonly bypass: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param setting `network.proxy`: an address, `env` for the usual variables, null for none. The environment alone switches no proxy on: what
 *   is watched from where should stand in the file
 */
export function proxyOf(setting: string | null, env: Environment): ProxySettings | null {
  if (setting === null) return null;
  if (setting !== 'env') return { http: setting, https: setting, bypass: [] };
  const read = (name: string): string | null => env[name.toLowerCase()] || env[name] || null;
  const all = read('ALL_PROXY');
  const http = asUrl(read('HTTP_PROXY') ?? all);
  const https = asUrl(read('HTTPS_PROXY') ?? all);
  const bypass = (read('NO_PROXY') ?? '').split(/[\s,]+/).filter((host) => host !== '');
  return http === null && https === null ? null : { http, https, bypass };
}

/** Many write `proxy.example:3128`. */
const asUrl = (text: string | null): string | null => (text === null || text.includes('://') ? text : `http://${text}`);

/** What is wrong with the addresses of the environment, for the list of problems. */
export function proxyProblems(proxy: ProxySettings | null): string[] {
  return [proxy?.http, proxy?.https].flatMap((address) =>
    address == null || isProxyAddress(address) ? [] : ['network.proxy: HTTP_PROXY or HTTPS_PROXY is not an http:// address'],
  );
}

export const isProxyAddress = (text: string): boolean => /^http:\/\//i.test(text) && URL.canParse(text);
