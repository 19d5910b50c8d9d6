import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Request } from '../../../contract/request.ts';
import { useMay } from '../../here.ts';

/** What whoever sits here may read and not change: its fields and buttons rest, and that is said. */
export function OnlyFor({
  request,
  children,
}: {
  readonly request: Pick<Request, 'name'>;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('access');
  if (useMay()(request)) return children;
  return (
    <fieldset disabled className="read-only">
      <p className="dim" style={{ margin: 0 }}>
        {t('onlyOwner')}
      </p>
      {children}
    </fieldset>
  );
}
