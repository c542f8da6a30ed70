-- Stores a batch of messages (design §5). Two steps on purpose: the chats are locked first, in id order; the second
-- statement of a volatile function then runs with a snapshot taken under those locks. In one statement a repeated cid
-- leaves a hole and a send can be accepted after its sender was removed.
--
-- status: 0 stored, 1 repeat (position of the first), 2 cid used for something else, 3 no member, 4 may not post,
--         5 no such message to reply to, 6 a file is missing, another's or not ready.
create function append_messages(
    p_chat uuid[], p_sender uuid[], p_cid uuid[], p_text text[], p_reply bigint[], p_at bigint,
    p_file_of integer[], p_file_position integer[], p_file uuid[])
returns table (n integer, status smallint, seq bigint, ordinal bigint, at bigint)
language plpgsql volatile
-- The plan is kept for the life of the connection: made on small tables it would scan them for ever.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set lock_timeout = '3s'
as $$
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
                when not case when c.type = 'channel' then m.role in ('owner', 'admin') else m.role <> 'reader' end then 4
                when i.reply_to is not null and not exists (
                    select 1 from messages t join members s on s.chat_id = t.chat_id and s.user_id = i.sender_id
                    where t.chat_id = i.chat_id and t.seq = i.reply_to and s.visible_from <= t.seq and (s.left_seq is null or t.seq < s.left_seq)) then 5
                when exists (
                    select 1 from unnest(p_file_of, p_file) as f (n, id)
                    where f.n = i.n and not exists (select 1 from files x where x.id = f.id and x.owner_id = i.sender_id and x.status = 'ready')) then 6
                else 0
            end as status
        from input i
        left join messages old on old.cid = i.cid and old.sender_id = i.sender_id
        left join chats c on c.id = i.chat_id
        left join members m on m.chat_id = i.chat_id and m.user_id = i.sender_id and m.left_seq is null
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
