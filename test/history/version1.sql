-- A history as the first version made it.
CREATE TABLE conversations(
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  pinned INTEGER NOT NULL DEFAULT 0,
  created_at REAL NOT NULL,
  updated_at REAL,
  deleted_at REAL,
  title TEXT NOT NULL DEFAULT '',
  model_key TEXT,
  parameters TEXT NOT NULL DEFAULT '{}',
  chosen TEXT NOT NULL DEFAULT '{}',
  draft_text TEXT,
  draft_passages TEXT
) STRICT;
CREATE INDEX conversations_listed ON conversations(pinned, updated_at, id)
  WHERE deleted_at IS NULL AND updated_at IS NOT NULL;
CREATE INDEX conversations_newest ON conversations(updated_at, id)
  WHERE deleted_at IS NULL AND updated_at IS NOT NULL;
CREATE INDEX conversations_removed ON conversations(deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE messages(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK(role IN ('user', 'assistant')),
  parent TEXT,
  sent_at REAL NOT NULL,
  touched_at REAL,
  text TEXT NOT NULL,
  thinking TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX messages_written ON messages(key, touched_at) WHERE touched_at IS NOT NULL;
CREATE INDEX messages_asked ON messages(sent_at) WHERE role = 'user';
PRAGMA user_version = 1;

INSERT INTO conversations VALUES(
  3, 'old', 1, 1, 1000, NULL, '旧的谈话', 'tibet', '{"temperature":0.5}', '{"":"q"}', NULL, NULL
);
INSERT INTO messages VALUES
  (3145729, 'q', 'user', NULL, 1000, NULL, '翻译这一段', '',
    '{"passages":[],"background":{"kind":"turns"}}'),
  (3145730, 'r.0', 'assistant', 'q', 2, NULL, 'ཡིག་སྒྱུར་བྱས་ཟིན།', '想',
    '{"model":{"key":"tibet","label":"Tibet","model":"m","host":"h:1","parameters":{}},"outcome":{"status":"done"}}'),
  (3145731, 'r.1', 'assistant', 'q', 2, 500, 'broken off', '',
    '{"model":{"key":"tibet","label":"Tibet","model":"m","host":"h:1","parameters":{}}}');
