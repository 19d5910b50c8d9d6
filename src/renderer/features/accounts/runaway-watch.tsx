import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../../contract/desktop.ts';
import { type RunawayDoc, runawaysList, syncRun } from '../../../contract/syncs.ts';
import { ask, useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { PauseDialog } from './pause-dialog.tsx';

const told = new Set<string>();

/** After each sync: tells of every runaway once, outside the window too. */
export function RunawayWatch() {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { runaways } = await ask(runawaysList, {});
      for (const one of runaways) {
        if (told.has(one.key)) continue;
        told.add(one.key);
        const title = t('runaway.title', { who: one.who });
        await ask(notify, { title, body: sentenceOf(one, t, formats) });
      }
    };
    return window.seatworth.on('changed', (payload) => {
      const { request } = payload as { request?: string };
      // Where it cannot be told, it stands on the Overview all the same.
      if (request === syncRun.name) look().catch((error: unknown) => console.warn(error));
    });
  }, [t, formats]);
  return null;
}

/** The Overview's lines: who, what it costs if it goes on, and the pause beside it. */
export function RunawayLines() {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const answer = useAnswer(runawaysList, {});
  const [pausing, setPausing] = useState<{ account: string; key: string; who: string } | null>(
    null,
  );
  const runaways = answer.data?.runaways ?? [];
  if (runaways.length === 0) return null;
  return (
    <section className="card" aria-label={t('runaway.label')}>
      <h2>{t('runaway.label')}</h2>
      <table className="table">
        <tbody>
          {runaways.map((one) => (
            <tr key={one.key}>
              <td>{sentenceOf(one, t, formats)}</td>
              <td className="figure">
                <a className="door" href={hrefOf('accounts', one.account)}>
                  {t('runaway.look')}
                </a>
                {one.pausable !== null && (
                  <>
                    {' '}
                    <button
                      type="button"
                      className="door"
                      onClick={() =>
                        setPausing({ account: one.account, key: one.pausable ?? '', who: one.who })
                      }
                    >
                      {t('runaway.pause')}
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pausing && (
        <PauseDialog
          account={pausing.account}
          keyId={pausing.key}
          name={pausing.who}
          paused
          onClose={() => setPausing(null)}
        />
      )}
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<'accounts'>>['t'];

function sentenceOf(one: RunawayDoc, t: Words, formats: ReturnType<typeof useFormats>): string {
  const days = one.allowanceDays;
  const allowance =
    days === null
      ? []
      : [days === 0 ? t('runaway.usedUp') : t('runaway.allowance', { count: days })];
  const text = t(one.bound === null ? 'runaway.text' : 'runaway.textBound', {
    who: one.who,
    account: one.account,
    day: formats.day(one.day),
    spend: formats.money(one.spend),
    usual: formats.money(one.usual),
    bound: one.bound === null ? '' : formats.money(one.bound),
    projected: formats.money(one.projected),
    until: formats.day(one.until),
  });
  return formats.sentences(text, ...allowance);
}
