export {
  changeShape,
  compareShape,
  diffShape,
  doctorShape,
  explainShape,
  extractShape,
  historyShape,
  indicatorShape,
  listShape,
  runShape,
  SHAPES,
  verifyShape,
} from './shapes.js';
