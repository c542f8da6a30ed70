-- The log. No foreign keys and as few indexes as possible: integrity is the writer's matter (design §4).
create table messages (
    chat_id uuid not null,
    seq bigint not null,
    ordinal bigint not null,
    sender_id uuid not null,
    cid uuid not null,
    text text not null,
    reply_to bigint,
    created_at bigint not null,
    edited_at bigint,
    deleted_at bigint,
    primary key (chat_id, seq)
);

create unique index messages_cid on messages (cid, sender_id);

create table changes (
    chat_id uuid not null,
    seq bigint not null,
    kind text not null,
    actor_id uuid not null,
    target_seq bigint,
    data text not null,
    at bigint not null,
    primary key (chat_id, seq)
);

create table reactions (
    chat_id uuid not null,
    seq bigint not null,
    emoji text not null,
    user_id uuid not null,
    at bigint not null,
    primary key (chat_id, seq, emoji, user_id)
);

create table attachments (
    chat_id uuid not null,
    seq bigint not null,
    position integer not null,
    file_id uuid not null,
    primary key (chat_id, seq, position)
);

create index attachments_file on attachments (file_id);
