import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsList } from '../../../contract/assets.ts';
import { useAnswer } from '../../ask.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { AssetDialog } from '../assets/asset-dialog.tsx';
import { AssetTable } from '../assets/asset-table.tsx';

type Me = { readonly name: string; readonly email: string };

/** What can be used again, one's own and colleagues': one click notes a use of it for the office. */
export function MyAssets({ me }: { readonly me: Me }) {
  const { t } = useTranslation(['mine', 'assets']);
  const answer = useAnswer(assetsList, {});
  const [isAdding, setAdding] = useState(false);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={160} />;
  const { assets, currency } = answer.data;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('assets:title')}
          <Explained word="asset" />
        </h2>
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          {t('assets:add.open')}
        </Button>
      </div>
      {assets.length === 0 ? (
        <p className="dim">{t('assets.none')}</p>
      ) : (
        <AssetTable assets={assets} currency={currency} user={me} isMine />
      )}
      {isAdding && <AssetDialog people={[me]} onClose={() => setAdding(false)} />}
    </section>
  );
}
