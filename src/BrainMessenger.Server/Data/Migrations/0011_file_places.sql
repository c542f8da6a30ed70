-- Where the bytes of each file lie, and where new ones go since somebody said so.
alter table files add column store text not null default 'disk';
create table file_target (
    id bigint primary key,
    store text not null
);
