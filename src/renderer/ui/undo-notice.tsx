import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says what was done, with the way back; it goes by itself. */
export function offerUndo(message: string, undo: () => Promise<unknown>): void {
  offer(message, i18next.t('shell:actions.undo'), undo);
}

/** Says what was undone, with the way forward again. */
export function offerRedo(message: string, redo: () => void): void {
  offer(message, i18next.t('shell:actions.redo'), async () => redo());
}

function offer(message: string, verb: string, undo: () => Promise<unknown>): void {
  const id = notifications.show({
    message: (
      <span className="undo">
        {message}{' '}
        <button
          type="button"
          className="door"
          onClick={() => {
            notifications.hide(id);
            undo().catch((error: Error) =>
              notifications.show({ message: error.message, color: 'orange', role: 'alert' }),
            );
          }}
        >
          {verb}
        </button>
      </span>
    ),
    autoClose: 15_000,
    withBorder: true,
    role: 'status',
  });
}
