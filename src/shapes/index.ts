export {
  changeShape,
  compareShape,
  diffShape,
  extractShape,
  historyShape,
  indicatorShape,
  listShape,
  runShape,
  SHAPES,
  verifyShape,
} from './shapes.js';
