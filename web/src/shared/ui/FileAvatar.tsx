import { usePicture } from '../pictures';
import { Avatar } from './Avatar';

interface FileAvatarProps {
  id: string;
  name: string;
  photoFileId?: string | null | undefined;
  size?: number;
  online?: boolean;
}

/** An avatar whose picture is a file of the server. */
export function FileAvatar({ photoFileId, ...rest }: FileAvatarProps) {
  const src = usePicture(photoFileId);
  return <Avatar {...rest} src={src} />;
}
