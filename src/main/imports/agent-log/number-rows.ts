/** A table of numbers, row after row in one block: a million rows take no objects, and are stored as they are. */
export class NumberRows {
  readonly width: number;
  count: number;
  cells: Float64Array;

  constructor(width: number, cells: Float64Array = new Float64Array(0)) {
    this.width = width;
    this.cells = cells;
    this.count = cells.length / width;
  }

  /** Adds a row of zeros and returns the place of its first cell. */
  add(): number {
    const place = this.count * this.width;
    if (place + this.width > this.cells.length) {
      const larger = new Float64Array(Math.max(64 * this.width, this.cells.length * 2));
      larger.set(this.cells);
      this.cells = larger;
    }
    this.count += 1;
    return place;
  }

  at(place: number): number {
    return this.cells[place] ?? 0;
  }

  /** The rows that are in use, without room for more. */
  used(): Float64Array {
    return this.cells.subarray(0, this.count * this.width);
  }

  copy(): NumberRows {
    return new NumberRows(this.width, this.used().slice());
  }
}
