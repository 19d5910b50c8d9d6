import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InvoiceDoc, invoicesPicture, invoicesTeach } from '../../../contract/invoices.ts';
import type { InputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

export type Pointed = InputOf<typeof invoicesTeach>['pointed'][number] & { readonly text: string };

const FIELDS = ['number', 'issueDay', 'period', 'net', 'tax', 'total'] as const;

/** Teaches a vendor: choose a field, point at its value on the page; once is enough. */
export function TeachVendor({
  invoice,
  isOpen,
  onOpen,
  pointing,
  onPointing,
  pointed,
}: {
  readonly invoice: InvoiceDoc;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly pointing: string | null;
  readonly onPointing: (field: string | null) => void;
  readonly pointed: readonly Pointed[];
}) {
  const { t } = useTranslation(['invoices', 'shell']);
  const teach = useChange(invoicesTeach);
  const [vendor, setVendor] = useState(invoice.vendor ?? '');
  const [byKeyboard, setByKeyboard] = useState<readonly Pointed[]>([]);
  const picture = useAnswer(invoicesPicture, { id: invoice.id }, isOpen);
  const all = [
    ...byKeyboard.filter((one) => !pointed.some((other) => other.field === one.field)),
    ...pointed,
  ];
  const pieces = (picture.data?.pages ?? []).flatMap((page) =>
    page.pieces.map((piece, index) => ({ id: `${page.page} ${index}`, page: page.page, ...piece })),
  );
  if (!isOpen) {
    return (
      <div>
        <Button variant="default" onClick={() => onOpen(true)}>
          {t('teach.open')}
        </Button>
      </div>
    );
  }
  const choose = (id: string | null): void => {
    const piece = pieces.find((one) => one.id === id);
    if (!piece || pointing === null) return;
    const { page, x, y, w, h, text } = piece;
    const field = pointing as Pointed['field'];
    const box = { page, x, y, w, h };
    setByKeyboard([...byKeyboard.filter((one) => one.field !== field), { field, box, text }]);
  };
  return (
    <section className="card" aria-label={t('teach.open')}>
      <h2>{t('teach.open')}</h2>
      <p style={{ margin: '0 0 10px', maxWidth: '60ch' }}>{t('teach.text')}</p>
      <div className="invoice-fields">
        <TextInput
          label={t('field.vendor')}
          value={vendor}
          onChange={(event) => setVendor(event.currentTarget.value)}
        />
        <Select
          label={t('teach.field')}
          placeholder={t('teach.choose')}
          data={FIELDS.map((field) => ({ value: field, label: t(`teach.${field}`) }))}
          value={pointing}
          onChange={onPointing}
        />
        <Select
          label={t('teach.piece')}
          description={t('teach.pieceHint')}
          data={pieces.slice(0, 400).map(({ id, text }) => ({ value: id, label: text }))}
          value={null}
          searchable
          disabled={pointing === null}
          onChange={choose}
        />
      </div>
      {all.length > 0 && (
        <ul style={{ margin: '10px 0 0', paddingLeft: 18 }}>
          {all.map(({ field, text }) => (
            <li key={field}>
              {t(`teach.${field}`)}: {text}
            </li>
          ))}
        </ul>
      )}
      {teach.error && <FailureNotice error={teach.error} />}
      <Group mt="sm" gap="xs">
        <Button
          loading={teach.isPending}
          disabled={vendor.trim() === '' || all.length === 0}
          onClick={() =>
            teach.mutate(
              {
                id: invoice.id,
                vendor: vendor.trim(),
                pointed: all.map(({ field, box }) => ({ field, box })),
              },
              { onSuccess: () => onOpen(false) },
            )
          }
        >
          {t('teach.learn')}
        </Button>
        <Button variant="subtle" onClick={() => onOpen(false)}>
          {t('shell:actions.cancel')}
        </Button>
      </Group>
    </section>
  );
}
