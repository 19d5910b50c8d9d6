import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AllowanceDoc,
  allowanceList,
  allowancePreset,
  type PoolDoc,
} from '../../../contract/allowances.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { goTo, hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { useLineName } from './line-name.ts';
import { Parts } from './parts.tsx';
import { PresetPicker } from './preset-picker.tsx';
import { useQuantity } from './quantity.ts';
import { StateMark } from './state-mark.tsx';
import { UsedBar } from './used-bar.tsx';

/** Everyone's allowances by team, by name; the team's pool above its people. */
export function EveryonePart() {
  const { t } = useTranslation('allowances');
  const month = useMonth();
  const may = useMay();
  const answer = useAnswer(allowanceList, month === null ? {} : { month });
  const [asking, setAsking] = useState<string | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} withMonth isLoading />;
  const { allowances, pools, withoutClass = [] } = answer.data;
  if (allowances.length === 0 && pools.length === 0) {
    return (
      <Page title={t('title')} withMonth answer={t('everyone.none')}>
        <Parts current="everyone" />
        <EmptyState>{t('everyone.empty')}</EmptyState>
        {may(allowancePreset) && <PresetPicker />}
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      withMonth
      answer={<Sentence allowances={allowances} month={answer.data.month} />}
      actions={<Button onClick={() => setAsking('')}>{t('ask.open')}</Button>}
    >
      <Parts current="everyone" />
      {withoutClass.length > 0 && (
        <p className="notice">{t('withoutClass', { models: withoutClass.join(', ') })}</p>
      )}
      {teamsOf(allowances, pools).map((team) => (
        <TeamCard
          key={team ?? ''}
          team={team}
          allowances={allowances.filter((one) => one.person.team === team)}
          pools={pools.filter((one) => one.team === team)}
          asOf={answer.data.asOf}
        />
      ))}
      {asking !== null && (
        <AskDialog
          email={asking}
          onClose={() => setAsking(null)}
          onAsked={() => goTo('allowances', 'requests')}
        />
      )}
    </Page>
  );
}

/** Teams in the alphabet's order, people without one last. */
function teamsOf(
  allowances: readonly AllowanceDoc[],
  pools: readonly PoolDoc[],
): (string | null)[] {
  const teams = new Set([
    ...allowances.map(({ person }) => person.team),
    ...pools.map(({ team }) => team),
  ]);
  return [...teams].sort((a, b) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)));
}

function Sentence({
  allowances,
  month,
}: {
  readonly allowances: readonly AllowanceDoc[];
  readonly month: string;
}) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const people = (state: AllowanceDoc['state']): number =>
    new Set(allowances.filter((one) => one.state === state).map(({ person }) => person.email)).size;
  const over = people('over');
  const risk = people('at risk');
  const parts = [
    ...(over > 0 ? [t('everyone.over', { count: over })] : []),
    ...(risk > 0 ? [t('everyone.risk', { count: risk })] : []),
  ];
  const count = new Set(allowances.map(({ person }) => person.email)).size;
  return (
    <>
      {formats.sentences(
        t('everyone.answer', { count, month: formats.month(month) }),
        parts.length > 0 && t('everyone.stop', { parts: formats.list(parts) }),
        parts.length === 0 && t('everyone.allWithin'),
      )}
    </>
  );
}

/** The same columns in the table of every team. */
const WIDTHS = [
  ['person', '14%'],
  ['for', '15%'],
  ['state', '10%'],
  ['limit', '11%'],
  ['used', '11%'],
  ['bar', '136px'],
  ['left', '11%'],
  ['projected', '11%'],
  ['pace', '11%'],
] as const;

function TeamCard({
  team,
  allowances,
  pools,
  asOf,
}: {
  readonly team: string | null;
  readonly allowances: readonly AllowanceDoc[];
  readonly pools: readonly PoolDoc[];
  readonly asOf: string;
}) {
  const { t } = useTranslation(['allowances', 'shell']);
  const formats = useFormats();
  const quantity = useQuantity();
  const lineName = useLineName();
  return (
    <section className="card scroll-x">
      <h2>
        {team ?? t('everyone.noTeam')}{' '}
        <span style={{ fontWeight: 400 }}>{t('everyone.asOf', { day: formats.day(asOf) })}</span>
      </h2>
      {pools.map((pool) => (
        <p key={pool.id} style={{ margin: '0 0 8px' }}>
          {t('everyone.pool', {
            limit: quantity(pool.limit),
            sliced: quantity(pool.sliced),
            toppedUp: quantity(pool.toppedUp),
            rest: quantity(pool.rest),
            used: quantity(pool.used),
          })}
        </p>
      ))}
      {allowances.length > 0 && (
        <table className="table" style={{ tableLayout: 'fixed', minWidth: 880 }}>
          <colgroup>
            {WIDTHS.map(([column, width]) => (
              <col key={column} style={{ width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th>{t('shell:table.person')}</th>
              <th>{t('column.for')}</th>
              <th>{t('column.state')}</th>
              <th className="figure">{t('column.limit')}</th>
              <th className="figure">{t('column.used')}</th>
              <th>
                <VisuallyHidden>{t('column.bar')}</VisuallyHidden>
              </th>
              <th className="figure">{t('column.left')}</th>
              <th className="figure">{t('column.projected')}</th>
              <th className="figure">{t('column.pace')}</th>
            </tr>
          </thead>
          <tbody>
            {allowances.map((one, index) => (
              <tr key={`${one.person.email} ${one.line.scope} ${lineName(one)} ${one.period.from}`}>
                <td>
                  {allowances[index - 1]?.person.email !== one.person.email && (
                    <a className="door" href={hrefOf('allowances', `person:${one.person.email}`)}>
                      {one.person.name}
                    </a>
                  )}
                </td>
                <td className="dim">{lineName(one)}</td>
                <td>
                  <StateMark state={one.state} />
                  {one.waitingForRate.length > 0 && (
                    <span className="warn"> {t('waitingForRate')}</span>
                  )}
                </td>
                <td className="figure">
                  {one.limit === null ? t('unlimited') : quantity(one.limit)}
                </td>
                <td className="figure">{quantity(one.used)}</td>
                <td>
                  <UsedBar allowance={one} />
                </td>
                <td className="figure">{quantity(one.left)}</td>
                <td className="figure">
                  {one.runsOut ? formats.day(one.runsOut.date) : quantity(one.projected)}
                </td>
                <td className="figure dim">{quantity(one.pace)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
