import { useState } from 'react';
import { CodeStep } from './CodeStep';
import { DetailsStep } from './DetailsStep';
import { keepRegistration, type Pending, readRegistration } from './registration';

/** First who one is, then the code from the mail. Going back keeps what was typed. */
export default function SignUpPage() {
  const [pending, setPending] = useState(readRegistration);
  const [editing, setEditing] = useState(false);
  const [password, setPassword] = useState('');

  function began(next: Pending, chosen: string) {
    keepRegistration(next);
    setPassword(chosen);
    setPending(next);
    setEditing(false);
  }

  if (pending === null || editing) {
    return <DetailsStep initial={{ name: pending?.name ?? '', email: pending?.email ?? '', password }} onBegan={began} />;
  }
  return <CodeStep onEdit={() => setEditing(true)} pending={pending} />;
}
