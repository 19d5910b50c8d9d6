/** A piece of text on a page: points, origin bottom left, `y` the baseline. */
export type TextItem = {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly text: string;
};

/** Pieces that stand so close that they read as one: a word group, or a table's cell. */
export type Cell = TextItem;

/** Cells on one baseline, from left to right. */
export type Row = {
  readonly page: number;
  readonly y: number;
  readonly h: number;
  readonly cells: readonly Cell[];
};

/** A gap wider than this part of the letter height parts two cells; narrower than the other, no space. */
const CELL_GAP = 0.85;
const SPACE_GAP = 0.14;

/** The rows of all pages in reading order. */
export function rowsOf(items: readonly TextItem[]): Row[] {
  const pages = new Map<number, TextItem[]>();
  for (const item of items) {
    if (item.text.trim() === '') continue;
    const list = pages.get(item.page) ?? [];
    list.push(item);
    pages.set(item.page, list);
  }
  return [...pages.entries()].sort(([a], [b]) => a - b).flatMap(([, list]) => pageRows(list));
}

function pageRows(items: readonly TextItem[]): Row[] {
  const sorted = [...items].sort((a, b) => b.y - a.y || a.x - b.x);
  const rows: TextItem[][] = [];
  let baseline = 0;
  let height = 0;
  for (const item of sorted) {
    const current = rows.at(-1);
    if (current && baseline - item.y <= Math.max(1.5, 0.38 * Math.min(height, item.h))) {
      current.push(item);
      height = Math.max(height, item.h);
    } else {
      rows.push([item]);
      baseline = item.y;
      height = item.h;
    }
  }
  return rows.map((list) => {
    const cells = cellsOf(list.sort((a, b) => a.x - b.x));
    const first = list[0];
    return {
      page: first?.page ?? 1,
      y: first?.y ?? 0,
      h: Math.max(...list.map((item) => item.h)),
      cells,
    };
  });
}

function cellsOf(items: readonly TextItem[]): Cell[] {
  const cells: Cell[] = [];
  for (const item of items) {
    const last = cells.at(-1);
    const gap = last ? item.x - (last.x + last.w) : 0;
    const size = last ? Math.max(item.h, last.h) : item.h;
    // A piece that begins well inside the one before it belongs to it no more than one far away.
    if (!last || gap > CELL_GAP * size || gap < -1.5 * size) {
      cells.push({ ...item, text: item.text.trim() });
      continue;
    }
    // Bold text drawn twice a hair apart is one text.
    if (item.text === last.text && Math.abs(item.x - last.x) < 1) continue;
    const needsSpace = gap > SPACE_GAP * size || /^\s/.test(item.text);
    cells[cells.length - 1] = {
      ...last,
      w: Math.max(last.w, item.x + item.w - last.x),
      h: size,
      text: `${last.text}${needsSpace ? ' ' : ''}${item.text.trim()}`,
    };
  }
  return cells;
}

/** How far two cells overlap from left to right, in points; negative is the gap between them. */
export function overlap(a: { x: number; w: number }, b: { x: number; w: number }): number {
  return Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
}

/** Whether one cell stands under another: they overlap, or share their left or right edge. */
export function isUnder(below: Cell, above: Cell): boolean {
  return (
    overlap(below, above) > 0 ||
    Math.abs(below.x - above.x) < 4 ||
    Math.abs(below.x + below.w - above.x - above.w) < 4
  );
}

/** The box of a cell as a spot to show. */
export function spotOf(cell: TextItem): {
  page: number;
  x: number;
  y: number;
  w: number;
  h: number;
} {
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return {
    page: cell.page,
    x: tenth(cell.x),
    y: tenth(cell.y),
    w: tenth(cell.w),
    h: tenth(cell.h),
  };
}
