-- Answers of POSTs that create, by the client's Idempotency-Key; kept for a day.
create table idempotency (
    user_id uuid not null,
    path text not null,
    key text not null,
    body_hash text not null,
    -- 0 while the first request is under way.
    status integer not null,
    location text,
    answer text,
    created_at bigint not null,
    primary key (user_id, path, key)
);

create index idempotency_created on idempotency (created_at);
