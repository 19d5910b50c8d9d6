import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/format.ts';
import { draftOf } from './mapping-draft.ts';

/** Which column is read as what, in one line, and the door to say it otherwise. */
export function ColumnsRead({
  mapping,
  onChange,
}: {
  /** `null`: the file's own layout is known. */
  readonly mapping: unknown;
  readonly onChange: () => void;
}) {
  const { t } = useTranslation('imports');
  return (
    <p className="dim" style={{ margin: '0 0 10px' }}>
      {mapping != null && (
        <>
          <MappingWords mapping={mapping} />{' '}
        </>
      )}
      <button type="button" className="door" onClick={onChange}>
        {t('mapping.change')}
      </button>
    </p>
  );
}

/** `Date ← Booked on, Amount ← Net sum, Currency: EUR`. */
export function MappingWords({ mapping }: { readonly mapping: unknown }) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const { columns, constants } = draftOf(mapping);
  return (
    <span>
      {formats.list([
        ...Object.entries(columns).map(([column, name]) =>
          t('mapping.from', { column: t(`field.${column}`), name }),
        ),
        ...Object.entries(constants).map(([column, value]) =>
          t('mapping.always', { column: t(`field.${column}`), value }),
        ),
      ])}
    </span>
  );
}
