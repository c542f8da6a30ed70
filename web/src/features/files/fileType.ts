import type { FileView } from '@/shared/types';
import type { IconName } from '@/shared/ui/Icon';

const icons = {
  filePdf: 'pdf',
  fileText: 'txt md rtf doc docx odt pages tex log epub fb2',
  fileArchive: 'zip rar 7z gz tgz bz2 xz zst tar jar apk dmg iso cab',
  fileTable: 'xls xlsx ods csv tsv numbers parquet',
  fileSlides: 'ppt pptx odp key',
  filePicture: 'jpg jpeg png gif webp avif heic heif bmp tif tiff svg psd raw dng ico',
  fileAudio: 'mp3 m4a aac ogg oga opus wav flac mid midi aiff wma',
  fileVideo: 'mp4 m4v mov webm mkv avi wmv mpg mpeg 3gp ogv',
  fileCode: 'js ts tsx jsx json xml html css c h cpp cs java kt go rs py rb php sh ps1 sql yml yaml toml ipynb swift',
} as const satisfies Partial<Record<IconName, string>>;

const byExtension = new Map(Object.entries(icons).flatMap(([icon, names]) => names.split(' ').map((name) => [name, icon as IconName])));
const byFamily = new Map<string, IconName>(Object.entries({ audio: 'fileAudio', image: 'filePicture', text: 'fileText', video: 'fileVideo' } as const));

/** The extension in capitals; empty when there is none worth showing. */
export function extensionOf(name: string): string {
  const found = /[^.]\.([a-z0-9]{1,5})$/i.exec(name);
  return found ? found[1]!.toUpperCase() : '';
}

/** What the name says, else what the type does. */
export function fileIcon({ name, contentType }: Pick<FileView, 'name' | 'contentType'>): IconName {
  return byExtension.get(extensionOf(name).toLowerCase()) ?? byFamily.get(contentType.split('/')[0]!) ?? 'file';
}
