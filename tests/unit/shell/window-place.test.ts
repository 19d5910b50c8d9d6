import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  placeWindow,
  type Screen,
  type WindowPlace,
} from '../../../src/main/shell/window-place.ts';

const screen = (id: number, x: number, y: number, width: number, height: number): Screen => ({
  id,
  workArea: { x, y, width, height },
});
const large = screen(1, 0, 25, 1920, 1015);
const right = screen(2, 1920, 0, 2560, 1400);
/** 1366 × 768 at 125 %, less the task bar. */
const small = screen(3, 0, 0, 1092, 574);
const was = (change: Partial<WindowPlace> = {}): WindowPlace => ({
  x: 100,
  y: 100,
  width: 1300,
  height: 850,
  maximised: false,
  screen: 1,
  ...change,
});

test('the first window is centred by the system, in its first size', () => {
  expect(placeWindow(null, [large])).toEqual({
    bounds: { width: 1280, height: 800 },
    minWidth: 1024,
    minHeight: 640,
    maximised: false,
  });
});

test('a small screen holds the whole window, and its least size too', () => {
  expect(placeWindow(null, [small])).toEqual({
    bounds: { width: 1092, height: 574 },
    minWidth: 1024,
    minHeight: 574,
    maximised: false,
  });
});

test('the window comes back where it was, maximised if it was', () => {
  expect(placeWindow(was({ x: 2000, maximised: true }), [large, right])).toMatchObject({
    bounds: { x: 2000, y: 100, width: 1300, height: 850 },
    maximised: true,
  });
});

test('what stood half outside is moved in', () => {
  expect(placeWindow(was({ x: -400, y: 900 }), [large]).bounds).toEqual({
    x: 0,
    y: 190,
    width: 1300,
    height: 850,
  });
});

test('a window whose screen has gone is centred on the first', () => {
  expect(placeWindow(was({ x: 5000, screen: 9 }), [large]).bounds).toEqual({
    width: 1300,
    height: 850,
  });
});

test('a window follows its screen to where that one stands now', () => {
  const moved = screen(2, -2560, 0, 2560, 1400);
  expect(placeWindow(was({ x: 2500, screen: 2 }), [large, moved]).bounds.x).toBe(-1300);
});

test('whatever was remembered, the window lies within one screen', () => {
  const coordinate = fc.integer({ min: -9000, max: 9000 });
  const side = fc.integer({ min: 320, max: 5000 });
  const anyPlace = fc.record({
    x: coordinate,
    y: coordinate,
    width: side,
    height: side,
    maximised: fc.boolean(),
    screen: fc.option(fc.constantFrom(1, 2, 3)),
  });
  const anyScreen = fc
    .tuple(coordinate, coordinate, side, side)
    .map(([x, y, width, height]) => ({ x, y, width, height }));
  fc.assert(
    fc.property(anyPlace, fc.array(anyScreen, { minLength: 1, maxLength: 3 }), (place, areas) => {
      const [first, ...others] = areas.map((workArea, id) => ({ id, workArea }));
      if (!first) return;
      const { bounds, minWidth, minHeight } = placeWindow(place, [first, ...others]);
      expect(bounds.width).toBeGreaterThanOrEqual(minWidth);
      expect(bounds.height).toBeGreaterThanOrEqual(minHeight);
      const fits = areas.some(
        (area) =>
          bounds.width <= area.width &&
          bounds.height <= area.height &&
          (bounds.x === undefined ||
            (bounds.x >= area.x && bounds.x + bounds.width <= area.x + area.width)) &&
          (bounds.y === undefined ||
            (bounds.y >= area.y && bounds.y + bounds.height <= area.y + area.height)),
      );
      expect(fits).toBe(true);
    }),
  );
});
