create table chats (
    id uuid not null primary key,
    type text not null,
    -- Personal chats: the two sorted user ids, so that two people have one chat.
    pair text unique,
    name text,
    -- Folded form by which a name is found.
    name_key text,
    handle text,
    handle_key text unique,
    photo_file_id uuid,
    is_public boolean not null,
    history_for_new boolean not null,
    last_seq bigint not null,
    message_count bigint not null,
    last_message_seq bigint not null,
    member_count bigint not null,
    created_at bigint not null,
    active_at bigint not null,
    deleted_at bigint
);

-- One row per stay; what may be seen is the union of [visible_from, left_seq).
create table members (
    chat_id uuid not null,
    user_id uuid not null,
    joined_seq bigint not null,
    visible_from bigint not null,
    left_seq bigint,
    role text not null,
    read_seq bigint not null,
    read_ordinal bigint not null,
    archived boolean not null,
    pinned boolean not null,
    muted_until bigint,
    joined_at bigint not null,
    primary key (chat_id, user_id, joined_seq)
);

create unique index members_open on members (chat_id, user_id) where left_seq is null;
create index members_user on members (user_id) where left_seq is null;

-- The private log of a user: the latest value per kind and chat, so that it never outgrows the state.
create table me_entries (
    user_id uuid not null,
    kind text not null,
    chat_id uuid not null,
    seq bigint not null,
    data text not null,
    at bigint not null,
    primary key (user_id, kind, chat_id)
);

create index me_entries_seq on me_entries (user_id, seq);
