import { useTranslation } from 'react-i18next';
import { importsRun } from '../../../contract/imports.ts';
import { useMay } from '../../here.ts';
import { goTo } from '../../route.ts';
import { useDroppedFiles } from '../../ui/use-dropped-files.ts';
import { isInvitation, useInvitation } from '../join/invitation.ts';
import { queueFiles } from './import-queue.ts';

/** Files may be dropped anywhere on the window: they land in the queue of imports; an invitation is joined with. */
export function DropAnywhere() {
  const { t } = useTranslation('imports');
  const takes = useMay()(importsRun);
  const isOver = useDroppedFiles((files) => {
    const invitation = files.find(isInvitation);
    if (invitation !== undefined) return useInvitation.setState({ file: invitation });
    if (!takes) return;
    queueFiles(files);
    goTo('imports');
  });
  return isOver ? (
    <p className="drop-hint" role="status">
      {t('drop.here')}
    </p>
  ) : null;
}
