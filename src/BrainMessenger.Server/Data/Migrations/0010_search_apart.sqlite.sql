-- The search index has a file of its own (search.db).
drop table search_docs;
drop table search_grams;
drop table search_progress;
