-- What a conversation is called. Not in rooms: each batch rewrites the rows there.
CREATE TABLE conversations (
    room_id bigint PRIMARY KEY REFERENCES rooms ON DELETE CASCADE,
    name text,
    type text
);
