import { type ComponentProps, useState } from 'react';
import { useT } from '../i18n';
import { IconButton } from './Button';
import { TextField } from './TextField';

/** Can be shown to its writer; password managers see an ordinary password field. */
export function PasswordField(props: Omit<ComponentProps<typeof TextField>, 'type' | 'trailing'>) {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      trailing={
        <IconButton
          icon={shown ? 'eyeOff' : 'eye'}
          label={shown ? t('password.hide') : t('password.show')}
          onClick={() => setShown(!shown)}
        />
      }
      type={shown ? 'text' : 'password'}
    />
  );
}
