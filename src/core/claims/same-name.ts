/** Whether two texts name the same actor: case, width and outer spaces do not tell people apart. */
export function isSameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
