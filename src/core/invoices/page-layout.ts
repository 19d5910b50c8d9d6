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
const CELL_GAP = 0.6;
const SPACE_GAP = 0.14;

/** The rows of all pages in reading order. */
export function rowsOf(items: readonly TextItem[]): Row[] {
  const pages = new Map<number, TextItem[]>();
  for (const item of items.flatMap(figuresApart)) {
    if (item.text.trim() === '') continue;
    const list = pages.get(item.page) ?? [];
    list.push(item);
    pages.set(item.page, list);
  }
  return [...pages.entries()].sort(([a], [b]) => a - b).flatMap(([, list]) => pageRows(list));
}

const FIGURE = /^[-+−(]?\p{Sc}?[-+−]?\d(?:[\d.,'’]*\d)?\p{Sc}?\)?%?$/u;

/** Whether two neighbours are two figures: both whole ones, and not groups of thousands of one. */
function areApart(left: string, right: string): boolean {
  if (!FIGURE.test(left) || !FIGURE.test(right)) return false;
  const isGroup = /^\d{3}(?!\d)/.test(right) && /(?<![.,\d])\d{1,3}$/.test(left);
  return !isGroup;
}

/**
 * Narrow columns of figures often come as one piece ("0 0.00 3,895.00"): they are set apart, each over
 * its part of the width. Groups of thousands behind a space ("1 234,55") stay together.
 */
function figuresApart(item: TextItem): TextItem[] {
  const words = item.text.trim().split(/\s+/);
  const areFigures = words.every(
    (word, index) => index === 0 || areApart(words[index - 1] ?? '', word),
  );
  if (words.length < 2 || !areFigures) return [item];
  const step = item.w / Math.max(1, item.text.length);
  let from = 0;
  return words.map((text) => {
    const at = item.text.indexOf(text, from);
    from = at + text.length;
    return { ...item, text, x: item.x + at * step, w: text.length * step };
  });
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

/** How much wider than one letter the gap between two words of typewriter text may be, and still be one space. */
const TYPED_SPACE = 1.3;
/** Letters of typewriter text are narrower than this part of their height; Chinese ones are as wide as high. */
const TYPED_WIDTH = 0.75;

/** Whether a gap is the one space between two words of letters that are all of one width. */
function isTypedSpace(left: Cell, right: TextItem, gap: number): boolean {
  const [before, behind] = [left, right].map(({ w, text }) => w / Math.max(1, text.trim().length));
  if (before === undefined || behind === undefined || gap > TYPED_SPACE * before) return false;
  return before < TYPED_WIDTH * left.h && Math.abs(before - behind) < 0.02 * before;
}

function cellsOf(items: readonly TextItem[]): Cell[] {
  const cells: Cell[] = [];
  for (const item of items) {
    const last = cells.at(-1);
    const gap = last ? item.x - (last.x + last.w) : 0;
    const size = last ? Math.max(item.h, last.h) : item.h;
    // A piece that begins well inside the one before it belongs to it no more than one far away.
    const isNextFigure =
      last !== undefined && gap > SPACE_GAP * size && areApart(last.text, item.text.trim());
    const isGap = gap > CELL_GAP * size && !(last && isTypedSpace(last, item, gap));
    if (!last || isGap || gap < -1.5 * size || isNextFigure) {
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
