import { divideHalfEven, type Micro } from '../money.ts';

// ISO 4217, list one: the currencies whose minor unit is not a hundredth.
const NO_MINOR = /^(?:BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF)$/;
const THOUSANDTHS = /^(?:BHD|IQD|JOD|KWD|LYD|OMR|TND)$/;

/** A currency's minor unit in micro-units: 10,000 for USD, 1,000,000 for JPY. */
export function minorUnitMicro(currency: string): Micro {
  if (NO_MINOR.test(currency)) return 1_000_000n;
  return THOUSANDTHS.test(currency) ? 1_000n : 10_000n;
}

/** An amount rounded half-even to whole minor units of its currency, in micro-units. */
export function roundToMinor(micro: Micro, currency: string): Micro {
  const unit = minorUnitMicro(currency);
  return divideHalfEven(micro, unit) * unit;
}
