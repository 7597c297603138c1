import type { Comparator } from '../indicator.js';
import { comparatorAfter } from '../lexicon/comparators.js';
import { type Printed, parseQuantity } from '../quantity/index.js';
import { isChineseNumeral, nextBegin } from '../quantity/numeral.js';
import { excludedBy, WINDOW } from './exclusions.js';
import type { Layout } from './layout.js';
import { stripOpening, TASK } from './names.js';

/** A numeral that may be a value. `tail` is the end of 左右, 以上 and the like. */
export interface Mention {
  readonly printed: Printed;
  readonly tail: number;
  readonly after: Comparator | null;
}

/** A numeral that is none, and why. */
export interface Omission {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly reason: string;
}

const isDigit = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9';

/** Things that are made one by one and counted so. */
const TANGIBLE = /^(?:座|所|部|个|家|处|台|辆|栋|幢|套|间|艘|张|公里|米|亩|公顷|平方米|平方公里|盏|株)$/;

/** 新建公厕二十座: what is done, the thing, and its number closing the clause. */
function isDoneCount(text: string, printed: Printed): boolean {
  if (!(TANGIBLE.test(printed.unit) || /^[百千万亿]+元$/.test(printed.unit)) || typeof printed.decimals !== 'string') return false;
  if (!/^(?:左右|以上)?(?:[，。、；！）]|$)/.test(text.slice(printed.end, printed.end + 4))) return false;
  const clause = /[^，。；：、！？\s]*$/.exec(text.slice(Math.max(0, printed.start - 24), printed.start))?.[0] ?? '';
  const deed = TASK.exec(stripOpening(clause)) ?? /^(?:加装|增设|配备|购置|栽植|安装|布设|更换)/.exec(clause);
  return deed !== null && deed[0].length >= 2 && stripOpening(clause).length >= deed[0].length + 2;
}

/** A spelled-out numeral counts only where it states an amount: 两千亿元, 三倍, 百分之五; not 五大, 一批, 千家万户, 百亿级. */
function statesAmount(text: string, printed: Printed): boolean {
  const before = text.slice(Math.max(0, printed.start - 6), printed.start);
  const after = text.slice(printed.end, printed.end + 4);
  const word = text.slice(printed.start, printed.end);
  if (/^(?:[级个]|大(?!关|台阶))/.test(after) && printed.unit !== '%') return false;
  if (printed.kind === 'percent' || printed.kind === 'point')
    return (
      printed.unit !== '成' ||
      ((/(?:近|约|超|超过|达|达到|增长|下降|提高|提升|精简|减少|占|增加|降低|逾)$/.test(before) || /^(?:左右|以上|以下|多)/.test(after)) &&
        !/^[为立功果把]/.test(after))
    );
  if (printed.kind === 'times') return /(?:增长|提高|增加|增|超过|扩大|提升|达到|翻了?|近|将近|的)$/.test(before) && !/^[数增]/.test(after);
  if (isDoneCount(text, printed)) return true;
  // 百亿县区, 千亿企业: a class of size.
  if (/^[十百千万]?[万亿](?:元)?$/.test(word) && /^(?:元)?(?:县|区县|镇|乡|村|企业|产业|集群|园区|项目|品牌|城市|俱乐部|强)/.test(after))
    return false;
  const big = /[百千万亿]/.test(word);
  if (!big) return false;
  if (/^[万千百]?[家户人名]$/.test(word) || /[”]/.test(after[0] ?? '')) {
    return (/亿/.test(word) && /[“双破超过达现]$/.test(before)) || (word.length > 1 && /(?:近|超|超过|逾|突破)$/.test(before));
  }
  const moved =
    /(?:突破|超过|超|达到|达|重回|跨过|越过|稳定在|保持在|迈上|跨上|迈过|站上|跃上|踏上|迈入|过|近|约|逾|破|逼近|冲刺|新增|实现|完成|双|“)$/.test(
      before,
    );
  return /亿/.test(word)
    ? moved
    : moved && (/[一二两三四五六七八九]/.test(word) || /(?:达到|突破|超过|超|破|近|逾|跨过|重回|稳定在|保持在)$/.test(before));
}

/** 十件, 三年, 五大, 百亿级 count something, if only in a phrase; 统一, 一定 do not. */
const counts = (text: string, printed: Printed): boolean =>
  /[一二两三四五六七八九十]|../.test(text.slice(printed.start, printed.end).replace(printed.unit.replace(/^[百千万亿]+/, ''), '')) &&
  (printed.unit !== '' || /^[大个级]/.test(text[printed.end] ?? '')) &&
  !/[统唯专单同之进逐万第]/.test(text[printed.start - 1] ?? '');

/** All numerals of a folded text, told apart into possible values and others. Linear: every unit is looked at a bounded number of times. */
export function scanMentions(text: string, layout: Layout): { mentions: Mention[]; omissions: Omission[] } {
  const mentions: Mention[] = [];
  const omissions: Omission[] = [];
  for (let i = nextBegin(text, 0); i >= 0; i = nextBegin(text, i)) {
    const digit = isDigit(text[i]);
    const printed = parseQuantity(text, i);
    if (!printed) {
      i++;
      continue;
    }
    // 220KV110KV: a run that goes on with letters is one word.
    if (digit && i > 0 && text[i - 1] === '.' && isDigit(text[i - 2])) {
      i = printed.end;
      continue;
    }
    if (!digit && printed.style === 'chinese') {
      if (!statesAmount(text, printed)) {
        let end = i + 1;
        while (isChineseNumeral(text[end])) end++;
        if (counts(text, printed))
          omissions.push({ start: i, end: Math.max(end, printed.end), rule: 'spelled-out', reason: 'spelled out, and states no amount' });
        i = end;
        continue;
      }
    }
    const around = {
      printed,
      before: text.slice(Math.max(0, printed.start - WINDOW), printed.start),
      after: text.slice(printed.end, printed.end + WINDOW),
      quoted: (layout.quote[printed.start] ?? 0) > 0,
      first: i === 0,
    };
    const rule = excludedBy(around);
    if (rule) omissions.push({ start: printed.start, end: printed.end, rule: rule.name, reason: rule.reason });
    else {
      const after = comparatorAfter(around.after);
      mentions.push({ printed, tail: printed.end + (after?.length ?? 0), after: after?.comparator ?? (printed.more ? 'gt' : null) });
    }
    i = Math.max(printed.end, i + 1);
  }
  return { mentions, omissions };
}
