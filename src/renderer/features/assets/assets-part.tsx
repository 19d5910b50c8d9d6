import { Button, Select } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AssetsDoc, assetsList } from '../../../contract/assets.ts';
import { peopleList } from '../../../contract/company.ts';
import { listExport } from '../../../contract/list-exports.ts';
import { ask, useAnswer } from '../../ask.ts';
import { useLevel, useMay } from '../../here.ts';
import { goTo } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { EmptyState } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { useActing } from '../claims/acting-as.tsx';
import { AssetDialog } from './asset-dialog.tsx';
import { AssetTable } from './asset-table.tsx';
import { GoesAlong } from './goes-along.tsx';

/** What spend left behind that can be used again: what it cost, what is left of that, and its uses. */
export function AssetsPart() {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const answer = useAnswer(assetsList, {});
  const people = useAnswer(peopleList, {});
  const [isAdding, setAdding] = useState(false);
  const actor = useActing();
  const level = useLevel();
  const mayExport = useMay();
  const [chosen, setChosen] = useState<string | null>(null);
  const error = answer.error ?? people.error;
  if (error) return <FailureNotice error={error} />;
  if (!answer.data || !people.data) return <PartSkeleton height={320} />;
  // For others only an owner records and uses.
  const everybody = people.data.people.filter(
    ({ email }) => level === null || level === 'owner' || email === actor,
  );
  const isHere = (email: string | null) => everybody.some((one) => one.email === email);
  const user = [chosen, actor].find(isHere) ?? everybody[0]?.email ?? null;
  const add = (
    <Button disabled={everybody.length === 0} onClick={() => setAdding(true)}>
      {t('add.open')}
    </Button>
  );
  return (
    <>
      {answer.data.assets.length === 0 ? (
        <EmptyState
          action={
            <>
              {add}{' '}
              <Button variant="default" onClick={() => goTo('imports')}>
                {t('fromFile')}
              </Button>
            </>
          }
        >
          {t('empty')}
        </EmptyState>
      ) : (
        <>
          <section className="card">
            <div className="card-head">
              <h2>
                {t('title')}
                <Explained word="asset" />{' '}
                <small>{t('asOf', { day: formats.day(answer.data.asOf) })}</small>
              </h2>
              <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
                <span className="dim small-note">{t('user.label')}</span>
                <Select
                  size="xs"
                  aria-label={t('user.label')}
                  data={everybody.map((one) => ({ value: one.email, label: one.name }))}
                  value={user}
                  onChange={setChosen}
                  allowDeselect={false}
                  searchable
                  w={190}
                />
                {mayExport(listExport) && (
                  <SaveCsv
                    name={`assets-${answer.data.asOf}`}
                    write={(out) => ask(listExport, { kind: 'assets', out })}
                  >
                    {t('saveCsv')}
                  </SaveCsv>
                )}
                {add}
              </span>
            </div>
            <p className="dim" style={{ margin: '0 0 8px' }}>
              {sumSentence(answer.data, t, formats)}
            </p>
            <AssetTable
              assets={answer.data.assets}
              currency={answer.data.currency}
              user={everybody.find(({ email }) => email === user) ?? null}
            />
          </section>
          <GoesAlong assets={answer.data.assets} />
        </>
      )}
      {isAdding && <AssetDialog people={everybody} onClose={() => setAdding(false)} />}
    </>
  );
}

function sumSentence({ assets, share }: AssetsDoc, t: TFunction<'assets'>, formats: Formats) {
  const sum = (of: (one: AssetsDoc['assets'][number]) => number): number =>
    assets.reduce((total, one) => total + of(one), 0);
  return formats.sentences(
    share === null ? '' : t('sum.share', { share: formats.percent(share, 1) }),
    t('sum.uses', {
      count: sum(({ uses }) => uses),
      others: formats.number(
        sum(({ byOthers }) => byOthers),
        0,
      ),
    }),
    t('sum.felt'),
  );
}
