import { memo } from 'react';
import { linkify } from './linkify';

/** Text is only ever text; addresses in it become links. */
export const MessageText = memo(function MessageText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <span className={className} dir="auto">
      {linkify(text).map((piece, index) =>
        piece.href ? (
          <a href={piece.href} key={index} rel="noopener noreferrer" target="_blank">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </span>
  );
});
