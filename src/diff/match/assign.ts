/** A possible pair and what it costs; rows and columns are counted from 0. */
export interface Candidate {
  readonly row: number;
  readonly column: number;
  readonly cost: number;
}

interface Step {
  readonly distance: number;
  readonly column: number;
}

/**
 * The cheapest assignment of rows to columns in a sparse table, where a row may stay alone at `alone`. Shortest augmenting paths with
 * potentials (Jonker and Volgenant 1987) on adjacency lists; each row has a private column of cost `alone`, which ends most searches after a
 * step or two. Near-linear when the candidates form small groups.
 * @returns for each row its column, -1 where it stays alone
 */
export function assign(rows: number, columns: number, candidates: readonly Candidate[], alone: number): Int32Array {
  const edges: Candidate[][] = Array.from({ length: rows }, () => []);
  for (const candidate of candidates) if (candidate.cost < alone) (edges[candidate.row] as Candidate[]).push(candidate);
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const own = edges[row] as Candidate[];
    if (own.length > 0) augment(row);
  }
  return columnOf;

  function augment(source: number): void {
    const distance = new Map<number, number>();
    const cameFrom = new Map<number, number>();
    const rowDistance = new Map<number, number>([[source, 0]]);
    const done = new Set<number>();
    const heap: Step[] = [];
    let endRow = -1;
    let endColumn = -1;
    let best = Number.POSITIVE_INFINITY;
    const relax = (row: number) => {
      const base = rowDistance.get(row) as number;
      const stayAlone = base + alone - (rowPrice[row] as number);
      if (stayAlone < best) {
        best = stayAlone;
        endRow = row;
        endColumn = -1;
      }
      for (const { column, cost } of edges[row] as Candidate[]) {
        if (done.has(column) || columnOf[row] === column) continue;
        const reach = base + cost - (rowPrice[row] as number) - (columnPrice[column] as number);
        if (reach < (distance.get(column) ?? Number.POSITIVE_INFINITY)) {
          distance.set(column, reach);
          cameFrom.set(column, row);
          pushHeap(heap, { distance: reach, column });
        }
      }
    };
    relax(source);
    for (let step = popHeap(heap); step && step.distance < best; step = popHeap(heap)) {
      if (done.has(step.column)) continue;
      done.add(step.column);
      const holder = rowOf[step.column] as number;
      if (holder < 0) {
        best = step.distance;
        endRow = cameFrom.get(step.column) as number;
        endColumn = step.column;
        break;
      }
      rowDistance.set(holder, step.distance);
      relax(holder);
    }
    for (const [row, reach] of rowDistance) rowPrice[row] = (rowPrice[row] as number) + Math.max(0, best - reach);
    for (const column of done) columnPrice[column] = (columnPrice[column] as number) - Math.max(0, best - (distance.get(column) as number));
    // Hand the columns back along the path.
    let row = endRow;
    let column = endColumn;
    while (row >= 0) {
      const given = columnOf[row] as number;
      columnOf[row] = column;
      if (column >= 0) rowOf[column] = row;
      if (row === source) break;
      column = given;
      row = cameFrom.get(given) as number;
    }
  }
}

function pushHeap(heap: Step[], step: Step): void {
  heap.push(step);
  let i = heap.length - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if ((heap[parent] as Step).distance <= step.distance) break;
    heap[i] = heap[parent] as Step;
    i = parent;
  }
  heap[i] = step;
}

function popHeap(heap: Step[]): Step | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!top || !last || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as Step).distance < (heap[child] as Step).distance) child++;
    if ((heap[child] as Step).distance >= last.distance) break;
    heap[i] = heap[child] as Step;
    i = child;
  }
  heap[i] = last;
  return top;
}
