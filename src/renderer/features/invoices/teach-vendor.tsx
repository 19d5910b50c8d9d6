import { Button, CloseButton, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InvoiceDoc, invoicesPicture, invoicesTeach } from '../../../contract/invoices.ts';
import type { InputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

type Taught = InputOf<typeof invoicesTeach>['pointed'][number];
/** A value that was pointed at. The vendor's own name is taken as it is printed, not by its place. */
export type Pointed = {
  readonly field: Taught['field'] | 'vendor';
  readonly box: Taught['box'];
  readonly text: string;
};

const FIELDS = ['vendor', 'number', 'issueDay', 'period', 'net', 'tax', 'total'] as const;
/** What no invoice can be posted without, in the order in which it is asked for. */
const NEEDED = ['number', 'issueDay', 'total'] as const;
export type TaughtField = (typeof FIELDS)[number];
const MOST_PIECES = 400;

/** A name read less surely than this is not offered as the vendor's. */
const SURE = 0.5;

function readVendor(invoice: InvoiceDoc): string {
  const read = invoice.fields.find((one) => one.field === 'vendor');
  return read && read.confidence >= SURE ? (invoice.vendor ?? '') : '';
}

/** What is pointed at first: the vendor's name where it was not read. */
export function firstField(invoice: InvoiceDoc): TaughtField {
  return readVendor(invoice) === '' ? 'vendor' : NEEDED[0];
}

/** What is pointed at next; `null` when nothing that is needed is left. */
export function nextField(pointed: readonly Pointed[]): TaughtField | null {
  return NEEDED.find((field) => !pointed.some((one) => one.field === field)) ?? null;
}

const isTaught = (one: Pointed): one is Pointed & { readonly field: Taught['field'] } =>
  one.field !== 'vendor';

/** Teaches a vendor: choose a field, point at its value on the page or choose it here; once is enough. */
export function TeachVendor({
  invoice,
  isOpen,
  onOpen,
  pointing,
  onPointing,
  pointed,
  onPoint,
  onForget,
}: {
  readonly invoice: InvoiceDoc;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly pointing: TaughtField | null;
  readonly onPointing: (field: TaughtField | null) => void;
  readonly pointed: readonly Pointed[];
  readonly onPoint: (box: Pointed['box'], text: string) => void;
  readonly onForget: (field: Pointed['field']) => void;
}) {
  const { t } = useTranslation(['invoices', 'shell']);
  const teach = useChange(invoicesTeach);
  const [typed, setTyped] = useState<string | null>(null);
  const [sought, setSought] = useState('');
  const picture = useAnswer(invoicesPicture, { id: invoice.id }, isOpen);
  const pieces = (picture.data?.pages ?? []).flatMap((page) =>
    page.pieces.map((piece, index) => ({ id: `${page.page} ${index}`, page: page.page, ...piece })),
  );
  if (!isOpen) {
    return (
      <div>
        <Button variant="default" onClick={() => onOpen(true)}>
          {t('teach.open')}
        </Button>
        {teach.data && (
          <p role="status" style={{ margin: '8px 0 0' }}>
            ✓ {t('teach.learned', { vendor: teach.data.vendor ?? '' })}
          </p>
        )}
      </div>
    );
  }
  const printed = pointed.find((one) => one.field === 'vendor')?.text;
  const name = printed ?? typed ?? readVendor(invoice);
  const vendor = name.trim();
  const values = pointed.filter(isTaught).map(({ field, box }) => ({ field, box }));
  const choose = (id: string | null): void => {
    const piece = pieces.find((one) => one.id === id);
    if (!piece) return;
    const { page, x, y, w, h, text } = piece;
    onPoint({ page, x, y, w, h }, text);
    setSought('');
  };
  return (
    <section className="card" aria-label={t('teach.open')}>
      <h2>{t('teach.open')}</h2>
      <p style={{ margin: '0 0 10px', maxWidth: '60ch' }}>
        {picture.data && pieces.length === 0 ? t('teach.noText') : t('teach.text')}
      </p>
      <div className="invoice-fields">
        <TextInput
          label={t('field.vendor')}
          description={t('teach.vendorHint')}
          value={name}
          onChange={(event) => {
            if (printed !== undefined) onForget('vendor');
            setTyped(event.currentTarget.value);
            if (pointing === 'vendor') onPointing(nextField(pointed));
          }}
        />
        <Select
          label={t('teach.field')}
          description={t('teach.fieldHint')}
          placeholder={t('teach.choose')}
          data={FIELDS.map((field) => ({ value: field, label: t(`teach.${field}`) }))}
          value={pointing}
          onChange={(field) => onPointing(FIELDS.find((one) => one === field) ?? null)}
        />
        <Select
          label={t('teach.piece')}
          description={t('teach.pieceHint')}
          data={pieces
            .slice(0, MOST_PIECES)
            .map(({ id, text }) => ({ value: id, label: text.trim() }))}
          value={null}
          searchable
          searchValue={sought}
          onSearchChange={setSought}
          disabled={pointing === null || pieces.length === 0}
          onChange={choose}
        />
      </div>
      {pointed.length > 0 && (
        <ul className="pointed" aria-label={t('teach.pointed')}>
          {pointed.map(({ field, text }) => (
            <li key={field}>
              <span>
                {t(`teach.${field}`)}: <strong>{text}</strong>
              </span>
              <CloseButton
                size="sm"
                aria-label={t('teach.forget', { field: t(`teach.${field}`) })}
                onClick={() => onForget(field)}
              />
            </li>
          ))}
        </ul>
      )}
      {teach.error && <FailureNotice error={teach.error} />}
      <Group mt="sm" gap="xs">
        <Button
          loading={teach.isPending}
          disabled={vendor === '' || values.length === 0}
          onClick={() =>
            teach.mutate(
              { id: invoice.id, vendor, pointed: values },
              {
                onSuccess: () => {
                  setTyped(null);
                  onOpen(false);
                },
              },
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
