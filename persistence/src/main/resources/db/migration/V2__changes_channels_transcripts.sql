-- What is done to messages after they were sent. A change takes its position from the same counter as a message, so
-- each position of a room is either one or the other, and there is one order for both.
CREATE TABLE changes (
    room_id bigint NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    -- Made by us for each attempt to change something: after a lost connection it tells whether the change was made.
    id uuid NOT NULL,
    action text NOT NULL CHECK (action IN ('update', 'delete', 'react', 'unreact', 'read', 'read_all')),
    user_id text COLLATE "C" NOT NULL,
    user_name text NOT NULL,
    -- The message that was changed, or read; null for all of them. What an update said is in message_versions.
    message_id uuid,
    message_seq bigint,
    emoji text COLLATE "C",
    -- What read_all marked.
    message_ids uuid[],
    PRIMARY KEY (room_id, seq),
    CONSTRAINT changes_id UNIQUE (id)
);

-- What a message that was updated said at first (at the position of the message) and since then (at the position of
-- each update), so that there is one place to erase it from. Messages that were never updated have nothing here.
CREATE TABLE message_versions (
    room_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    seq bigint NOT NULL,
    content text NOT NULL,
    metadata json,
    PRIMARY KEY (room_id, message_seq, seq)
);

-- How many different emoji a message carries: where it is 0, nothing more is read.
ALTER TABLE messages ADD COLUMN emoji integer NOT NULL DEFAULT 0, ADD COLUMN deleted_at timestamptz;

CREATE TABLE message_emoji (
    room_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    emoji text COLLATE "C" NOT NULL,
    -- The position of the change with which it appeared.
    since bigint NOT NULL,
    users integer NOT NULL,
    PRIMARY KEY (room_id, message_seq, emoji)
)
WITH (fillfactor = 50);

CREATE TABLE reactions (
    room_id bigint NOT NULL,
    message_seq bigint NOT NULL,
    emoji text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (room_id, message_seq, emoji, user_id)
);

-- The first users of an emoji, without reading all.
CREATE INDEX reactions_in_order ON reactions (room_id, message_seq, emoji, seq);

-- The position up to which each user has read.
CREATE TABLE read_marks (
    room_id bigint NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (room_id, user_id)
)
WITH (fillfactor = 50);

-- What a channel is called. Not in rooms: each batch rewrites the rows there.
CREATE TABLE channels (
    room_id bigint PRIMARY KEY REFERENCES rooms ON DELETE CASCADE,
    name text,
    topic text,
    description text,
    metadata json,
    updated_at timestamptz NOT NULL,
    -- Made by us for each attempt: after a lost connection it tells whether the last one was made.
    last_patch uuid NOT NULL
);

-- What was said in calls. Positions of one call grow in the order in which its segments become visible.
CREATE TABLE transcript_segments (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    room_name text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    speaker text NOT NULL,
    text text NOT NULL,
    confidence double precision,
    at timestamptz NOT NULL
);

CREATE INDEX transcript_segments_of_call ON transcript_segments (tenant, room_name, position);
