-- The whole PostgreSQL schema as the migrations leave it. Made by ./dev schema; do not edit.

CREATE FUNCTION public.append_messages(p_chats uuid[], p_counts integer[], p_of integer[], p_back integer[], p_sender uuid[], p_cid uuid[], p_text text[], p_reply bigint[], p_at bigint, p_file_of integer[], p_file_position integer[], p_file uuid[]) RETURNS TABLE(status smallint[], seq bigint[], ordinal bigint[], at bigint[])
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    SET lock_timeout TO '3s'
    AS $$
#variable_conflict use_column
declare
    v_type text[];
    v_stored integer;
begin
    -- A lone message, which is the rule on a quiet server, needs no arrays, joins and orders: half the plan to set up.
    if cardinality(p_of) = 1 and cardinality(p_file) = 0 then
        update chats c
        set last_seq = c.last_seq + 1, message_count = c.message_count + 1, last_message_seq = c.last_seq + 1, active_at = p_at
        where c.id = p_chats[1]
        returning array[c.type], array[c.last_seq], array[c.message_count] into v_type, seq, ordinal;
        insert into messages (chat_id, seq, ordinal, sender_id, cid, text, reply_to, created_at)
        select p_chats[1], seq[1], ordinal[1], p_sender[1], p_cid[1], p_text[1], p_reply[1], p_at
        from members m
        where m.chat_id = p_chats[1] and m.user_id = p_sender[1] and m.left_seq is null and may_post(v_type[1], m.role)
            and (p_reply[1] is null or (m.visible_from <= p_reply[1] and exists (
                select 1 from messages t where t.chat_id = p_chats[1] and t.seq = p_reply[1])))
        order by m.joined_seq limit 1;
        if not found then raise sqlstate 'BM001'; end if;
        return next;
        return;
    end if;

    with moved as (
        update chats c
        set last_seq = c.last_seq + i.k, message_count = c.message_count + i.k, last_message_seq = c.last_seq + i.k, active_at = p_at
        from unnest(p_chats, p_counts) with ordinality as i (id, k, n)
        where c.id = i.id
        returning i.n, c.type, c.last_seq, c.message_count
    )
    select array_agg(m.type order by m.n), array_agg(m.last_seq order by m.n), array_agg(m.message_count order by m.n)
    into v_type, seq, ordinal from moved m;
    if cardinality(seq) is distinct from cardinality(p_chats) then raise sqlstate 'BM001'; end if;

    insert into messages (chat_id, seq, ordinal, sender_id, cid, text, reply_to, created_at)
    select p_chats[i.k], seq[i.k] - i.back, ordinal[i.k] - i.back, i.sender_id, i.cid, i.body, i.reply_to, p_at
    from unnest(p_of, p_back, p_sender, p_cid, p_text, p_reply) as i (k, back, sender_id, cid, body, reply_to)
    -- The order makes the key of members the way in: by the person alone, who may be in a thousand chats, costs the same in
    -- the planner's eyes where most are in one.
    cross join lateral (
        select s.role, s.visible_from from members s
        where s.chat_id = p_chats[i.k] and s.user_id = i.sender_id and s.left_seq is null
        order by s.joined_seq limit 1) m
    where may_post(v_type[i.k], m.role)
        -- Stricter than the rule: what only a former stay shows is left to the judgement.
        and (i.reply_to is null or (m.visible_from <= i.reply_to and exists (
            select 1 from messages t where t.chat_id = p_chats[i.k] and t.seq = i.reply_to)));
    get diagnostics v_stored = row_count;
    if v_stored < cardinality(p_of) then raise sqlstate 'BM001'; end if;

    if cardinality(p_file) > 0 then
        insert into attachments (chat_id, seq, position, file_id)
        select p_chats[p_of[i.n]], seq[p_of[i.n]] - p_back[i.n], i.position, i.id
        from unnest(p_file_of, p_file_position, p_file) as i (n, position, id)
        where exists (select 1 from files f where f.id = i.id and f.owner_id = p_sender[i.n] and f.status = 'ready');
        get diagnostics v_stored = row_count;
        if v_stored < cardinality(p_file) then raise sqlstate 'BM001'; end if;
    end if;

    return next;
exception when unique_violation or sqlstate 'BM001' then
    return query
    select array_agg(j.status order by j.n), array_agg(j.seq order by j.n), array_agg(j.ordinal order by j.n), array_agg(j.at order by j.n)
    from judge_messages(
        array(select p_chats[i.k] from unnest(p_of) with ordinality as i (k, n) order by i.n),
        p_sender, p_cid, p_text, p_reply, p_at, p_file_of, p_file_position, p_file) j;
end
$$;

CREATE FUNCTION public.judge_messages(p_chat uuid[], p_sender uuid[], p_cid uuid[], p_text text[], p_reply bigint[], p_at bigint, p_file_of integer[], p_file_position integer[], p_file uuid[]) RETURNS TABLE(n integer, status smallint, seq bigint, ordinal bigint, at bigint)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    SET lock_timeout TO '3s'
    AS $$
#variable_conflict use_column
begin
    perform 1 from chats c where c.id = any (p_chat) order by c.id for update;

    return query
    with input as materialized (
        select i.n::integer as n, i.chat_id, i.sender_id, i.cid, i.body, i.reply_to
        from unnest(p_chat, p_sender, p_cid, p_text, p_reply) with ordinality as i (chat_id, sender_id, cid, body, reply_to, n)
    ),
    judged as materialized (
        select i.*, old.seq as old_seq, old.ordinal as old_ordinal, old.created_at as old_at, c.last_seq, c.message_count,
            case
                when old.seq is not null then
                    case when old.chat_id = i.chat_id and (
                            old.edited_at is not null or old.deleted_at is not null
                            or (old.text = i.body and old.reply_to is not distinct from i.reply_to
                                and array(select a.file_id from attachments a where a.chat_id = old.chat_id and a.seq = old.seq order by a.position)
                                  = array(select f.id from unnest(p_file_of, p_file_position, p_file) as f (n, position, id) where f.n = i.n order by f.position)))
                        then 1 else 2 end
                when m.role is null then 3
                when not may_post(c.type, m.role) then 4
                when i.reply_to is not null and not exists (
                    select 1 from messages t join members s on s.chat_id = t.chat_id and s.user_id = i.sender_id
                    where t.chat_id = i.chat_id and t.seq = i.reply_to and s.visible_from <= t.seq and (s.left_seq is null or t.seq < s.left_seq)) then 5
                when exists (
                    select 1 from unnest(p_file_of, p_file) as f (n, id)
                    where f.n = i.n and not exists (select 1 from files x where x.id = f.id and x.owner_id = i.sender_id and x.status = 'ready')) then 6
                else 0
            end as status
        from input i
        left join lateral (
            select o.* from messages o where o.cid = i.cid and o.sender_id between i.sender_id and i.sender_id
            order by o.sender_id limit 1) old on true
        left join chats c on c.id = i.chat_id
        left join lateral (
            select s.role from members s where s.chat_id = i.chat_id and s.user_id = i.sender_id and s.left_seq is null
            order by s.joined_seq limit 1) m on true
    ),
    numbered as materialized (
        select j.*, count(*) filter (where j.status = 0) over (partition by j.chat_id order by j.n) as k
        from judged j
    ),
    stored as (
        insert into messages (chat_id, seq, ordinal, sender_id, cid, text, reply_to, created_at)
        select s.chat_id, s.last_seq + s.k, s.message_count + s.k, s.sender_id, s.cid, s.body, s.reply_to, p_at
        from numbered s where s.status = 0
    ),
    attached as (
        insert into attachments (chat_id, seq, position, file_id)
        select s.chat_id, s.last_seq + s.k, f.position, f.id
        from unnest(p_file_of, p_file_position, p_file) as f (n, position, id) join numbered s on s.n = f.n
        where s.status = 0
    ),
    moved as (
        update chats c
        set last_seq = c.last_seq + t.k, message_count = c.message_count + t.k, last_message_seq = c.last_seq + t.k, active_at = p_at
        from (select s.chat_id, max(s.k) as k from numbered s where s.status = 0 group by s.chat_id) t
        where c.id = t.chat_id
    )
    select s.n, s.status::smallint,
        case when s.status = 0 then s.last_seq + s.k else s.old_seq end,
        case when s.status = 0 then s.message_count + s.k else s.old_ordinal end,
        case when s.status = 0 then p_at else s.old_at end
    from numbered s;
end
$$;

CREATE FUNCTION public.may_post(chat_type text, role text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (chat_type = 'channel'::text) THEN (role = ANY (ARRAY['owner'::text, 'admin'::text])) ELSE (role <> 'reader'::text) END;

CREATE TABLE public.address_uses (
    email_key text NOT NULL,
    kind text NOT NULL,
    times text NOT NULL,
    version bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE public.attachments (
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    "position" integer NOT NULL,
    file_id uuid NOT NULL
);

CREATE TABLE public.changes (
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    actor_id uuid NOT NULL,
    target_seq bigint,
    data text NOT NULL,
    at bigint NOT NULL
);

CREATE TABLE public.chats (
    id uuid NOT NULL,
    type text NOT NULL,
    pair text,
    name text,
    name_key text,
    handle text,
    handle_key text,
    photo_file_id uuid,
    is_public boolean NOT NULL,
    history_for_new boolean NOT NULL,
    last_seq bigint NOT NULL,
    message_count bigint NOT NULL,
    last_message_seq bigint NOT NULL,
    member_count bigint NOT NULL,
    created_at bigint NOT NULL,
    active_at bigint NOT NULL,
    deleted_at bigint
)
WITH (fillfactor='60');

CREATE TABLE public.epoch (
    id uuid NOT NULL
);

CREATE TABLE public.file_owners (
    owner_id uuid NOT NULL,
    reservations bigint NOT NULL
);

CREATE TABLE public.file_target (
    id bigint NOT NULL,
    store text NOT NULL
);

CREATE TABLE public.file_usage (
    day text NOT NULL,
    owner_id uuid NOT NULL,
    operation text NOT NULL,
    operations bigint NOT NULL,
    bytes bigint NOT NULL
);

CREATE TABLE public.files (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    key text NOT NULL,
    upload_id text NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    content_type text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    part_size bigint NOT NULL,
    sha256 text,
    width integer,
    height integer,
    duration double precision,
    blur_hash text,
    waveform text,
    thumbnail_of uuid,
    thumbnail_id uuid,
    created_at bigint NOT NULL,
    ready_at bigint,
    deleted_at bigint,
    store text DEFAULT 'disk'::text NOT NULL
);

CREATE TABLE public.idempotency (
    user_id uuid NOT NULL,
    path text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    status integer NOT NULL,
    location text,
    answer text,
    created_at bigint NOT NULL
);

CREATE TABLE public.me_entries (
    user_id uuid NOT NULL,
    kind text NOT NULL,
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    data text NOT NULL,
    at bigint NOT NULL
);

CREATE TABLE public.members (
    chat_id uuid NOT NULL,
    user_id uuid NOT NULL,
    joined_seq bigint NOT NULL,
    visible_from bigint NOT NULL,
    left_seq bigint,
    role text NOT NULL,
    read_seq bigint NOT NULL,
    read_ordinal bigint NOT NULL,
    archived boolean NOT NULL,
    pinned boolean NOT NULL,
    muted_until bigint,
    joined_at bigint NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.messages (
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal bigint NOT NULL,
    sender_id uuid NOT NULL,
    cid uuid NOT NULL,
    text text NOT NULL,
    reply_to bigint,
    created_at bigint NOT NULL,
    edited_at bigint,
    deleted_at bigint
);

CREATE TABLE public.reactions (
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    emoji text NOT NULL,
    user_id uuid NOT NULL,
    at bigint NOT NULL
);

CREATE TABLE public.registrations (
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    locale text NOT NULL,
    code_hash text,
    code_expires_at bigint NOT NULL,
    tries integer NOT NULL,
    next_code_at bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE public.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    oldest_server text NOT NULL,
    applied_at bigint NOT NULL
);

CREATE SEQUENCE public.search_doc_numbers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.search_docs (
    doc bigint NOT NULL,
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    sender_id uuid NOT NULL,
    at bigint NOT NULL,
    names text,
    grams integer[] NOT NULL
);

CREATE TABLE public.search_progress (
    chat_id uuid NOT NULL,
    seq bigint NOT NULL
);

CREATE TABLE public.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    client text,
    refresh_hash text,
    previous_hash text,
    successor_sealed text,
    rotated_at bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint
);

CREATE TABLE public.setup_codes (
    code_hash text NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE public.signing_keys (
    id text NOT NULL,
    public_key text NOT NULL,
    private_sealed text NOT NULL,
    created_at bigint NOT NULL,
    retires_at bigint NOT NULL
);

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text,
    name text NOT NULL,
    name_key text NOT NULL,
    handle text,
    handle_key text,
    password_hash text,
    role text NOT NULL,
    locale text NOT NULL,
    settings text,
    photo_file_id uuid,
    premium_until bigint,
    last_seen_at bigint,
    me_seq bigint NOT NULL,
    created_at bigint NOT NULL,
    deleted_at bigint
);

ALTER TABLE ONLY public.address_uses
    ADD CONSTRAINT address_uses_pkey PRIMARY KEY (email_key, kind);

ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_pkey PRIMARY KEY (chat_id, seq, "position");

ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (chat_id, seq);

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_handle_key_key UNIQUE (handle_key);

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_pair_key UNIQUE (pair);

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.epoch
    ADD CONSTRAINT epoch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.file_owners
    ADD CONSTRAINT file_owners_pkey PRIMARY KEY (owner_id);

ALTER TABLE ONLY public.file_target
    ADD CONSTRAINT file_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.file_usage
    ADD CONSTRAINT file_usage_pkey PRIMARY KEY (day, owner_id, operation);

ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (user_id, path, key);

ALTER TABLE ONLY public.me_entries
    ADD CONSTRAINT me_entries_pkey PRIMARY KEY (user_id, kind, chat_id);

ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (chat_id, user_id, joined_seq);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (chat_id, seq);

ALTER TABLE ONLY public.reactions
    ADD CONSTRAINT reactions_pkey PRIMARY KEY (chat_id, seq, emoji, user_id);

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.search_docs
    ADD CONSTRAINT search_docs_pkey PRIMARY KEY (doc);

ALTER TABLE ONLY public.search_progress
    ADD CONSTRAINT search_progress_pkey PRIMARY KEY (chat_id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.setup_codes
    ADD CONSTRAINT setup_codes_pkey PRIMARY KEY (code_hash);

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key_key UNIQUE (email_key);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_handle_key_key UNIQUE (handle_key);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX address_uses_expires ON public.address_uses USING btree (expires_at);

CREATE INDEX attachments_file ON public.attachments USING btree (file_id);

CREATE INDEX chats_photo ON public.chats USING btree (photo_file_id) WHERE (photo_file_id IS NOT NULL);

CREATE INDEX files_key ON public.files USING btree (key);

CREATE INDEX files_owner ON public.files USING btree (owner_id);

CREATE INDEX files_sha256 ON public.files USING btree (owner_id, sha256) WHERE (sha256 IS NOT NULL);

CREATE INDEX files_status ON public.files USING btree (status, created_at);

CREATE INDEX files_thumbnail ON public.files USING btree (thumbnail_of) WHERE (thumbnail_of IS NOT NULL);

CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at);

CREATE INDEX me_entries_seq ON public.me_entries USING btree (user_id, seq);

CREATE UNIQUE INDEX members_open ON public.members USING btree (chat_id, user_id) WHERE (left_seq IS NULL);

CREATE INDEX members_user ON public.members USING btree (user_id) WHERE (left_seq IS NULL);

CREATE UNIQUE INDEX messages_cid ON public.messages USING btree (cid, sender_id);

CREATE INDEX messages_links ON public.messages USING btree (chat_id, seq) WHERE (text ~~ '%://%'::text);

CREATE INDEX registrations_expires ON public.registrations USING btree (expires_at);

CREATE INDEX search_docs_grams ON public.search_docs USING gin (grams) WITH (fastupdate='on', gin_pending_list_limit='256');

CREATE UNIQUE INDEX search_docs_place ON public.search_docs USING btree (chat_id, seq);

CREATE INDEX sessions_ended ON public.sessions USING btree (ended_at);

CREATE INDEX sessions_user ON public.sessions USING btree (user_id);

