import { Button, Modal, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AssetDoc, assetsUse } from '../../../contract/assets.ts';
import { outputList } from '../../../contract/output.ts';
import { MOST_MINUTES } from '../../../core/assets/asset.ts';
import { monthOf } from '../../../core/calendar.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';

/** Notes a use with its day: by the minutes that it saved as it feels, or for an accepted item. */
export function UseDialog({
  asset,
  user,
  onClose,
}: {
  readonly asset: AssetDoc;
  readonly user: { readonly name: string; readonly email: string } | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const use = useChange(assetsUse);
  const [day, setDay] = useState(useToday());
  const [minutes, setMinutes] = useState<string | number>(asset.lastMinutes ?? '');
  const [item, setItem] = useState<string | null>(null);
  const output = useAnswer(
    outputList,
    { month: monthOf(day), ...(user === null ? {} : { email: user.email }) },
    day !== '',
  );
  const accepted = (output.data?.items ?? []).filter(({ state }) => state === 'accepted');
  return (
    <Modal opened onClose={onClose} title={t('use.title', { name: asset.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          use.mutate(
            {
              id: asset.id,
              day,
              ...(user === null ? {} : { person: user.email }),
              ...(item === null ? {} : { item: Number(item) }),
              ...(item !== null || minutes === '' ? {} : { minutes: Number(minutes) }),
            },
            { onSuccess: onClose },
          );
        }}
        style={{ display: 'grid', gap: 10 }}
      >
        <p className="dim" style={{ margin: 0 }}>
          {t('use.by', { person: user?.name ?? '' })}
        </p>
        <DayInput label={t('use.day')} value={day} onChange={setDay} required />
        <NumberInput
          label={t('use.minutes')}
          description={t('use.minutesNote')}
          data-autofocus
          value={item === null ? minutes : ''}
          disabled={item !== null}
          onChange={setMinutes}
          min={1}
          max={MOST_MINUTES}
          allowDecimal={false}
          hideControls
        />
        <Select
          label={t('use.item')}
          description={t('use.itemNote')}
          placeholder={accepted.length === 0 ? t('use.noItem') : undefined}
          data={accepted.map((one) => ({
            value: String(one.id),
            label: `${formats.day(one.day)} · ${one.title ?? one.kind}`,
          }))}
          value={item}
          onChange={setItem}
          clearable
          searchable
        />
        {use.error && <FailureNotice error={use.error} />}
        <div>
          <Button type="submit" loading={use.isPending} disabled={day === ''}>
            {t('use.note')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
