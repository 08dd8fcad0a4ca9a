-- Whose the deleted room was and what it was called, for the receiver of webhooks, who is told what it will not be told
-- of. Null where the room was deleted before this.
ALTER TABLE erasures ADD COLUMN tenant text COLLATE "C", ADD COLUMN room text COLLATE "C";
