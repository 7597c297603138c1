import type { Locale } from '../types.js';
import { CATALOGUE, type MessageKey } from './catalogue.js';

export type { MessageKey } from './catalogue.js';
export { CATALOGUE } from './catalogue.js';
export { REASONS_ZH } from './codes.js';

export type MessageParams = Readonly<Record<string, string | number>>;
/** @throws Error for a key that is not in the catalogue or a parameter that is not given: both are mistakes of ours or of a template */
export type Translate = (key: MessageKey, params?: MessageParams) => string;

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(CATALOGUE, key);

/** The catalogue in one language. `{name}` takes a value, `{n|one|many}` chooses by it. */
export function createMessages(locale: Locale): Translate {
  const column = locale === 'zh-CN' ? 0 : 1;
  return (key, params = {}) => {
    if (!isMessageKey(key)) throw new Error(`no message is called "${key as string}"`);
    return CATALOGUE[key][column].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`message "${key}" needs "${name}"`);
      if (one !== undefined) return (Number(value) === 1 ? one : many) as string;
      return typeof value === 'number' ? groupDigits(value) : value;
    });
  };
}

/** 1200 -> 1,200 */
export const groupDigits = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
