-- What message search finds messages by (Features/Search). Made from the log and behind it by a moment.
create table search_docs (
    doc bigint not null primary key,
    chat_id uuid not null,
    seq bigint not null,
    sender_id uuid not null,
    at bigint not null,
    names text,
    -- Mixed with the doc's era, so that each stretch of documents has entries of its own and the newest are found alone.
    grams integer[] not null
);

create sequence search_doc_numbers;

create unique index search_docs_place on search_docs (chat_id, seq);

-- A short pending list: every search reads all of it.
create index search_docs_grams on search_docs using gin (grams) with (fastupdate = on, gin_pending_list_limit = 256);

create table search_progress (
    chat_id uuid not null primary key,
    seq bigint not null
);
