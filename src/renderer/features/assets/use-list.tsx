import { useTranslation } from 'react-i18next';
import { assetsUnuse, assetsUses } from '../../../contract/assets.ts';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Delivery } from '../mine/delivery.tsx';

/** The uses of an asset by their days; nobody's uses are added up. */
export function UseList({
  id,
  isMine,
}: {
  readonly id: number;
  /** A person's own book: how far each has come to the office. */
  readonly isMine: boolean;
}) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const answer = useAnswer(assetsUses, { id });
  const people = useAnswer(peopleList, {});
  const nameOf = (email: string): string =>
    people.data?.people.find((one) => one.email.toLowerCase() === email.toLowerCase())?.name ??
    email;
  const unuse = useChange(assetsUnuse);
  const error = answer.error ?? unuse.error;
  return (
    <>
      {error && <FailureNotice error={error} />}
      <table className="table" style={{ maxWidth: 560 }}>
        <tbody>
          {(answer.data?.uses ?? []).map((one) => (
            <tr key={one.id}>
              <td className="figure start">{formats.day(one.day)}</td>
              <td>{one.person === null ? t('somebody') : nameOf(one.person)}</td>
              <td>
                {one.item !== null
                  ? t('forItem', { title: one.item.title || one.item.id })
                  : one.minutes === null
                    ? '–'
                    : t('minutesFelt', {
                        count: one.minutes,
                        minutes: formats.number(one.minutes, 0),
                      })}
              </td>
              {isMine && (
                <td>
                  <Delivery type="reuse" item={one} />
                </td>
              )}
              <td>
                {one.isOwn && (
                  <button
                    type="button"
                    className="door"
                    aria-label={t('use.backNamed', { day: formats.day(one.day) })}
                    onClick={() => unuse.mutate({ use: one.id })}
                  >
                    {t('use.back')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
