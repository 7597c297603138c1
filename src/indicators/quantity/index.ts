export { chineseValue, readArabic, readChinese } from './numeral.js';
export { type Printed, parseQuantity, readUnit } from './parse-quantity.js';
export { baseOf, toCommon, toQuantity } from './to-quantity.js';
export { MULTIPLIERS, splitMultiplier, UNITS, type UnitFacts, type UnitKind, unitAt, unitFacts } from './units.js';
