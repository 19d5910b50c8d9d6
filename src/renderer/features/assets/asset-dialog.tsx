import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetsAdd } from '../../../contract/assets.ts';
import { ASSET_KINDS, MOST_MONTHS, SURVIVES } from '../../../core/assets/asset.ts';
import { monthOf } from '../../../core/calendar.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { MonthInput } from '../../ui/month-input.tsx';
import { useToday } from '../../ui/today.ts';
import { useActing } from '../claims/acting-as.tsx';
import { KIND_KEYS } from './asset-words.ts';

const USUAL_MONTHS = 12;

/** Records something reusable: what it is, who made it when, and what that took. */
export function AssetDialog({
  people,
  onClose,
}: {
  readonly people: readonly { readonly name: string; readonly email: string }[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['assets', 'shell']);
  const add = useChange(assetsAdd);
  const now = monthOf(useToday());
  const actor = useActing();
  const known = people.find(({ email }) => email === actor) ?? people[0];
  const [name, setName] = useState('');
  const [kind, setKind] = useState<string>('prompt');
  const [maker, setMaker] = useState<string | null>(known?.email ?? null);
  const [from, setFrom] = useState(now);
  const [to, setTo] = useState(now);
  const [share, setShare] = useState<string | number>('');
  const [hours, setHours] = useState<string | number>('');
  const [months, setMonths] = useState<string | number>(USUAL_MONTHS);
  const [place, setPlace] = useState('');
  const [tool, setTool] = useState('');
  const [survives, setSurvives] = useState<string>('unknown');
  const submit = (): void =>
    add.mutate(
      {
        name,
        kind,
        from,
        ...(maker === null ? {} : { maker }),
        ...(to === '' ? {} : { to }),
        share: String(share),
        hours: String(hours),
        ...(months === '' ? {} : { months: Number(months) }),
        place,
        tool,
        survives,
      },
      { onSuccess: onClose },
    );
  return (
    <Modal opened onClose={onClose} size="lg" title={t('add.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        style={{ display: 'grid', gap: 10, gridTemplateColumns: '1fr 1fr' }}
      >
        <TextInput
          label={t('add.name')}
          data-autofocus
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('add.kind')}
          data={ASSET_KINDS.map((one) => ({ value: one, label: t(`kind.${KIND_KEYS[one]}`) }))}
          value={kind}
          onChange={(value) => setKind(value ?? kind)}
          allowDeselect={false}
        />
        <Select
          label={t('add.maker')}
          data={people.map((one) => ({ value: one.email, label: one.name }))}
          value={maker}
          onChange={setMaker}
          allowDeselect={false}
          searchable
          required
        />
        <TextInput
          label={t('add.place')}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <MonthInput label={t('add.from')} value={from} onChange={setFrom} required />
        <MonthInput label={t('add.to')} value={to} onChange={setTo} required />
        <NumberInput
          label={t('add.share')}
          description={t('add.shareNote')}
          value={share}
          onChange={setShare}
          min={0}
          max={100}
          decimalScale={3}
          suffix=" %"
          hideControls
        />
        <NumberInput
          label={t('add.hours')}
          description={t('add.hoursNote')}
          value={hours}
          onChange={setHours}
          min={0}
          decimalScale={3}
          hideControls
        />
        <NumberInput
          label={t('add.months')}
          description={t('add.monthsNote')}
          value={months}
          onChange={setMonths}
          min={1}
          max={MOST_MONTHS}
          allowDecimal={false}
          hideControls
        />
        <Select
          label={t('add.survives')}
          description={t('add.survivesNote')}
          data={SURVIVES.map((one) => ({ value: one, label: t(`survives.${one}`) }))}
          value={survives}
          onChange={(value) => setSurvives(value ?? survives)}
          allowDeselect={false}
        />
        <TextInput
          label={t('add.tool')}
          value={tool}
          onChange={(event) => setTool(event.currentTarget.value)}
        />
        <div style={{ gridColumn: '1 / -1' }}>
          {add.error && <FailureNotice error={add.error} />}
          <Button
            type="submit"
            mt={4}
            loading={add.isPending}
            disabled={name.trim() === '' || from === ''}
          >
            {t('add.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
