import type { HeaderColumns } from '../table/header-columns.ts';
import { bestCanonical, CANONICAL_FORMATS } from './canonical/canonical-formats.ts';
import type { TableFormat } from './table-format.ts';

/** The providers' own exports, the more telling headers first. A new format is a folder and a line here. */
const PROVIDER_FORMATS: readonly TableFormat[] = [];

/** The layouts that a header fits, the best first: a provider's own, then our templates. */
export function formatsOf(header: HeaderColumns): readonly TableFormat[] {
  const fitting = CANONICAL_FORMATS.filter((format) => format.fits(header));
  const best = bestCanonical(fitting, header.header);
  return [
    ...PROVIDER_FORMATS.filter((format) => format.fits(header)),
    ...(best === null ? [] : [best, ...fitting.filter((format) => format !== best)]),
  ];
}
