import { expect, test } from 'vitest';
import { extensionOf, fileIcon } from './fileType';

test.each([
  ['Plan.PDF', 'application/pdf', 'filePdf'],
  ['notes.txt', 'text/plain', 'fileText'],
  ['all.tar.gz', 'application/gzip', 'fileArchive'],
  ['costs.xlsx', 'application/octet-stream', 'fileTable'],
  ['talk.odp', 'application/octet-stream', 'fileSlides'],
  ['beach.heic', 'application/octet-stream', 'filePicture'],
  ['song.mp3', 'audio/mpeg', 'fileAudio'],
  ['walk.mkv', 'video/x-matroska', 'fileVideo'],
  ['main.rs', 'text/plain', 'fileCode'],
  ['without ending', 'text/plain', 'fileText'],
  ['song', 'audio/ogg', 'fileAudio'],
  ['odd.qqq', 'application/octet-stream', 'file'],
  ['.profile', 'application/octet-stream', 'file'],
  ['constructor', 'constructor/x', 'file'],
])('%s of type %s has the icon %s', (name, contentType, icon) => {
  expect(fileIcon({ name, contentType })).toBe(icon);
});

test('an ending is shown in capitals, when it is one', () => {
  expect(['a.pdf', 'a.tar.gz', 'Mr. Smith', '.profile', 'a.verylong', 'a'].map(extensionOf)).toEqual(['PDF', 'GZ', '', '', '', '']);
});
