// What is kept of messages. Each statement has a name, so that PostgreSQL plans it once for each connection.

const COLUMNS = "id, channel_id, conversation_id, customer_id, user_id, user_name, content, content_type, thread_id, metadata, created_at";

const INSERT = {
  name: "insert",
  text: `INSERT INTO messages (room, channel_id, conversation_id, customer_id, user_id, user_name, content, content_type, thread_id, metadata)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id, created_at`,
};
const LAST = {
  name: "last",
  text: `SELECT ${COLUMNS}, (SELECT count(*) FROM messages WHERE room = $1) AS total
         FROM messages WHERE room = $1 ORDER BY position DESC LIMIT 50`,
};
const AFTER = {
  name: "after",
  text: `SELECT ${COLUMNS} FROM messages
         WHERE room = $1 AND position > (SELECT position FROM messages WHERE id = $2) ORDER BY position LIMIT 1000`,
};

export async function createTables(pool) {
  await pool.query(`
    CREATE TABLE messages (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      position bigint GENERATED ALWAYS AS IDENTITY,
      room text NOT NULL,
      channel_id text,
      conversation_id text,
      customer_id text,
      user_id text NOT NULL,
      user_name text NOT NULL,
      content text NOT NULL,
      content_type text NOT NULL,
      thread_id uuid,
      metadata jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX ON messages (room, position)`);
}

export class Messages {
  #pool;

  constructor(pool) {
    this.#pool = pool;
  }

  async keep(room, who, { content, contentType = "text", threadId = null, metadata = {} }) {
    const { channelId, conversationId, customerId } = room;
    const { userId, userName } = who;
    const values = [room.name, channelId, conversationId, customerId, userId, userName, content, contentType, threadId, metadata];
    const { rows } = await this.#pool.query({ ...INSERT, values });
    const { id, created_at: at } = rows[0];
    return message({
      id,
      channel_id: channelId,
      conversation_id: conversationId,
      customer_id: customerId,
      user_id: userId,
      user_name: userName,
      content,
      content_type: contentType,
      thread_id: threadId,
      metadata,
      created_at: at,
    });
  }

  async last(room) {
    const { rows } = await this.#pool.query({ ...LAST, values: [room.name] });
    const total = Number(rows[0]?.total ?? 0);
    return { messages: rows.reverse().map(message), hasMore: total > rows.length, total };
  }

  async after(room, id) {
    const { rows } = await this.#pool.query({ ...AFTER, values: [room.name, id] });
    return rows.map(message);
  }
}

function message(row) {
  return {
    id: row.id,
    channelId: row.channel_id,
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    userId: row.user_id,
    userName: row.user_name,
    content: row.content,
    contentType: row.content_type,
    threadId: row.thread_id,
    mentions: [],
    attachments: [],
    createdAt: row.created_at,
    updatedAt: row.created_at,
    metadata: row.metadata,
    workspaceId: null,
  };
}
