-- Who a user is: the organization and the id in it. Two organizations that share a customer meet in its conversations
-- and may have users of the same id.
--
-- Of what was kept before this, a channel says whose its users are; a conversation does not, and they become users of
-- an organization that is called like the customer: nobody's, unless there is such a one.
ALTER TABLE messages ADD COLUMN organization_id text COLLATE "C";
ALTER TABLE changes ADD COLUMN organization_id text COLLATE "C";
ALTER TABLE reactions ADD COLUMN organization_id text COLLATE "C";
ALTER TABLE read_marks ADD COLUMN organization_id text COLLATE "C";

UPDATE messages x SET organization_id = r.tenant FROM rooms r WHERE r.room_id = x.room_id;
UPDATE changes x SET organization_id = r.tenant FROM rooms r WHERE r.room_id = x.room_id;
UPDATE reactions x SET organization_id = r.tenant FROM rooms r WHERE r.room_id = x.room_id;
UPDATE read_marks x SET organization_id = r.tenant FROM rooms r WHERE r.room_id = x.room_id;

-- What is left belongs to no room.
DELETE FROM messages WHERE organization_id IS NULL;
DELETE FROM changes WHERE organization_id IS NULL;
DELETE FROM reactions WHERE organization_id IS NULL;
DELETE FROM read_marks WHERE organization_id IS NULL;

ALTER TABLE messages ALTER COLUMN organization_id SET NOT NULL;
ALTER TABLE changes ALTER COLUMN organization_id SET NOT NULL;
ALTER TABLE reactions
    ALTER COLUMN organization_id SET NOT NULL,
    DROP CONSTRAINT reactions_pkey,
    ADD PRIMARY KEY (room_id, message_seq, emoji, user_id, organization_id);
ALTER TABLE read_marks
    ALTER COLUMN organization_id SET NOT NULL,
    DROP CONSTRAINT read_marks_pkey,
    ADD PRIMARY KEY (room_id, user_id, organization_id);

-- The same user sends the same optimisticId to the same room once.
DROP INDEX messages_once;
CREATE UNIQUE INDEX messages_once ON messages (room_id, user_id, optimistic_id, organization_id)
    WHERE optimistic_id IS NOT NULL;

-- Made by us for each segment: after a lost connection it is tried again, and kept once. Null in older ones.
ALTER TABLE transcript_segments ADD COLUMN attempt uuid;
CREATE UNIQUE INDEX transcript_segments_attempt ON transcript_segments (attempt);

DROP FUNCTION apply_changes(
    uuid[], bigint[], text[], uuid[], text[], text[], text[], json[], integer, integer, integer);

-- Applies a batch of changes in one statement: the rooms' rows are locked in the order of their numbers, as everywhere,
-- and the changes of a room are applied in the order given. Each query in here sees what was committed before the lock
-- was given. For each change, named by its number in the arrays: what became of it; if it was made, its position, its
-- time, what metadata the message has now, and which messages were marked as read.
CREATE FUNCTION apply_changes(
    ids uuid[], room_ids bigint[], actions text[], message_ids uuid[],
    organization_ids text[], user_ids text[], user_names text[],
    -- The content of an update, the emoji of a reaction.
    texts text[], metadatas json[], max_emoji integer, max_named integer, max_versions integer)
RETURNS TABLE (number integer, outcome text, position_taken bigint, moment timestamptz, metadata_now json, named uuid[])
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    of_room record;
    room bigint;
    last_taken bigint;
    on_seq bigint;
    on_organization text;
    on_author text;
    on_emoji integer;
    on_deleted boolean;
BEGIN
    FOR of_room IN
        SELECT c.room_id, array_agg(c.number ORDER BY c.number) AS numbers
        FROM unnest(room_ids) WITH ORDINALITY AS c(room_id, number)
        GROUP BY c.room_id ORDER BY c.room_id
    LOOP
        room := NULL;
        SELECT r.room_id, r.last_seq, greatest(r.last_at, date_trunc('milliseconds', clock_timestamp()))
            INTO room, last_taken, moment
            FROM rooms r WHERE r.room_id = of_room.room_id FOR NO KEY UPDATE;
        position_taken := last_taken + 1;
        FOREACH number IN ARRAY of_room.numbers LOOP
            outcome := 'COMMITTED';
            metadata_now := NULL;
            named := NULL;
            on_seq := NULL;
            IF room IS NOT NULL AND actions[number] <> 'read_all' THEN
                SELECT m.seq, m.organization_id, m.user_id, m.emoji, m.deleted_at IS NOT NULL
                    INTO on_seq, on_organization, on_author, on_emoji, on_deleted
                    FROM messages m WHERE m.id = message_ids[number] AND m.room_id = room;
            END IF;

            IF room IS NULL THEN
                outcome := 'NO_SUCH_ROOM';
            ELSIF actions[number] <> 'read_all' AND (on_seq IS NULL
                OR on_deleted AND actions[number] IN ('update', 'react', 'unreact')) THEN
                outcome := 'NO_SUCH_MESSAGE';
            ELSIF actions[number] IN ('update', 'delete')
                AND (on_author <> user_ids[number] OR on_organization <> organization_ids[number]) THEN
                outcome := 'NOT_THEIRS';

            ELSIF actions[number] = 'update' THEN
                INSERT INTO message_versions (room_id, message_seq, seq, content, metadata)
                    SELECT m.room_id, m.seq, m.seq, m.content, m.metadata
                    FROM messages m WHERE m.room_id = room AND m.seq = on_seq
                    ON CONFLICT (room_id, message_seq, seq) DO NOTHING;
                UPDATE messages m
                    SET content = texts[number], metadata = coalesce(metadatas[number], m.metadata),
                        updated_at = moment
                    WHERE m.room_id = room AND m.seq = on_seq
                    RETURNING m.metadata INTO metadata_now;
                INSERT INTO message_versions (room_id, message_seq, seq, content, metadata)
                    VALUES (room, on_seq, position_taken, texts[number], metadata_now);
                -- The first stays, and the newest.
                DELETE FROM message_versions v
                    WHERE v.room_id = room AND v.message_seq = on_seq AND v.seq > on_seq AND v.seq <= (
                        SELECT k.seq FROM message_versions k
                        WHERE k.room_id = room AND k.message_seq = on_seq
                        ORDER BY k.seq DESC OFFSET max_versions - 1 LIMIT 1);

            ELSIF actions[number] IN ('delete', 'delete_any') THEN
                IF on_deleted THEN
                    outcome := 'UNCHANGED';
                ELSE
                    UPDATE messages m
                        SET content = '', mentions = NULL, attachments = NULL, metadata = NULL,
                            updated_at = moment, deleted_at = moment, emoji = 0
                        WHERE m.room_id = room AND m.seq = on_seq;
                    UPDATE message_versions v SET content = '', metadata = NULL
                        WHERE v.room_id = room AND v.message_seq = on_seq;
                    DELETE FROM reactions x WHERE x.room_id = room AND x.message_seq = on_seq;
                    DELETE FROM message_emoji e WHERE e.room_id = room AND e.message_seq = on_seq;
                END IF;

            ELSIF actions[number] = 'react' THEN
                IF on_emoji >= max_emoji AND NOT EXISTS (
                    SELECT FROM message_emoji e
                    WHERE e.room_id = room AND e.message_seq = on_seq AND e.emoji = texts[number]) THEN
                    outcome := 'TOO_MANY_EMOJI';
                ELSE
                    INSERT INTO reactions (room_id, message_seq, emoji, organization_id, user_id, seq)
                        VALUES (
                            room, on_seq, texts[number], organization_ids[number], user_ids[number], position_taken)
                        ON CONFLICT (room_id, message_seq, emoji, user_id, organization_id) DO NOTHING;
                    IF FOUND THEN
                        UPDATE message_emoji e SET users = e.users + 1
                            WHERE e.room_id = room AND e.message_seq = on_seq AND e.emoji = texts[number];
                        IF NOT FOUND THEN
                            INSERT INTO message_emoji (room_id, message_seq, emoji, since, users)
                                VALUES (room, on_seq, texts[number], position_taken, 1);
                            UPDATE messages m SET emoji = m.emoji + 1
                                WHERE m.room_id = room AND m.seq = on_seq;
                        END IF;
                    ELSE
                        outcome := 'UNCHANGED';
                    END IF;
                END IF;

            ELSIF actions[number] = 'unreact' THEN
                DELETE FROM reactions x
                    WHERE x.room_id = room AND x.message_seq = on_seq AND x.emoji = texts[number]
                        AND x.user_id = user_ids[number] AND x.organization_id = organization_ids[number];
                IF FOUND THEN
                    UPDATE message_emoji e SET users = e.users - 1
                        WHERE e.room_id = room AND e.message_seq = on_seq AND e.emoji = texts[number];
                    DELETE FROM message_emoji e
                        WHERE e.room_id = room AND e.message_seq = on_seq AND e.emoji = texts[number]
                            AND e.users = 0;
                    IF FOUND THEN
                        UPDATE messages m SET emoji = m.emoji - 1 WHERE m.room_id = room AND m.seq = on_seq;
                    END IF;
                ELSE
                    outcome := 'UNCHANGED';
                END IF;

            ELSE
                IF actions[number] = 'read_all' THEN
                    SELECT array_agg(m.id ORDER BY m.seq) INTO named FROM (
                        SELECT m.id, m.seq FROM messages m
                        WHERE m.room_id = room AND m.deleted_at IS NULL AND m.seq > coalesce((
                            SELECT k.seq FROM read_marks k
                            WHERE k.room_id = room AND k.user_id = user_ids[number]
                                AND k.organization_id = organization_ids[number]), 0)
                        ORDER BY m.seq DESC LIMIT max_named) m;
                    IF named IS NULL THEN
                        outcome := 'UNCHANGED';
                    END IF;
                END IF;
                IF outcome = 'COMMITTED' THEN
                    INSERT INTO read_marks AS k (room_id, organization_id, user_id, seq)
                        VALUES (
                            room, organization_ids[number], user_ids[number], coalesce(on_seq, position_taken))
                        ON CONFLICT (room_id, user_id, organization_id) DO UPDATE SET seq = excluded.seq WHERE k.seq < excluded.seq;
                    IF NOT FOUND THEN
                        outcome := 'UNCHANGED';
                    END IF;
                END IF;
            END IF;

            IF outcome = 'COMMITTED' THEN
                INSERT INTO changes (
                    room_id, seq, at, id, action, organization_id, user_id, user_name,
                    message_id, message_seq, emoji, message_ids)
                VALUES (
                    room, position_taken, moment, ids[number],
                    CASE actions[number] WHEN 'delete_any' THEN 'delete' ELSE actions[number] END,
                    organization_ids[number], user_ids[number], user_names[number], message_ids[number], on_seq,
                    CASE WHEN actions[number] IN ('react', 'unreact') THEN texts[number] END, named);
                RETURN NEXT;
                last_taken := position_taken;
                position_taken := position_taken + 1;
            ELSIF EXISTS (SELECT FROM changes c WHERE c.id = ids[number]) THEN
                -- It changes nothing because it was made before: by a statement whose answer was lost.
                RAISE unique_violation USING CONSTRAINT = 'changes_id';
            ELSE
                RETURN NEXT;
            END IF;
        END LOOP;
        UPDATE rooms r SET last_seq = last_taken, last_at = moment WHERE r.room_id = room AND r.last_seq < last_taken;
    END LOOP;
END
$$;
