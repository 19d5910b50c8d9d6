import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionDoc } from '../../../contract/decisions.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { useDecisionName, useFollowUpText } from './decision-words.ts';
import { SettleDialog } from './settle-dialog.tsx';

type Settling = { readonly decision: DecisionDoc; readonly how: 'confirm' | 'takeBack' };

/** Decisions with what came of each; `withPeople` where they are of several. */
export function DecisionTable({
  decisions,
  withPeople,
}: {
  readonly decisions: readonly DecisionDoc[];
  readonly withPeople: boolean;
}) {
  const { t } = useTranslation(['decisions', 'shell']);
  const formats = useFormats();
  const nameOf = useDecisionName();
  const followUp = useFollowUpText();
  const [settling, setSettling] = useState<Settling | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const currency = decisions[0]?.pace.currency ?? '';
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            {withPeople && <th>{t('shell:table.person')}</th>}
            <th>{t('column.decision')}</th>
            <th className="figure start">{t('column.from')}</th>
            <th className="figure">{t('column.pace', { currency })}</th>
            <th className="figure">{t('column.saved', { currency })}</th>
            <th>{t('column.output')}</th>
            <th>{t('column.next')}</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((one) => (
            <Fragment key={one.id}>
              <tr>
                {withPeople && (
                  <td>
                    <a className="door" href={hrefOf('seats', one.person.email)}>
                      {one.person.name}
                    </a>
                  </td>
                )}
                <td>
                  {nameOf(one)}
                  <div className="dim small-note">
                    {t('said', { why: one.why, by: one.by, day: formats.day(one.day) })}
                  </div>
                </td>
                <td className="figure start">{formats.day(one.from)}</td>
                <td className="figure">{formats.amount(one.pace)}</td>
                <td className="figure">
                  {one.months.length === 0 ? (
                    '–'
                  ) : (
                    <button
                      type="button"
                      className="door"
                      aria-expanded={opened === one.id}
                      aria-label={t('monthsOf', {
                        what: nameOf(one),
                        name: one.person.name,
                        amount: formats.money(one.saved),
                      })}
                      onClick={() => setOpened(opened === one.id ? null : one.id)}
                    >
                      {formats.amount(one.saved)}
                    </button>
                  )}
                </td>
                <td>{followUp(one)}</td>
                <td>
                  <NextStep decision={one} onSettle={setSettling} />
                </td>
              </tr>
              {opened === one.id && (
                <tr>
                  <td colSpan={withPeople ? 7 : 6}>
                    <Months decision={one} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {settling && <SettleDialog {...settling} onClose={() => setSettling(null)} />}
    </div>
  );
}

function NextStep({
  decision,
  onSettle,
}: {
  readonly decision: DecisionDoc;
  readonly onSettle: (settling: Settling) => void;
}) {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  const nameOf = useDecisionName();
  if (decision.settled) {
    const { day, by, why } = decision.settled;
    return (
      <>
        {t(`state.${decision.state}`)}
        <div className="dim small-note">{t('said', { why, by, day: formats.day(day) })}</div>
      </>
    );
  }
  const suggest = decision.followUps.at(-1)?.suggest ?? null;
  const named = { what: nameOf(decision), name: decision.person.name };
  return (
    <div className="acts">
      {suggest !== null && <span>{t(`suggest.${suggest}`)}</span>}
      <Button
        size="compact-sm"
        variant={suggest === 'confirm' ? 'filled' : 'default'}
        aria-label={t('confirmNamed', named)}
        onClick={() => onSettle({ decision, how: 'confirm' })}
      >
        {t('confirm')}
      </Button>
      <Button
        size="compact-sm"
        variant={suggest === 'take back' ? 'filled' : 'default'}
        aria-label={t('takeBackNamed', named)}
        onClick={() => onSettle({ decision, how: 'takeBack' })}
      >
        {t('takeBack')}
      </Button>
    </div>
  );
}

function Months({ decision }: { readonly decision: DecisionDoc }) {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  const { currency } = decision.pace;
  return (
    <table className="table" style={{ maxWidth: 460 }}>
      <thead>
        <tr>
          <th>{t('column.month')}</th>
          <th className="figure">{t('column.actual', { currency })}</th>
          <th className="figure">{t('column.savedMonth', { currency })}</th>
        </tr>
      </thead>
      <tbody>
        {decision.months.map(({ month, actual, saved }) => (
          <tr key={month}>
            <td>{formats.month(month)}</td>
            <td className="figure">
              <a
                className="door"
                href={hrefOf('charges', `person:${decision.person.email}`, month)}
              >
                {formats.amount(actual)}
              </a>
            </td>
            <td className="figure">{formats.amount(saved)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
