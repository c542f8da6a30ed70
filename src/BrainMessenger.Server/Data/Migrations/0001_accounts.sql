create table users (
    id uuid not null primary key,
    email text not null,
    -- Lower-case form by which an address is found; null again once the account is deleted.
    email_key text unique,
    name text not null,
    -- Folded by the server, so that search finds the same on both engines.
    name_key text not null,
    handle text,
    handle_key text unique,
    password_hash text,
    role text not null,
    locale text not null,
    settings text,
    photo_file_id uuid,
    premium_until bigint,
    last_seen_at bigint,
    -- Position of the user's private log (me_entries).
    me_seq bigint not null,
    created_at bigint not null,
    deleted_at bigint
);

create table registrations (
    id uuid not null primary key,
    email text not null,
    email_key text not null,
    name text not null,
    password_hash text not null,
    locale text not null,
    code_hash text,
    code_expires_at bigint not null,
    tries integer not null,
    next_code_at bigint not null,
    created_at bigint not null,
    expires_at bigint not null
);

create index registrations_expires on registrations (expires_at);

create table sessions (
    id uuid not null primary key,
    user_id uuid not null,
    client text,
    -- SHA-256 of the one good refresh token; null where the session cannot be renewed.
    refresh_hash text,
    -- Its parent's hash, and the token itself sealed under the parent: who repeats a rotation gets the same answer.
    previous_hash text,
    successor_sealed text,
    rotated_at bigint not null,
    created_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);

create index sessions_user on sessions (user_id);
create index sessions_ended on sessions (ended_at);

-- When mails were sent to an address, and wrong codes given for it: what limits them over restarts and nodes.
create table address_uses (
    email_key text not null,
    kind text not null,
    -- Instants in Unix milliseconds, comma-separated.
    times text not null,
    version bigint not null,
    expires_at bigint not null,
    primary key (email_key, kind)
);

create index address_uses_expires on address_uses (expires_at);

-- The one-time code of the last start without an admin; who deletes the row becomes the admin.
create table setup_codes (
    code_hash text not null primary key,
    created_at bigint not null
);

create table signing_keys (
    id text not null primary key,
    public_key text not null,
    private_sealed text not null,
    created_at bigint not null,
    retires_at bigint not null
);

-- One row: another value means another history (a restored database), so clients start from nothing.
create table epoch (
    id uuid not null primary key
);
