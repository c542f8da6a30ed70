import { useSession } from '@/shared/session';

export default function ProfilePage() {
  const name = useSession((session) => session.user?.name);
  return <main>{name}</main>;
}
