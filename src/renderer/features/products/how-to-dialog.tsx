import { Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HowTo } from './how-to.tsx';
import { BY_PLAN, EXPORTED, productOf } from './products.ts';
import { searchProducts } from './search-products.ts';

/** Where each product's figures are downloaded, chosen by its name. */
export function HowToDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('products');
  const [id, setId] = useState<string | null>(null);
  const product = id === null ? undefined : productOf(id);
  return (
    <Modal opened size="lg" onClose={onClose} title={t('where')}>
      <Select
        label={t('product')}
        placeholder={t('choose')}
        data={[
          { group: t('group.export'), items: EXPORTED.map(optionOf) },
          { group: t('group.plan'), items: BY_PLAN.map(optionOf) },
        ]}
        value={id}
        searchable
        filter={searchProducts}
        data-autofocus
        onChange={setId}
      />
      {product && <HowTo product={product} onLeave={onClose} />}
    </Modal>
  );
}

const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
