import { Failure } from '../../core/failure.ts';
import { minorUnitMicro } from '../../core/invoices/minor-unit.ts';
import type { Micro } from '../../core/money.ts';

/**
 * An amount of whole minor units as a plain decimal with the currency's own digits (`12.50`, `300`
 * in JPY). Parts of a minor unit are a `Failure`: a bank or ledger would round them on its own.
 */
export function minorAmount(micro: Micro, currency: string): string {
  const unit = minorUnitMicro(currency);
  if (micro % unit !== 0n) {
    throw new Failure(
      'amount_not_in_minor_units',
      `An amount in ${currency} has more digits than can be paid. Round it first.`,
      { currency },
    );
  }
  const digits = unit === 1_000_000n ? 0 : unit === 10_000n ? 2 : 3;
  const size = micro < 0n ? -micro : micro;
  const whole = `${micro < 0n ? '-' : ''}${size / 1_000_000n}`;
  if (digits === 0) return whole;
  return `${whole}.${String((size % 1_000_000n) / unit).padStart(digits, '0')}`;
}
