-- What message search finds messages by (Features/Search). Made from the log and behind it by a moment.
create table search_docs (
    doc integer not null primary key,
    chat_id uuid not null,
    seq bigint not null,
    sender_id uuid not null,
    at bigint not null,
    names text
);

create unique index search_docs_place on search_docs (chat_id, seq);

-- Grams as hexadecimal words; rowid is the doc. Neither text nor positions are kept: candidates are looked at themselves.
create virtual table search_grams using fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

create table search_progress (
    chat_id uuid not null primary key,
    seq bigint not null
);
