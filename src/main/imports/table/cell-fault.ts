/** Why a cell is not what its column holds. `code` is stable and translated, `reason` the English sentence. */
export type { AmountFault as CellFault } from '../../../core/amount-text.ts';
