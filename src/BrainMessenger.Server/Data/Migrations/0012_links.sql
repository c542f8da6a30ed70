-- The links of a chat. Nothing is written for a message without one, so a send costs one comparison more.
create index messages_links on messages (chat_id, seq) where text like '%://%';
