import { Button, Checkbox, Group, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { limitsPlan, limitsPush } from '../../../contract/account-writes.ts';
import type { AccountDoc } from '../../../contract/accounts.ts';
import type { InputOf } from '../../../contract/request.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useChange } from '../../ask.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { AllowanceOffer } from './allowance-offer.tsx';
import { PlannedWrite } from './planned-write.tsx';

type Change = InputOf<typeof limitsPlan>;
const PERIODS = ['month', 'week', 'day', 'lifetime', 'cycle'] as const;

/** Sets a limit at the provider: first what would be sent, then, confirmed, what the provider says. */
export function PushDialog({
  account,
  onClose,
}: {
  readonly account: AccountDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['accounts', 'shell']);
  const formats = useFormats();
  const plan = useChange(limitsPlan);
  const push = useChange(limitsPush);
  const scopes = account.capabilities?.setLimit ?? [];
  const form = useForm({
    initialValues: {
      scope: scopes[0] ?? ('person' as Change['scope']),
      target: '',
      amount: '',
      none: false,
      period: 'month' as Change['period'],
    },
    validate: {
      target: (value, { scope }) =>
        scope !== 'organization' && value === '' ? t('push.targetNeeded') : null,
      amount: (value, { none }) =>
        none || parseMicro(value) !== null ? null : t('push.amountNeeded'),
    },
    onValuesChange: () => plan.reset(),
  });
  const change = ({ scope, target, amount, none, period }: typeof form.values): Change => ({
    account: account.name,
    scope,
    target: scope === 'organization' ? null : target,
    amount: none ? null : { amount: microText(parseMicro(amount) ?? 0n), currency: 'USD' },
    period,
  });
  const told = push.data?.limit;
  const person = personOf(account, form.values.scope, form.values.target);
  return (
    <Modal opened onClose={onClose} title={t('push.title', { account: account.name })}>
      <form onSubmit={form.onSubmit((values) => plan.mutate(change(values)))}>
        <Select
          label={t('push.scope')}
          data={scopes.map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))}
          allowDeselect={false}
          {...form.getInputProps('scope')}
        />
        <Target account={account} scope={form.values.scope} field={form.getInputProps('target')} />
        {person !== null && (
          <AllowanceOffer
            person={person}
            onTake={({ amount, period }) =>
              form.setValues({ amount: amount.amount, period, none: false })
            }
          />
        )}
        <Group grow mt="xs" align="start">
          <AmountInput
            currency={null}
            label={t('push.amount')}
            disabled={form.values.none}
            {...form.getInputProps('amount')}
          />
          <Select
            label={t('push.period')}
            data={PERIODS.map((one) => ({ value: one, label: t(`period.${one}`) }))}
            allowDeselect={false}
            {...form.getInputProps('period')}
          />
        </Group>
        <Checkbox
          mt="xs"
          label={t('push.none')}
          {...form.getInputProps('none', { type: 'checkbox' })}
        />
        {plan.error && <FailureNotice error={plan.error} />}
        {!plan.data && (
          <Button type="submit" mt="md" loading={plan.isPending}>
            {t('push.plan')}
          </Button>
        )}
      </form>
      {plan.data && <PlannedWrite plan={plan.data} />}
      {push.error && <FailureNotice error={push.error} />}
      {told && (
        <p role="status">
          {told.amount === null
            ? t('push.nowNone')
            : t('push.now', {
                limit: t(`keys.per.${told.period}`, { amount: formats.money(told.amount) }),
              })}
        </p>
      )}
      {plan.data && !push.data && (
        <Group mt="md">
          <Button
            loading={push.isPending}
            onClick={() => push.mutate({ ...change(form.values), confirmed: true })}
          >
            {t('push.send')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('shell:actions.cancel')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}

/** The person behind the target, where the account and the book agree on one. */
function personOf(account: AccountDoc, scope: Change['scope'], target: string): string | null {
  const known =
    scope === 'person'
      ? account.memberList.find(({ identity }) => identity === target)
      : scope === 'key'
        ? account.keyList.find(({ id }) => id === target)
        : undefined;
  return known?.person ?? null;
}

type Field = ReturnType<ReturnType<typeof useForm>['getInputProps']>;

/** Whom the limit holds for: members and keys are chosen by name, the rest is typed as the provider calls it. */
function Target({
  account,
  scope,
  field,
}: {
  readonly account: AccountDoc;
  readonly scope: Change['scope'];
  readonly field: Field;
}) {
  const { t } = useTranslation('accounts');
  if (scope === 'organization') return null;
  const known =
    scope === 'person'
      ? account.memberList.map(({ identity, name, email }) => ({
          value: identity,
          label: name ?? email ?? identity,
        }))
      : scope === 'key'
        ? account.keyList.map(({ id, name }) => ({ value: id, label: name ?? id }))
        : account.limitList.flatMap(({ scope: of, target, name }) =>
            of === scope && target !== null ? [{ value: target, label: name ?? target }] : [],
          );
  const label = t('push.target');
  return known.length > 0 ? (
    <Select mt="xs" label={label} data={known} searchable {...field} />
  ) : (
    <TextInput mt="xs" label={label} description={t('push.targetHint')} {...field} />
  );
}
