-- The rooms that were deleted and of which something may be left: what no foreign key takes along is erased in portions,
-- later, by whoever comes to it.
CREATE TABLE erasures (
    room_id bigint PRIMARY KEY
);
