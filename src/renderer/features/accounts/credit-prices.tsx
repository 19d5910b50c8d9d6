import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { accountsCreditPrice, type accountsList } from '../../../contract/accounts.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useChange } from '../../ask.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

type CreditPrice = OutputOf<typeof accountsList>['creditPrices'][number];

/** What a credit costs by contract, for accounts whose credits are money; until it is said their rows wait. */
export function CreditPrices({ creditPrices }: { readonly creditPrices: readonly CreditPrice[] }) {
  const { t } = useTranslation('accounts');
  if (creditPrices.length === 0) return null;
  return (
    <section className="card">
      <h2 className="card-title">{t('credits.title')}</h2>
      <p className="dim">{t('credits.text')}</p>
      {creditPrices.map((one) => (
        <OneAccount key={one.account} of={one} />
      ))}
    </section>
  );
}

function OneAccount({ of: { account, prices, waiting } }: { readonly of: CreditPrice }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const save = useChange(accountsCreditPrice);
  const form = useForm({
    initialValues: { price: '', currency: prices.at(-1)?.currency ?? 'USD', from: '' },
    validate: {
      price: (value) => (/^\d+([.,]\d+)?$/.test(value.trim()) ? null : t('credits.priceNeeded')),
      currency: (value) => (value.trim().length === 3 ? null : t('credits.currencyNeeded')),
      from: (value) => (value === '' ? t('credits.fromNeeded') : null),
    },
  });
  const submit = form.onSubmit(({ price, currency, from }) => {
    const input = { account, price: price.trim().replace(',', '.'), currency, from };
    save.mutate(input, { onSuccess: () => form.reset() });
  });
  return (
    <form onSubmit={submit} aria-label={t('credits.of', { account })}>
      <p style={{ margin: '8px 0 4px' }}>
        {formats.sentences(
          prices.length === 0
            ? t('credits.none', { account })
            : t('credits.holds', {
                account,
                prices: formats.list(
                  prices.map(({ from, price, currency }) =>
                    t('credits.since', {
                      price: `${price} ${currency}`,
                      day: formats.day(from),
                    }),
                  ),
                ),
              }),
          waiting > 0 && t('credits.waiting', { count: waiting, rows: formats.number(waiting) }),
        )}
      </p>
      <Group align="start" gap="xs">
        <TextInput
          label={t('credits.price')}
          placeholder="0.04"
          inputMode="decimal"
          w={140}
          {...form.getInputProps('price')}
        />
        <TextInput
          label={t('credits.currency')}
          maxLength={3}
          w={100}
          {...form.getInputProps('currency')}
        />
        <DayInput label={t('credits.from')} w={180} {...form.getInputProps('from')} />
        <Button type="submit" variant="default" mt={25} loading={save.isPending}>
          {t('credits.save')}
        </Button>
      </Group>
      {save.error && <FailureNotice error={save.error} />}
    </form>
  );
}
