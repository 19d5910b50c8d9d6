import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AssetDoc,
  assetsRemove,
  assetsRestore,
  assetsRetire,
  assetsUnuse,
  assetsUse,
} from '../../../contract/assets.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { ask, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { Delivery } from '../mine/delivery.tsx';
import { KIND_KEYS } from './asset-words.ts';
import { UseDialog } from './use-dialog.tsx';
import { UseList } from './use-list.tsx';

type User = { readonly name: string; readonly email: string };

/** Every asset by name, with a button that notes a use of it as the last time. */
export function AssetTable({
  assets,
  currency,
  user,
  isMine = false,
}: {
  readonly assets: readonly AssetDoc[];
  readonly currency: string;
  readonly user: User | null;
  /** A person's own book: how far each has come to the office, in the place of what it cost. */
  readonly isMine?: boolean;
}) {
  const { t } = useTranslation(['assets', 'mine']);
  const formats = useFormats();
  const use = useChange(assetsUse);
  const [opened, setOpened] = useState<number | null>(null);
  const [telling, setTelling] = useState<AssetDoc | null>(null);
  const noteAgain = (asset: AssetDoc): void =>
    use.mutate(
      { id: asset.id, ...(user === null ? {} : { person: user.email }) },
      {
        onSuccess: ({ use: made }) =>
          offerUndo(t('use.noted', { name: asset.name, person: user?.name ?? '' }), () =>
            ask(assetsUnuse, { use: made }),
          ),
      },
    );
  return (
    <div className="scroll-x">
      {use.error && <FailureNotice error={use.error} />}
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.asset')}</th>
            <th>{t('column.maker')}</th>
            {isMine ? (
              <th>{t('mine:delivery.head')}</th>
            ) : (
              <>
                <th className="figure">{t('column.cost', { currency })}</th>
                <th className="figure">{t('column.left', { currency })}</th>
              </>
            )}
            <th className="figure">{t('column.uses')}</th>
            <th className="figure">{t('column.felt')}</th>
            <th className="figure">{t('column.units')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {assets.map((one) => (
            <Fragment key={one.id}>
              <tr>
                <td>
                  {one.name}
                  <div className="dim small-note">
                    {[t(`kind.${KIND_KEYS[one.kind]}`), one.tool, one.place]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </div>
                </td>
                <td>
                  {one.maker?.name ?? one.email}
                  <div className="dim small-note">{formats.shortMonths(one.from, one.to)}</div>
                </td>
                {isMine ? <OnItsWay asset={one} /> : <Cost asset={one} />}
                <td className="figure">
                  {one.uses === 0 ? (
                    '0'
                  ) : (
                    <button
                      type="button"
                      className="door"
                      aria-expanded={opened === one.id}
                      aria-label={t('usesOf', { count: one.uses, name: one.name })}
                      onClick={() => setOpened(opened === one.id ? null : one.id)}
                    >
                      {formats.number(one.uses, 0)}
                    </button>
                  )}
                  <div className="dim small-note">
                    {t('byOthers', {
                      count: one.byOthers,
                      others: formats.number(one.byOthers, 0),
                    })}
                  </div>
                </td>
                <td className="figure">
                  {one.feltMinutes === null
                    ? '–'
                    : t('minutes', {
                        count: one.feltMinutes,
                        minutes: formats.number(one.feltMinutes, 0),
                      })}
                  {one.feltWorth !== null && one.feltMinutes !== null && one.feltMinutes > 0 && (
                    <div className="dim small-note">
                      {t('worth', { amount: formats.money(one.feltWorth) })}
                    </div>
                  )}
                </td>
                <td className="figure">{formats.number(one.units)}</td>
                <td>
                  <Acts asset={one} onUse={noteAgain} onTell={setTelling} />
                </td>
              </tr>
              {opened === one.id && (
                <tr>
                  <td colSpan={isMine ? 7 : 8}>
                    <UseList id={one.id} isMine={isMine} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {telling && <UseDialog asset={telling} user={user} onClose={() => setTelling(null)} />}
    </div>
  );
}

function Cost({ asset }: { readonly asset: AssetDoc }) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const { cost, left, missing, retired } = asset;
  const amount = (money: MoneyShape | null): string =>
    money === null ? '–' : formats.amount(money);
  return (
    <>
      <td className="figure">
        {amount(cost)}
        {missing !== null && <div className="warn small-note">{t(`missing.${missing}`)}</div>}
      </td>
      <td className="figure">
        {retired === null ? amount(left) : t('retired')}
        {retired !== null && <div className="dim small-note">{formats.day(retired)}</div>}
      </td>
    </>
  );
}

/** One's own: how far it has come. Of colleagues' only whether it was retired is news. */
function OnItsWay({ asset }: { readonly asset: AssetDoc }) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  return (
    <td>
      {asset.delivery === undefined ? '–' : <Delivery type="asset" item={asset} />}
      {asset.retired !== null && (
        <div className="dim small-note">
          {t('retired')} {formats.day(asset.retired)}
        </div>
      )}
    </td>
  );
}

function Acts({
  asset,
  onUse,
  onTell,
}: {
  readonly asset: AssetDoc;
  readonly onUse: (asset: AssetDoc) => void;
  readonly onTell: (asset: AssetDoc) => void;
}) {
  const { t } = useTranslation(['assets', 'shell']);
  const retire = useChange(assetsRetire);
  const remove = useChange(assetsRemove);
  const { id, name } = asset;
  // Others' assets are used, not retired: of those the hours are not told.
  const isOwn = asset.hours !== null;
  const error = retire.error ?? remove.error;
  const retireWithUndo = (): void =>
    retire.mutate(
      { id },
      {
        onSuccess: () =>
          offerUndo(t('retireDone', { name }), () => ask(assetsRetire, { id, isRetired: false })),
      },
    );
  const removeWithUndo = (): void =>
    remove.mutate(
      { id },
      {
        onSuccess: () => offerUndo(t('removed', { name }), () => ask(assetsRestore, { id })),
      },
    );
  const door = (words: string, named: string, act: () => void) => (
    <button type="button" className="door" aria-label={named} onClick={act}>
      {words}
    </button>
  );
  return (
    <div className="acts">
      {error && <FailureNotice error={error} />}
      {asset.retired === null && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('use.againNamed', { name })}
            title={
              asset.lastMinutes === null
                ? t('use.firstNote')
                : t('use.againNote', { count: asset.lastMinutes })
            }
            onClick={() => onUse(asset)}
          >
            {t('use.again')}
          </Button>
          {door(t('use.tell'), t('use.tellNamed', { name }), () => onTell(asset))}
        </>
      )}
      {isOwn &&
        (asset.retired === null
          ? door(t('retire'), t('retireNamed', { name }), retireWithUndo)
          : door(t('resume'), t('resumeNamed', { name }), () =>
              retire.mutate({ id, isRetired: false }),
            ))}
      {isOwn && door(t('shell:actions.remove'), t('removeNamed', { name }), removeWithUndo)}
    </div>
  );
}
