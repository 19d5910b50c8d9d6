import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';

type Seat = AccountDoc['seatList'][number];

/** Seats as the provider lists them; those that are paid and not used come with the word for it. */
export function AccountSeats({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const { seatList, unusedSeats } = account;
  if (seatList.length === 0) return null;
  const isPriced = seatList.some(({ price }) => price !== null);
  return (
    <section className="card scroll-x">
      <h2>{t('seats.title', { count: seatList.length })}</h2>
      {unusedSeats > 0 && <p className="warn">{t('seats.unused', { count: unusedSeats })}</p>}
      <table className="table">
        <thead>
          <tr>
            <th>{t('seats.holder')}</th>
            <th>{t('seats.tool')}</th>
            {isPriced && <th className="figure">{t('seats.price')}</th>}
            <th>{t('seats.lastUsed')}</th>
            <th>{t('seats.use')}</th>
          </tr>
        </thead>
        <tbody>
          {seatList.map((seat) => (
            <tr key={`${seat.identity} ${seat.tool}`}>
              <td>
                <Holder seat={seat} />
              </td>
              <td>{seat.plan === null ? seat.tool : `${seat.tool} (${seat.plan})`}</td>
              {isPriced && (
                <td className="figure">{seat.price ? formats.money(seat.price) : '–'}</td>
              )}
              <td>{seat.lastActivity === null ? '–' : formats.day(seat.lastActivity)}</td>
              <td className={isUnused(seat) ? 'warn' : undefined}>
                {t(`seats.is.${seat.use}`)}
                {seat.ends !== null && (
                  <div className="dim">{t('seats.ends', { day: formats.day(seat.ends) })}</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {seatList.some(({ hasPlan, price }) => !hasPlan && price !== null) && (
        <p className="dim" style={{ margin: '8px 0 0' }}>
          {t('seats.noPlan')}{' '}
          <a className="door" href={hrefOf('people', 'plans')}>
            {t('seats.toPlans')}
          </a>
        </p>
      )}
    </section>
  );
}

const isUnused = ({ use }: Seat): boolean => use === 'never used' || use === 'not for 30 days';

function Holder({ seat }: { readonly seat: Seat }) {
  if (seat.person === null) return <>{seat.identity}</>;
  return (
    <a className="door" href={hrefOf('seats', seat.person)}>
      {seat.person}
    </a>
  );
}
