import { useT } from '@/shared/i18n';

export default function SignUpPage() {
  const t = useT();
  return <main>{t('welcome.title')}</main>;
}
