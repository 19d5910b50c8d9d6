import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { type Formats, useFormats } from '../../ui/format.ts';
import { aboutMoney } from '../../ui/verdict-mark.tsx';

/** What would turn the call, and of an undecided seat how to find out and what that is worth. */
export function WhatWouldTell({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  if (!verdict.explained) return null;
  return (
    <section className="card">
      <h2>{t('turn.title')}</h2>
      <p style={{ margin: 0, maxWidth: '95ch' }}>
        {formats.sentences(...turnSentences(verdict, t, formats))}
      </p>
      {verdict.verdict === 'undecided' && (
        <>
          <h2 className="card-title" style={{ marginTop: 12 }}>
            {t('tell.title')}
          </h2>
          <ul style={{ margin: 0, paddingLeft: 20, maxWidth: '95ch' }}>
            {waysToTell(verdict, t, formats).map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function turnSentences(
  { verdict, explained, spend, window }: VerdictDoc,
  t: TFunction<'seats'>,
  formats: Formats,
): string[] {
  if (!explained) return [];
  const { units, spend: turning } = explained.turn;
  const way = verdict === 'justified' ? 'stays' : 'would';
  const said = [
    ...(units === null ? [] : [t(`turn.${way}.units`, { count: units })]),
    ...(turning === null
      ? []
      : [
          t(`turn.${way}.spend`, {
            amount: formats.money(turning),
            now: formats.money({
              amount: (Number(spend.amount) / window.months).toFixed(2),
              currency: spend.currency,
            }),
          }),
        ]),
  ];
  return said.length === 0 ? [t('turn.nothing')] : said;
}

/** More months, a trial, or trimming and watching; with what knowing is worth a month. */
function waysToTell(
  { monthsToDecide, explained, worthKnowing }: VerdictDoc,
  t: TFunction<'seats'>,
  formats: Formats,
): string[] {
  const turning = explained?.turn.spend ?? null;
  const tasks = explained?.trialTasks ?? null;
  return [
    ...(worthKnowing
      ? [t('tell.worth', { amount: aboutMoney(worthKnowing, formats.rounded).replace('+', '') })]
      : []),
    monthsToDecide === null ? t('tell.never') : t('tell.months', { count: monthsToDecide }),
    tasks === null ? t('tell.noTrial') : t('tell.trial', { count: tasks }),
    ...(turning === null ? [] : [t('tell.trim', { amount: formats.money(turning) })]),
  ];
}
