import {
  Button,
  Checkbox,
  Group,
  Modal,
  PasswordInput,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsAdd } from '../../../contract/accounts.ts';
import { RefusedRequest } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';
import { HowTo } from '../products/how-to.tsx';
import { BY_PLAN, EXPORT_OF, EXPORTED, productOf } from '../products/products.ts';
import { searchProducts } from '../products/search-products.ts';
import { CapabilityList } from './capability-list.tsx';
import { keyHint } from './key-hint.ts';
import { KeySteps } from './key-steps.tsx';
import { startSync } from './sync-store.ts';
import { useProviders } from './use-providers.ts';

/** Names an account, its provider and key; checks the key and adds it. The key leaves the form with that. */
export function AddAccount({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['accounts', 'products', 'shell']);
  const providers = useProviders();
  const add = useSecretRequest(accountsAdd);
  const [isMore, setMore] = useState(false);
  const [productId, setProduct] = useState<string | null>(null);
  const [isByFile, setByFile] = useState(false);
  const product = productId === null ? undefined : productOf(productId);
  const form = useForm({
    initialValues: {
      account: '',
      provider: 'anthropic',
      key: '',
      url: '',
      organization: '',
      authority: '',
      firstDay: '',
      automatic: true,
      chargedElsewhere: false,
      runOnly: false,
      unchecked: false,
    },
    validate: {
      account: (value) => (value.trim() === '' ? t('add.nameNeeded') : null),
      key: (value) => (value.trim() === '' ? t('add.keyNeeded') : null),
      url: (value, { provider }) =>
        value.trim() === '' && providers.get(provider)?.baseUrl === null
          ? t('add.urlNeeded')
          : null,
      organization: (value, { provider }) =>
        value.trim() === '' && providers.get(provider)?.needsOrganization
          ? t('add.organizationNeeded')
          : null,
    },
  });
  const provider = providers.get(form.values.provider);
  const refused = add.error instanceof RefusedRequest ? add.error.error.code : null;
  const submit = form.onSubmit(async ({ runOnly, firstDay, ...values }) => {
    const added = await add.send({
      ...values,
      account: values.account.trim(),
      keepKey: runOnly ? 'run' : 'keychain',
      firstDay: firstDay || null,
    });
    if (added === null) return;
    form.setFieldValue('key', '');
    onClose();
    goTo('accounts', added.account);
    void startSync({ account: added.account });
  });
  const choose = (id: string | null): void => {
    const known = providers.get(id ?? '');
    setProduct(known === undefined ? id : null);
    if (known !== undefined) form.setFieldValue('provider', known.id);
  };
  const byKey = [...providers.values()].map(({ id, name }) => ({ value: id, label: name }));
  const chosen = (
    <Select
      label={t('column.provider')}
      data={[
        {
          group: t('products:group.key'),
          items: byKey,
        },
        { group: t('products:group.export'), items: EXPORTED.map(optionOf) },
        {
          group: t('products:group.plan'),
          items: BY_PLAN.filter(({ name }) => !byKey.some(({ label }) => label === name)).map(
            optionOf,
          ),
        },
      ]}
      allowDeselect={false}
      searchable
      filter={searchProducts}
      maxDropdownHeight={320}
      value={productId ?? form.values.provider}
      onChange={choose}
    />
  );
  if (product) {
    return (
      <Modal opened size="lg" onClose={onClose} title={t('add.title')}>
        {chosen}
        <HowTo product={product} onLeave={onClose} />
      </Modal>
    );
  }
  const exported = productOf(EXPORT_OF[form.values.provider] ?? '');
  return (
    <Modal opened size="lg" onClose={onClose} title={t('add.title')}>
      <form onSubmit={submit} autoComplete="off">
        <Group grow align="start">
          {chosen}
          <TextInput
            label={t('add.name')}
            placeholder={provider?.name ?? ''}
            required
            data-autofocus
            {...form.getInputProps('account')}
          />
        </Group>
        {provider?.needsOrganization && (
          <TextInput
            mt="xs"
            label={t(`add.organizationOf.${provider.id}`, { defaultValue: t('add.organization') })}
            description={t(`add.organizationHintOf.${provider.id}`, {
              defaultValue: t('add.organizationHint'),
            })}
            required
            {...form.getInputProps('organization')}
          />
        )}
        {provider?.allowsCustomUrl && (
          <TextInput
            mt="xs"
            label={t('add.url')}
            description={t(`add.urlHintOf.${provider.id}`, { defaultValue: t('add.urlHint') })}
            placeholder={provider.baseUrl ?? 'https://llm.example.com'}
            required={provider.baseUrl === null}
            {...form.getInputProps('url')}
          />
        )}
        <PasswordInput
          mt="xs"
          label={t('add.key')}
          description={provider ? keyHint(t, provider.keyHint) : undefined}
          required
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('add.showKey') }}
          {...form.getInputProps('key')}
        />
        {provider && <KeySteps provider={provider.id} />}
        <Checkbox
          mt="sm"
          label={t('add.automatic')}
          {...form.getInputProps('automatic', { type: 'checkbox' })}
        />
        <Checkbox
          mt="xs"
          label={t('add.runOnly')}
          {...form.getInputProps('runOnly', { type: 'checkbox' })}
        />
        {refused === 'offline' && (
          <Checkbox
            mt="xs"
            label={t('add.unchecked')}
            {...form.getInputProps('unchecked', { type: 'checkbox' })}
          />
        )}
        <button
          type="button"
          className="door"
          style={{ marginTop: 10 }}
          aria-expanded={isMore}
          onClick={() => setMore(!isMore)}
        >
          {t('add.more')}
        </button>
        {isMore && (
          <>
            <DayInput
              mt="xs"
              label={t('add.firstDay')}
              description={t('add.firstDayHint')}
              {...form.getInputProps('firstDay')}
            />
            {provider?.baseUrl === null && (
              <>
                <Checkbox
                  mt="sm"
                  label={t('add.elsewhere')}
                  {...form.getInputProps('chargedElsewhere', { type: 'checkbox' })}
                />
                <Textarea
                  mt="xs"
                  label={t('add.authority')}
                  description={t('add.authorityHint')}
                  autosize
                  minRows={2}
                  maxRows={6}
                  {...form.getInputProps('authority')}
                />
              </>
            )}
          </>
        )}
        {provider && <CapabilityList provider={provider} />}
        {exported && (
          <div style={{ marginTop: 10 }}>
            <button
              type="button"
              className="door"
              aria-expanded={isByFile}
              onClick={() => setByFile(!isByFile)}
            >
              {t('products:withoutKey')}
            </button>
            {isByFile && <HowTo product={exported} onLeave={onClose} />}
          </div>
        )}
        {add.error && <FailureNotice error={add.error} />}
        <Button type="submit" mt="md" loading={add.isPending}>
          {t('add.check')}
        </Button>
      </form>
    </Modal>
  );
}

const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
