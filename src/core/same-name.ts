/** Whether two texts name the same: case, width and outer spaces do not tell people or vendors apart. */
export function isSameName(a: string, b: string): boolean {
  return foldedName(a) === foldedName(b);
}

/** A name as it is compared. */
export const foldedName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
