import { Autocomplete, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outputLog } from '../../../contract/output.ts';
import { lastDay } from '../../../core/calendar.ts';
import { useChange } from '../../ask.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useToday } from '../../ui/today.ts';

/** Logs items by keyboard: Enter logs one and puts the cursor back, with person, day and kind kept. */
export function QuickEntry({
  month,
  people,
  kinds,
  isOwn = false,
}: {
  readonly month: string;
  readonly people: readonly { readonly name: string; readonly email: string }[];
  readonly kinds: readonly string[];
  /** In a person's own book nobody is asked whose it is, nor who accepted it: that is the office's. */
  readonly isOwn?: boolean;
}) {
  const { t } = useTranslation('output');
  const log = useChange(outputLog);
  const titleField = useRef<HTMLInputElement>(null);
  const today = useToday();
  const [email, setEmail] = useState<string | null>(people[0]?.email ?? null);
  const [day, setDay] = useState(today.startsWith(month) ? today : lastDay(month));
  const [kind, setKind] = useState(kinds[0] ?? '');
  const [quantity, setQuantity] = useState<string | number>(1);
  const [title, setTitle] = useState('');
  const [acceptedBy, setAcceptedBy] = useState('');
  const [minutes, setMinutes] = useState<string | number>('');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (email === null) return;
    log.mutate(
      {
        email,
        day,
        kind,
        quantity: String(quantity),
        title: title || null,
        link: null,
        acceptedBy: acceptedBy || null,
        minutesSaved: minutes === '' ? null : Number(minutes),
      },
      {
        onSuccess: () => {
          setTitle('');
          setMinutes('');
          titleField.current?.focus();
        },
      },
    );
  };
  return (
    <section className="card">
      <h2>{t(isOwn ? 'entry.own' : 'entry.title')}</h2>
      <form
        onSubmit={submit}
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))',
          gap: 10,
          alignItems: 'end',
        }}
      >
        {!isOwn && (
          <Select
            label={t('entry.person')}
            data={people.map((one) => ({ value: one.email, label: one.name }))}
            value={email}
            onChange={setEmail}
            searchable
            required
          />
        )}
        <DayInput label={t('entry.day')} value={day} onChange={setDay} required />
        <Autocomplete
          size="xs"
          label={t('entry.kind')}
          data={[...kinds]}
          value={kind}
          onChange={setKind}
          required
        />
        <NumberInput
          label={t('entry.quantity')}
          value={quantity}
          onChange={setQuantity}
          min={0.001}
          decimalScale={3}
          hideControls
          required
        />
        <TextInput
          ref={titleField}
          label={t('entry.what')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {!isOwn && (
          <TextInput
            label={t('entry.acceptedBy')}
            value={acceptedBy}
            onChange={(event) => setAcceptedBy(event.currentTarget.value)}
          />
        )}
        <NumberInput
          label={t('entry.minutes')}
          value={minutes}
          onChange={setMinutes}
          min={0}
          allowDecimal={false}
          hideControls
        />
        <Button type="submit" loading={log.isPending}>
          {t('entry.log')}
        </Button>
      </form>
      {log.error && <FailureNotice error={log.error} />}
      {log.data && !log.data.isAccepted && (
        <p className="dim">{t(isOwn ? 'entry.queued' : 'entry.waits')}</p>
      )}
    </section>
  );
}
