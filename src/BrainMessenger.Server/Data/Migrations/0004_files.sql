create table files (
    id uuid not null primary key,
    owner_id uuid not null,
    -- Where the bytes lie: uploads/{fileId}/{random}; a name never shapes a path.
    key text not null,
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
    thumbnail_of uuid,
    created_at bigint not null,
    ready_at bigint,
    deleted_at bigint
);

create index files_owner on files (owner_id);
create index files_thumbnail on files (thumbnail_of);
create index files_status on files (status, created_at);
