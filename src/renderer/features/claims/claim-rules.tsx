import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { claimsPolicy, claimsPolicySet, type PolicyDoc } from '../../../contract/claims.ts';
import { companyShow, type PersonDoc } from '../../../contract/company.ts';
import { microText, parseMicro } from '../../../core/money.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { ClaimCaps } from './claim-caps.tsx';

/** The rules for claims: caps first, then what every claim is asked. */
export function ClaimRules({ people }: { readonly people: readonly PersonDoc[] }) {
  const policy = useAnswer(claimsPolicy, {});
  const company = useAnswer(companyShow, {});
  const error = policy.error ?? company.error;
  if (error) return <FailureNotice error={error} />;
  if (!policy.data || !company.data) return <PartSkeleton height={320} />;
  return (
    <OnlyFor request={claimsPolicySet}>
      <ClaimCaps caps={policy.data.policy.caps} currency={company.data.currency} people={people} />
      <RuleForm
        key={JSON.stringify(policy.data.policy)}
        policy={policy.data.policy}
        currency={company.data.currency}
      />
    </OnlyFor>
  );
}

const listed = (text: string): string[] | null => {
  const parts = text
    .split(/[,，;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return parts.length === 0 ? null : parts;
};

function RuleForm({ policy, currency }: { readonly policy: PolicyDoc; readonly currency: string }) {
  const { t } = useTranslation(['claims', 'shell']);
  const save = useChange(claimsPolicySet);
  const isAmount = (value: string): string | null =>
    value.trim() === '' || parseMicro(value) !== null ? null : t('rules.amountNeeded');
  const isWithin =
    (most: number, isWhole: boolean) =>
    (value: string): string | null => {
      if (value.trim() === '') return null;
      const number = Number(value);
      const isIn = number >= (isWhole ? 1 : 0) && number <= most;
      return isIn && (!isWhole || Number.isInteger(number))
        ? null
        : t('rules.numberNeeded', { most });
    };
  const form = useForm({
    initialValues: {
      receiptAbove: policy.receiptAbove?.amount ?? '',
      maxAgeDays: policy.maxAgeDays === null ? '' : String(policy.maxAgeDays),
      tools: policy.tools?.join(', ') ?? '',
      currencies: policy.currencies?.join(', ') ?? '',
      approvers: policy.approvers?.join(', ') ?? '',
      standIns: policy.standIns
        .map(({ approver, standIn }) => `${approver} = ${standIn}`)
        .join(', '),
      secondAbove: policy.secondApproverAbove?.amount ?? '',
      uplift: policy.requiredUplift === null ? '' : String(Math.round(policy.requiredUplift * 100)),
      holder: policy.payer.holder,
      iban: policy.payer.iban ?? '',
      bic: policy.payer.bic ?? '',
    },
    validate: {
      receiptAbove: isAmount,
      secondAbove: isAmount,
      maxAgeDays: isWithin(3660, true),
      uplift: isWithin(1000, false),
      standIns: (value) =>
        (listed(value) ?? []).every((one) => /^[^=]+=[^=]+$/.test(one))
          ? null
          : t('rules.standInNeeded'),
    },
  });
  const submit = form.onSubmit((values) => {
    const amount = (text: string): PolicyDoc['receiptAbove'] => {
      const micro = text.trim() === '' ? null : parseMicro(text);
      return micro === null ? null : { amount: microText(micro), currency };
    };
    save.mutate({
      receiptAbove: amount(values.receiptAbove),
      maxAgeDays: values.maxAgeDays.trim() === '' ? null : Number(values.maxAgeDays),
      tools: listed(values.tools),
      currencies: listed(values.currencies)?.map((code) => code.toUpperCase()) ?? null,
      approvers: listed(values.approvers),
      standIns: (listed(values.standIns) ?? []).map((one) => {
        const [approver = '', standIn = ''] = one.split('=').map((text) => text.trim());
        return { approver, standIn };
      }),
      secondApproverAbove: amount(values.secondAbove),
      requiredUplift: values.uplift.trim() === '' ? null : Number(values.uplift) / 100,
      payer: {
        holder: values.holder.trim(),
        iban: values.iban.trim() || null,
        bic: values.bic.trim() || null,
      },
    });
  });
  const field = (name: keyof typeof form.values, note?: string) => ({
    label: t(`rules.${name}`, { currency }),
    description: note === undefined ? undefined : t(`rules.${note}`),
    ...form.getInputProps(name),
  });
  return (
    <section className="card">
      <h2>
        {t('rules.title')}
        <Explained word="claim" />
      </h2>
      <form onSubmit={submit} style={{ display: 'grid', gap: 10, maxWidth: 860 }}>
        <div style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
          <TextInput w={200} {...field('receiptAbove', 'emptyNever')} />
          <TextInput w={200} {...field('maxAgeDays', 'emptyAny')} />
          <TextInput w={200} {...field('secondAbove', 'emptyNever')} />
          <TextInput w={200} {...field('uplift', 'emptyNotAsked')} />
        </div>
        <TextInput {...field('tools', 'emptyAny')} />
        <TextInput {...field('currencies', 'emptyAny')} />
        <TextInput {...field('approvers', 'emptyAnybody')} />
        <TextInput {...field('standIns', 'standInsNote')} />
        <div style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
          <TextInput w={260} {...field('holder')} />
          <TextInput w={280} {...field('iban')} />
          <TextInput w={160} {...field('bic')} />
        </div>
        {save.error && <FailureNotice error={save.error} />}
        <div>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('shell:actions.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
