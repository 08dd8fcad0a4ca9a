-- The rooms that keep messages. A room's row is also the counter of its log: whoever appends raises last_seq, and
-- the row's lock, held until the commit, makes the order of positions the order in which they become visible.
--
-- Ids are compared byte by byte (COLLATE "C"): they are not words, and it is what an index does fastest.
CREATE TABLE rooms (
    room_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('channel', 'conversation')),
    -- The organization of a channel, the customer of a conversation.
    tenant text COLLATE "C" NOT NULL,
    -- The id that clients use; unique for one tenant and kind only.
    wire_id text COLLATE "C" NOT NULL,
    -- Only those in room_members may enter. Not the same as having members: a list that became empty stays closed.
    members_only boolean NOT NULL DEFAULT false,
    -- The last position given to a durable event of any kind.
    last_seq bigint NOT NULL DEFAULT 0,
    message_count bigint NOT NULL DEFAULT 0,
    -- When the last durable event was committed; its successor is not earlier, whatever the clock says.
    last_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT rooms_address UNIQUE (tenant, wire_id, kind)
)
-- Each batch rewrites the rows of its rooms: with room on the page that touches no index.
WITH (fillfactor = 50);

CREATE TABLE room_members (
    room_id bigint NOT NULL REFERENCES rooms ON DELETE CASCADE,
    user_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (room_id, user_id)
);

-- No foreign key to rooms: it would look up the room again for each row, and the statement that inserts here
-- holds the room's row already.
CREATE TABLE messages (
    room_id bigint NOT NULL,
    seq bigint NOT NULL,
    created_at timestamptz NOT NULL,
    -- Null: never changed.
    updated_at timestamptz,
    id uuid NOT NULL,
    thread_id uuid,
    user_id text COLLATE "C" NOT NULL,
    user_name text NOT NULL,
    content text NOT NULL,
    content_type text NOT NULL,
    -- json, not jsonb: what was sent comes back byte for byte. Null mentions or attachments: an empty array.
    mentions json,
    attachments json,
    metadata json,
    workspace_id text,
    optimistic_id text COLLATE "C",
    PRIMARY KEY (room_id, seq),
    CONSTRAINT messages_id UNIQUE (id)
);

-- The same user sends the same optimisticId to the same room once.
CREATE UNIQUE INDEX messages_once ON messages (room_id, user_id, optimistic_id) WHERE optimistic_id IS NOT NULL;
