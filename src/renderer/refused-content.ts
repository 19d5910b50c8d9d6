import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Tells once, until it is closed, that the content policy refused the page something. The log has each, by the preload. */
export function tellRefusedContent(): () => void {
  const tell = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
    notifications.show({
      id: 'refused-content',
      color: 'orange',
      role: 'alert',
      autoClose: false,
      message: i18next.t('shell:refusedContent', { directive: effectiveDirective }),
    });
  };
  window.addEventListener('securitypolicyviolation', tell);
  return () => window.removeEventListener('securitypolicyviolation', tell);
}
