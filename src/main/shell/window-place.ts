/** A part of the screens, in the system's own scaled points. */
export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Screen = { readonly id: number; readonly workArea: Area };

/** Where a window was: its bounds when neither maximised nor full, and which screen it stood on. */
export type WindowPlace = Area & { readonly maximised: boolean; readonly screen: number | null };

export type PlacedWindow = {
  /** Without x and y the system centres it. */
  readonly bounds: { readonly width: number; readonly height: number; x?: number; y?: number };
  readonly minWidth: number;
  readonly minHeight: number;
  readonly maximised: boolean;
};

const FIRST_SIZE = { width: 1280, height: 800 };
const LEAST_SIZE = { width: 1024, height: 640 };

/**
 * Where to open the window: where it was, moved and shrunk as far as the screens of today need; on the
 * first start, or when its screen has gone, on the first screen. Never larger than the screen's work area,
 * not even by its least size: a small notebook at 125 % has 1092 × 614 points.
 */
export function placeWindow(
  was: WindowPlace | null,
  screens: readonly [Screen, ...Screen[]],
): PlacedWindow {
  const home = was === null ? null : homeOf(was, screens);
  const { workArea } = home ?? screens[0];
  const wanted = was ?? FIRST_SIZE;
  const minWidth = Math.min(LEAST_SIZE.width, workArea.width);
  const minHeight = Math.min(LEAST_SIZE.height, workArea.height);
  const width = between(minWidth, wanted.width, workArea.width);
  const height = between(minHeight, wanted.height, workArea.height);
  const at =
    was === null || home === null
      ? {}
      : {
          x: between(workArea.x, was.x, workArea.x + workArea.width - width),
          y: between(workArea.y, was.y, workArea.y + workArea.height - height),
        };
  return { bounds: { width, height, ...at }, minWidth, minHeight, maximised: !!was?.maximised };
}

/** The screen that shows most of it; else the one it stood on, wherever that one is now. */
function homeOf(was: WindowPlace, screens: readonly Screen[]): Screen | null {
  const best = screens.toSorted((a, b) => shared(was, b.workArea) - shared(was, a.workArea))[0];
  if (best && shared(was, best.workArea) > 0) return best;
  return screens.find(({ id }) => id === was.screen) ?? null;
}

function shared(a: Area, b: Area): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, wide) * Math.max(0, high);
}

function between(least: number, value: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, most)));
}
