create table files (
    id uuid not null primary key,
    owner_id uuid not null,
    -- Where the bytes lie: uploads/{fileId}/{random}; a name never shapes a path. Rows of one owner share a key where the same bytes came again.
    key text not null,
    -- The store's own id of the unfinished upload (S3: multipart upload id); empty where it needs none.
    upload_id text not null,
    name text not null,
    size bigint not null,
    content_type text not null,
    kind text not null,
    status text not null,
    part_size bigint not null,
    sha256 text,
    width integer,
    height integer,
    duration double precision,
    blur_hash text,
    waveform text,
    -- The two ends of one link: the small picture names its original when it is reserved, the original its small picture once that is ready.
    thumbnail_of uuid,
    thumbnail_id uuid,
    created_at bigint not null,
    ready_at bigint,
    deleted_at bigint
);

create index files_owner on files (owner_id);
create index files_key on files (key);
create index files_sha256 on files (owner_id, sha256) where sha256 is not null;
create index files_thumbnail on files (thumbnail_of) where thumbnail_of is not null;
create index files_status on files (status, created_at);

-- One row per person who ever reserved a file: its lock makes the quota exact under parallel reservations.
create table file_owners (
    owner_id uuid not null primary key,
    reservations bigint not null
);

-- What the store was asked, for the usage page; written coalesced.
create table file_usage (
    day text not null,
    owner_id uuid not null,
    operation text not null,
    operations bigint not null,
    bytes bigint not null,
    primary key (day, owner_id, operation)
);

-- Whether a file is some chat's photo, and so whether it must stay.
create index chats_photo on chats (photo_file_id) where photo_file_id is not null;
