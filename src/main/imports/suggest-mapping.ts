import type { CanonicalKind } from './formats/canonical/canonical-columns.ts';
import type { Mapping } from './mapping.ts';

/** A guess how a table with an unknown header is to be read. */
export function suggestMapping(
  _header: readonly string[],
  _sample: readonly (readonly string[])[],
  _kind: CanonicalKind | undefined,
): Mapping | null {
  return null;
}
