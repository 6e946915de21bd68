-- What the second version added to a history of the first.
CREATE VIRTUAL TABLE search USING fts5(
  text, content = '', columnsize = 0, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO search(search, rank) VALUES('secure-delete', 1);
CREATE VIRTUAL TABLE search_places USING fts5vocab(search, 'instance');
CREATE TABLE unindexed(key INTEGER PRIMARY KEY) STRICT;
PRAGMA user_version = 2;

INSERT INTO search(rowid, text) VALUES
  (3145728, '旧的谈话' || char(10, 10)),
  (3145729, '翻译这一段' || char(10, 10)),
  (3145730, 'ཡིག་སྒྱུར་བྱས་ཟིན།' || char(10, 10)),
  (3145731, 'broken off' || char(10, 10));
