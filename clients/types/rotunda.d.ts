// Written by scripts/generate from the server's tables of events: do not edit.

/** What a callback gets, exactly once. */
export type Answer<T> = ({ success: true } & T) | Refusal;

/** The event failed; the socket hears `error`, too. */
export interface Refusal {
  success: false;
  error: {
    code: "VALIDATION_ERROR" | "UNKNOWN_EVENT" | "FORBIDDEN" | "NOT_FOUND" | "NOT_IN_ROOM" | "RATE_LIMIT_EXCEEDED" | "PAYLOAD_TOO_LARGE" | "CONFLICT" | "UNAVAILABLE" | "TOKEN_EXPIRED" | "INTERNAL";
    message: string;
    retryAfterMs?: number;
  };
}

export type ErrorCode = Refusal["error"]["code"];

/** `activity:join`: Hears what happens at a customer. */
export type ActivityJoinRequest = {
  room: `activity:${string}`;
};

/** What a callback of `activity:join` gets. */
export type ActivityJoinAnswer = {
  room: string;
};

/** `activity:leave`: Hears no more of what happens at a customer. */
export type ActivityLeaveRequest = {
  room: `activity:${string}`;
};

/** What a callback of `activity:leave` gets. */
export type ActivityLeaveAnswer = {
  room: string;
};

/** `auth:refresh`: Goes on with a new token. */
export type AuthRefreshRequest = {
  token: string;
};

/** `call:audio-chunk`: Passes audio of a call to the transcriber. */
export type CallAudioChunkRequest = {
  roomName: string;
  chunk: ArrayBuffer | ArrayBufferView;
};

/** What a callback of `call:audio-chunk` gets. */
export type CallAudioChunkAnswer = {
  roomName: string;
};

/** `call:cancel`: Takes a call back. */
export type CallCancelRequest = {
  roomId: string;
  recipientId?: string | null;
  roomName?: string | null;
};

/** What a callback of `call:cancel` gets. */
export type CallCancelAnswer = {
  roomId: string;
};

/** `call:decline`: Declines a call. */
export type CallDeclineRequest = {
  roomId: string;
  callerId: string;
};

/** What a callback of `call:decline` gets. */
export type CallDeclineAnswer = {
  roomId: string;
};

/** `call:join`: Enters a call. */
export type CallJoinRequest = {
  roomName: string;
};

/** What a callback of `call:join` gets. */
export type CallJoinAnswer = {
  roomName: string;
  participants: Array<{
    userId: string;
    userName: string;
  }>;
};

/** `call:leave`: Leaves a call. */
export type CallLeaveRequest = {
  roomName: string;
};

/** What a callback of `call:leave` gets. */
export type CallLeaveAnswer = {
  roomName: string;
};

/** `call:transcription`: Tells the others what was said; final segments are kept. */
export type CallTranscriptionRequest = {
  roomName: string;
  segment: {
    speaker: string;
    text: string;
    isFinal: boolean;
    confidence?: number | null;
  };
};

/** What a callback of `call:transcription` gets. */
export type CallTranscriptionAnswer = {
  roomName: string;
  timestamp: string;
};

/** `channel:history`: Asks for an earlier page of messages. */
export type ChannelHistoryRequest = {
  channelId: string;
  before?: string | null;
  limit?: number | null;
};

/** What a callback of `channel:history` gets. */
export type ChannelHistoryAnswer = {
  channelId: string;
  messages: Array<{
    id: string;
    channelId: string | null;
    conversationId: string | null;
    customerId: string | null;
    userId: string;
    userName: string;
    content: string;
    contentType: string;
    threadId: string | null;
    mentions: Array<string>;
    attachments: Array<Record<string, unknown>>;
    createdAt: string;
    updatedAt: string;
    metadata: Record<string, unknown> | null;
    workspaceId: string | null;
    optimisticId: string | null;
    seq: number;
    reactions: Array<{
      emoji: string;
      count: number;
      userIds: Array<string>;
    }>;
    deletedAt?: string;
  }>;
  hasMore: boolean;
  total: number;
  missed_events: Array<{
    event: string;
    data: Record<string, unknown>;
  }>;
};

/** `channel:join`: Enters a channel and is sent its latest messages; with `lastMessageId`, those after it, and nothing live before the last page of them (`hasMore`: ask again from its last message). */
export type ChannelJoinRequest = {
  channelId: string;
  lastMessageId?: string | null;
};

/** What a callback of `channel:join` gets. */
export type ChannelJoinAnswer = {
  channelId: string;
  room: string;
  seq: number;
  members: number;
};

/** `channel:leave`: Leaves a channel. */
export type ChannelLeaveRequest = {
  channelId: string;
};

/** What a callback of `channel:leave` gets. */
export type ChannelLeaveAnswer = {
  channelId: string;
};

/** `channel:update`: Changes a channel's name, topic, description or metadata. */
export type ChannelUpdateRequest = {
  channelId: string;
  updates: {
    name?: string | null;
    topic?: string | null;
    description?: string | null;
    metadata?: Record<string, unknown> | null;
  };
};

/** What a callback of `channel:update` gets. */
export type ChannelUpdateAnswer = {
  channel: {
    channelId: string;
    name: string | null;
    topic: string | null;
    description: string | null;
    metadata: Record<string, unknown> | null;
    createdAt: string;
    updatedAt: string;
  };
};

/** `conversation:join`: Enters a conversation. */
export type ConversationJoinRequest = {
  conversationId: string;
  customerId: string;
};

/** What a callback of `conversation:join` gets. */
export type ConversationJoinAnswer = {
  room: string;
  conversationId: string;
  customerId: string;
  seq: number;
  members: number;
};

/** `conversation:leave`: Leaves a conversation. */
export type ConversationLeaveRequest = {
  conversationId: string;
  customerId: string;
};

/** What a callback of `conversation:leave` gets. */
export type ConversationLeaveAnswer = {
  conversationId: string;
};

/** `conversation:mark_read`: The user has read everything in a conversation. */
export type ConversationMarkReadRequest = {
  conversationId: string;
  customerId: string;
};

/** What a callback of `conversation:mark_read` gets. */
export type ConversationMarkReadAnswer = {
  conversationId: string;
  seq: number | null;
};

/** `conversation:rejoin`: Enters a conversation, or stays in it, and is sent what was missed, and nothing live before the last page of it (`hasMore`: ask again from its last message). */
export type ConversationRejoinRequest = {
  conversationId: string;
  customerId: string;
  lastMessageId?: string | null;
  lastMessageTimestamp?: string | null;
};

/** What a callback of `conversation:rejoin` gets. */
export type ConversationRejoinAnswer = {
  room: string;
  conversationId: string;
  customerId: string;
  seq: number;
  members: number;
};

/** `message:delete`: Erases a message. */
export type MessageDeleteRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  messageId: string;
};

/** What a callback of `message:delete` gets. */
export type MessageDeleteAnswer = {
  messageId: string;
  seq: number | null;
  timestamp: string | null;
};

/** `message:react`: Adds an emoji to a message, or takes the user's own back. */
export type MessageReactRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  messageId: string;
  emoji: string;
  action: "add" | "remove";
};

/** What a callback of `message:react` gets. */
export type MessageReactAnswer = {
  messageId: string;
  seq: number | null;
  timestamp: string | null;
};

/** `message:read`: The user has read up to a message. */
export type MessageReadRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  messageId: string;
};

/** What a callback of `message:read` gets. */
export type MessageReadAnswer = {
  messageId: string;
  seq: number | null;
  timestamp: string | null;
};

/** `message:send`: Sends a message. */
export type MessageSendRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  contentType?: string | null;
  content: string;
  threadId?: string | null;
  mentions?: Array<string> | null;
  attachments?: Array<Record<string, unknown>> | null;
  metadata?: Record<string, unknown> | null;
  workspaceId?: string | null;
  optimisticId?: string | null;
};

/** What a callback of `message:send` gets. */
export type MessageSendAnswer = {
  id: string;
  optimisticId: string | null;
  channelId: string | null;
  conversationId: string | null;
  timestamp: string;
  seq: number;
};

/** `message:send_queued`: Sends up to 100 messages; counts as one event for each 10. */
export type MessageSendQueuedRequest = {
  messages: Array<({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
    contentType?: string | null;
    content: string;
    threadId?: string | null;
    mentions?: Array<string> | null;
    attachments?: Array<Record<string, unknown>> | null;
    metadata?: Record<string, unknown> | null;
    workspaceId?: string | null;
    optimisticId?: string | null;
  }>;
};

/** What a callback of `message:send_queued` gets. */
export type MessageSendQueuedAnswer = {
  results: Array<{
    success: boolean;
    id: string;
    optimisticId: string | null;
    channelId: string | null;
    conversationId: string | null;
    timestamp: string;
    seq: number;
  } | {
    success: boolean;
    optimisticId: string | null;
    error: {
      code: "VALIDATION_ERROR" | "UNKNOWN_EVENT" | "FORBIDDEN" | "NOT_FOUND" | "NOT_IN_ROOM" | "RATE_LIMIT_EXCEEDED" | "PAYLOAD_TOO_LARGE" | "CONFLICT" | "UNAVAILABLE" | "TOKEN_EXPIRED" | "INTERNAL";
      message: string;
      retryAfterMs?: number;
    };
  }>;
};

/** `message:stream_chunk`: Adds a piece to a message that is being written. */
export type MessageStreamChunkRequest = {
  messageId: string;
  index: number;
  text: string;
};

/** `message:stream_end`: Sends the message that was written. */
export type MessageStreamEndRequest = {
  messageId: string;
  content?: string | null;
};

/** What a callback of `message:stream_end` gets. */
export type MessageStreamEndAnswer = {
  id: string;
  optimisticId: string | null;
  channelId: string | null;
  conversationId: string | null;
  timestamp: string;
  seq: number;
};

/** `message:stream_start`: Begins a message that is written piece by piece. */
export type MessageStreamStartRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  optimisticId?: string | null;
  threadId?: string | null;
  metadata?: Record<string, unknown> | null;
};

/** What a callback of `message:stream_start` gets. */
export type MessageStreamStartAnswer = {
  messageId: string;
};

/** `message:update`: Changes what a message of the user says. */
export type MessageUpdateRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  messageId: string;
  content: string;
  metadata?: Record<string, unknown> | null;
};

/** What a callback of `message:update` gets. */
export type MessageUpdateAnswer = {
  messageId: string;
  seq: number | null;
  timestamp: string | null;
};

/** `presence:list`: Asks who of the organization is not offline: 500 users at most, those behind `after` in the order of ids. */
export type PresenceListRequest = {
  after?: string | null;
};

/** What a callback of `presence:list` gets. */
export type PresenceListAnswer = {
  users: Array<{
    userId: string;
    userName: string;
    status: "online" | "away" | "busy" | "offline";
    customStatus: string | null;
    statusText: string | null;
    timestamp: string;
  }>;
  hasMore: boolean;
};

/** `presence:update`: Chooses how the user appears to the organization; texts stay until named again, or null, or offline. */
export type PresenceUpdateRequest = {
  status: "online" | "away" | "busy" | "offline";
  customStatus?: string | null;
  statusText?: string | null;
};

/** `swarm:subscribe`: Hears what a session of agents does. */
export type SwarmSubscribeRequest = {
  sessionId: string;
};

/** What a callback of `swarm:subscribe` gets. */
export type SwarmSubscribeAnswer = {
  sessionId: string;
};

/** `swarm:unsubscribe`: Hears no more of a session of agents. */
export type SwarmUnsubscribeRequest = {
  sessionId: string;
};

/** What a callback of `swarm:unsubscribe` gets. */
export type SwarmUnsubscribeAnswer = {
  sessionId: string;
};

/** `tool:permission:response`: Answers a request for a permission. */
export type ToolPermissionResponseRequest = {
  requestId: string;
  approved: boolean;
  reason?: string | null;
};

/** What a callback of `tool:permission:response` gets. */
export type ToolPermissionResponseAnswer = {
  requestId: string;
  approved: boolean;
};

/** `typing:start`: The user types. */
export type TypingStartRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  userId?: unknown | null;
  userName?: unknown | null;
};

/** `typing:stop`: The user no longer types. */
export type TypingStopRequest = ({ channelId: string; conversationId?: null; customerId?: null } | { conversationId: string; customerId: string; channelId?: null }) & {
  userId?: unknown | null;
  userName?: unknown | null;
};

/** `activity:joined`: The socket hears what happens at the customer. */
export type ActivityJoinedEvent = {
  room: string;
};

/** `call:answered`: A call that rang at this user was joined by one of the user's sockets. */
export type CallAnsweredEvent = {
  roomId: string;
  roomName: string;
  timestamp: string;
};

/** `call:cancelled`: The call is off. */
export type CallCancelledEvent = {
  roomId: string;
  roomName: string | null;
  cancelledBy: string;
  cancelledByName: string;
  timestamp: string;
};

/** `call:declined`: The one who was called declines. */
export type CallDeclinedEvent = {
  roomId: string;
  declinedBy: string;
  declinedByName: string;
  timestamp: string;
};

/** `call:incoming`: A call rings at this user. */
export type CallIncomingEvent = {
  roomId: string;
  roomName: string;
  callerId: string;
  callerName: string;
  expiresAt: string;
  timestamp: string;
};

/** `call:joined`: This socket is in the call. */
export type CallJoinedEvent = {
  roomName: string;
  timestamp: string;
  participants: Array<{
    userId: string;
    userName: string;
  }>;
};

/** `call:participant_joined`: A user entered the call. */
export type CallParticipantJoinedEvent = {
  roomName: string;
  userId: string;
  userName: string;
  timestamp: string;
};

/** `call:participant_left`: A user left the call. */
export type CallParticipantLeftEvent = {
  roomName: string;
  userId: string;
  userName: string;
  reason: "left" | "disconnected" | "declined";
  timestamp: string;
};

/** `channel:history`: A stretch of a channel's messages, oldest first. */
export type ChannelHistoryEvent = {
  channelId: string;
  messages: Array<{
    id: string;
    channelId: string | null;
    conversationId: string | null;
    customerId: string | null;
    userId: string;
    userName: string;
    content: string;
    contentType: string;
    threadId: string | null;
    mentions: Array<string>;
    attachments: Array<Record<string, unknown>>;
    createdAt: string;
    updatedAt: string;
    metadata: Record<string, unknown> | null;
    workspaceId: string | null;
    optimisticId: string | null;
    seq: number;
    reactions: Array<{
      emoji: string;
      count: number;
      userIds: Array<string>;
    }>;
    deletedAt?: string;
  }>;
  hasMore: boolean;
  total: number;
  missed_events: Array<{
    event: string;
    data: Record<string, unknown>;
  }>;
};

/** `channel:join`: A user entered the channel. */
export type ChannelJoinEvent = {
  channelId: string;
  userId: string;
  userName: string;
  user: {
    id: string;
    name: string;
  };
  timestamp: string;
};

/** `channel:leave`: A user left the channel. */
export type ChannelLeaveEvent = {
  channelId: string;
  userId: string;
  userName: string;
  timestamp: string;
};

/** `channel:update`: The channel was changed. */
export type ChannelUpdateEvent = {
  channelId: string;
  updates: Record<string, unknown>;
  channel: {
    channelId: string;
    name: string | null;
    topic: string | null;
    description: string | null;
    metadata: Record<string, unknown> | null;
    createdAt: string;
    updatedAt: string;
  };
  updatedBy: string;
  updatedByName: string;
  timestamp: string;
};

/** `connected`: The session is open: the first event that a socket hears. */
export type ConnectedEvent = {
  socketId: string;
  userId: string;
  organizationId: string;
  timestamp: string;
};

/** `conversation:rejoined`: What was missed of a conversation. */
export type ConversationRejoinedEvent = {
  conversationId: string;
  customerId: string;
  missed_messages: Array<{
    id: string;
    channelId: string | null;
    conversationId: string | null;
    customerId: string | null;
    userId: string;
    userName: string;
    content: string;
    contentType: string;
    threadId: string | null;
    mentions: Array<string>;
    attachments: Array<Record<string, unknown>>;
    createdAt: string;
    updatedAt: string;
    metadata: Record<string, unknown> | null;
    workspaceId: string | null;
    optimisticId: string | null;
    seq: number;
    reactions: Array<{
      emoji: string;
      count: number;
      userIds: Array<string>;
    }>;
    deletedAt?: string;
  }>;
  missed_events: Array<{
    event: string;
    data: Record<string, unknown>;
  }>;
  hasMore: boolean;
  timestamp: string;
};

/** `error`: An event of this socket failed, or the server ends the session. */
export type ErrorEvent = {
  code: "VALIDATION_ERROR" | "UNKNOWN_EVENT" | "FORBIDDEN" | "NOT_FOUND" | "NOT_IN_ROOM" | "RATE_LIMIT_EXCEEDED" | "PAYLOAD_TOO_LARGE" | "CONFLICT" | "UNAVAILABLE" | "TOKEN_EXPIRED" | "INTERNAL";
  message: string;
  event: string | null;
  retryAfterMs?: number;
  optimisticId?: string;
};

/** `member:joined`: A user entered the conversation. */
export type MemberJoinedEvent = {
  conversationId: string;
  userId: string;
  userName: string;
  timestamp: string;
};

/** `member:left`: A user left the conversation. */
export type MemberLeftEvent = {
  conversationId: string;
  userId: string;
  userName: string;
  timestamp: string;
};

/** `message:chunk`: A piece of a message that is being written. */
export type MessageChunkEvent = {
  messageId: string;
  channelId: string | null;
  conversationId: string | null;
  index: number;
  text: string;
  timestamp: string;
};

/** `message:delete`: A message was erased. */
export type MessageDeleteEvent = {
  messageId: string;
  channelId: string | null;
  conversationId: string | null;
  deletedBy: string;
  deletedByName: string;
  timestamp: string;
  seq: number;
};

/** `message:new`: A message was sent to the room. */
export type MessageNewEvent = {
  id: string;
  channelId: string | null;
  conversationId: string | null;
  customerId: string | null;
  userId: string;
  userName: string;
  content: string;
  contentType: string;
  threadId: string | null;
  mentions: Array<string>;
  attachments: Array<Record<string, unknown>>;
  createdAt: string;
  updatedAt: string;
  metadata: Record<string, unknown> | null;
  workspaceId: string | null;
  optimisticId: string | null;
  seq: number;
};

/** `message:reaction`: An emoji was added to a message, or taken back. */
export type MessageReactionEvent = {
  messageId: string;
  channelId: string | null;
  conversationId: string | null;
  emoji: string;
  userId: string;
  userName: string;
  action: "add" | "remove";
  timestamp: string;
  seq: number;
};

/** `message:read`: A user has read up to a message. */
export type MessageReadEvent = {
  messageId: string;
  channelId: string | null;
  conversationId: string | null;
  userId: string;
  userName: string;
  timestamp: string;
  seq: number;
};

/** `message:read:batch`: A user has read everything. */
export type MessageReadBatchEvent = {
  messageIds: Array<string>;
  channelId: string | null;
  conversationId: string | null;
  userId: string;
  timestamp: string;
  seq: number;
};

/** `message:sent`: The message of this socket is kept. */
export type MessageSentEvent = {
  id: string;
  optimisticId: string | null;
  channelId: string | null;
  conversationId: string | null;
  timestamp: string;
  seq: number;
};

/** `message:stream_started`: A message is being written; whoever enters hears it with the text so far. */
export type MessageStreamStartedEvent = {
  messageId: string;
  channelId: string | null;
  conversationId: string | null;
  userId: string;
  userName: string;
  threadId: string | null;
  metadata: Record<string, unknown> | null;
  optimisticId: string | null;
  index: number;
  text: string;
  timestamp: string;
};

/** `message:update`: A message says something else now. */
export type MessageUpdateEvent = {
  messageId: string;
  content: string;
  metadata: Record<string, unknown> | null;
  channelId: string | null;
  conversationId: string | null;
  updatedBy: string;
  timestamp: string;
  seq: number;
};

/** `ooda:complete`: A loop of an agent has ended. */
export type OodaCompleteEvent = {
  goalMet: boolean;
  iterations: number;
  killed: boolean;
  timestamp: string;
};

/** `ooda:phase`: A phase of an agent's loop begins or ends. */
export type OodaPhaseEvent = {
  phase: "observe" | "orient" | "decide" | "act";
  iteration: number;
  data: {
    status: "started" | "completed";
    result?: unknown;
  };
  timestamp: string;
};

/** `presence:update`: A user appears differently from here on. */
export type PresenceUpdateEvent = {
  userId: string;
  userName: string;
  status: "online" | "away" | "busy" | "offline";
  customStatus: string | null;
  statusText: string | null;
  timestamp: string;
};

/** `room:joined`: This socket entered the conversation. */
export type RoomJoinedEvent = {
  room: string;
  conversationId: string;
  customerId: string;
  timestamp: string;
};

/** `swarm:subscribed`: The socket hears what the session does. */
export type SwarmSubscribedEvent = {
  sessionId: string;
};

/** `tool:permission:request`: A back end asks for a permission. */
export type ToolPermissionRequestEvent = {
  requestId: string;
  toolName: string;
  input: unknown;
  reason: string;
  expiresAt: string;
};

/** `tool:permission:resolved`: A request for a permission is decided. */
export type ToolPermissionResolvedEvent = {
  requestId: string;
  approved: boolean;
  reason: string | null;
  resolvedBy: string | null;
};

/** `transcription:result`: What the transcriber understood of a call. */
export type TranscriptionResultEvent = {
  roomName: string;
  text: string;
  isFinal: boolean;
  confidence: number | null;
  timestamp: string;
  userId: string;
};

/** `transcription:segment`: What another's client understood of a call. */
export type TranscriptionSegmentEvent = {
  speaker: string;
  text: string;
  isFinal: boolean;
  timestamp: string;
  confidence: number | null;
  roomName: string;
  userId: string;
};

/** `typing:start`: Another user types. */
export type TypingStartEvent = {
  channelId: string | null;
  conversationId: string | null;
  userId: string;
  userName: string;
  timestamp: string;
};

/** `typing:stop`: Another user no longer types. */
export type TypingStopEvent = {
  channelId: string | null;
  conversationId: string | null;
  userId: string;
  userName: string;
  timestamp: string;
};

export interface ClientToServerEvents {
  /** Hears what happens at a customer. */
  "activity:join": (payload: ActivityJoinRequest, callback: (answer: Answer<ActivityJoinAnswer>) => void) => void;
  /** Hears no more of what happens at a customer. */
  "activity:leave": (payload: ActivityLeaveRequest, callback: (answer: Answer<ActivityLeaveAnswer>) => void) => void;
  /** Goes on with a new token. */
  "auth:refresh": (payload: AuthRefreshRequest, callback: (answer: Answer<{}>) => void) => void;
  /** Passes audio of a call to the transcriber. */
  "call:audio-chunk": (payload: CallAudioChunkRequest, callback: (answer: Answer<CallAudioChunkAnswer>) => void) => void;
  /** Takes a call back. */
  "call:cancel": (payload: CallCancelRequest, callback: (answer: Answer<CallCancelAnswer>) => void) => void;
  /** Declines a call. */
  "call:decline": (payload: CallDeclineRequest, callback: (answer: Answer<CallDeclineAnswer>) => void) => void;
  /** Enters a call. */
  "call:join": (payload: CallJoinRequest, callback: (answer: Answer<CallJoinAnswer>) => void) => void;
  /** Leaves a call. */
  "call:leave": (payload: CallLeaveRequest, callback: (answer: Answer<CallLeaveAnswer>) => void) => void;
  /** Tells the others what was said; final segments are kept. */
  "call:transcription": (payload: CallTranscriptionRequest, callback: (answer: Answer<CallTranscriptionAnswer>) => void) => void;
  /** Asks for an earlier page of messages. */
  "channel:history": (payload: ChannelHistoryRequest, callback: (answer: Answer<ChannelHistoryAnswer>) => void) => void;
  /** Enters a channel and is sent its latest messages; with `lastMessageId`, those after it, and nothing live before the last page of them (`hasMore`: ask again from its last message). */
  "channel:join": (payload: ChannelJoinRequest, callback: (answer: Answer<ChannelJoinAnswer>) => void) => void;
  /** Leaves a channel. */
  "channel:leave": (payload: ChannelLeaveRequest, callback: (answer: Answer<ChannelLeaveAnswer>) => void) => void;
  /** Changes a channel's name, topic, description or metadata. */
  "channel:update": (payload: ChannelUpdateRequest, callback: (answer: Answer<ChannelUpdateAnswer>) => void) => void;
  /** Enters a conversation. */
  "conversation:join": (payload: ConversationJoinRequest, callback: (answer: Answer<ConversationJoinAnswer>) => void) => void;
  /** Leaves a conversation. */
  "conversation:leave": (payload: ConversationLeaveRequest, callback: (answer: Answer<ConversationLeaveAnswer>) => void) => void;
  /** The user has read everything in a conversation. */
  "conversation:mark_read": (payload: ConversationMarkReadRequest, callback: (answer: Answer<ConversationMarkReadAnswer>) => void) => void;
  /** Enters a conversation, or stays in it, and is sent what was missed, and nothing live before the last page of it (`hasMore`: ask again from its last message). */
  "conversation:rejoin": (payload: ConversationRejoinRequest, callback: (answer: Answer<ConversationRejoinAnswer>) => void) => void;
  /** Erases a message. */
  "message:delete": (payload: MessageDeleteRequest, callback: (answer: Answer<MessageDeleteAnswer>) => void) => void;
  /** Adds an emoji to a message, or takes the user's own back. */
  "message:react": (payload: MessageReactRequest, callback: (answer: Answer<MessageReactAnswer>) => void) => void;
  /** The user has read up to a message. */
  "message:read": (payload: MessageReadRequest, callback: (answer: Answer<MessageReadAnswer>) => void) => void;
  /** Sends a message. */
  "message:send": (payload: MessageSendRequest, callback: (answer: Answer<MessageSendAnswer>) => void) => void;
  /** Sends up to 100 messages; counts as one event for each 10. */
  "message:send_queued": (payload: MessageSendQueuedRequest, callback: (answer: Answer<MessageSendQueuedAnswer>) => void) => void;
  /** Adds a piece to a message that is being written. */
  "message:stream_chunk": (payload: MessageStreamChunkRequest, callback: (answer: Answer<{}>) => void) => void;
  /** Sends the message that was written. */
  "message:stream_end": (payload: MessageStreamEndRequest, callback: (answer: Answer<MessageStreamEndAnswer>) => void) => void;
  /** Begins a message that is written piece by piece. */
  "message:stream_start": (payload: MessageStreamStartRequest, callback: (answer: Answer<MessageStreamStartAnswer>) => void) => void;
  /** Changes what a message of the user says. */
  "message:update": (payload: MessageUpdateRequest, callback: (answer: Answer<MessageUpdateAnswer>) => void) => void;
  /** The user is still there. */
  "presence:heartbeat": (callback: (answer: Answer<{}>) => void) => void;
  /** Asks who of the organization is not offline: 500 users at most, those behind `after` in the order of ids. */
  "presence:list": (...args: [callback: (answer: Answer<PresenceListAnswer>) => void] | [payload: PresenceListRequest, callback: (answer: Answer<PresenceListAnswer>) => void]) => void;
  /** Chooses how the user appears to the organization; texts stay until named again, or null, or offline. */
  "presence:update": (payload: PresenceUpdateRequest, callback: (answer: Answer<{}>) => void) => void;
  /** Hears what a session of agents does. */
  "swarm:subscribe": (payload: SwarmSubscribeRequest, callback: (answer: Answer<SwarmSubscribeAnswer>) => void) => void;
  /** Hears no more of a session of agents. */
  "swarm:unsubscribe": (payload: SwarmUnsubscribeRequest, callback: (answer: Answer<SwarmUnsubscribeAnswer>) => void) => void;
  /** Answers a request for a permission. */
  "tool:permission:response": (payload: ToolPermissionResponseRequest, callback: (answer: Answer<ToolPermissionResponseAnswer>) => void) => void;
  /** The user types. */
  "typing:start": (payload: TypingStartRequest, callback: (answer: Answer<{}>) => void) => void;
  /** The user no longer types. */
  "typing:stop": (payload: TypingStopRequest, callback: (answer: Answer<{}>) => void) => void;
}

export interface ServerToClientEvents {
  /** The socket hears what happens at the customer. */
  "activity:joined": (payload: ActivityJoinedEvent) => void;
  /** A call that rang at this user was joined by one of the user's sockets. */
  "call:answered": (payload: CallAnsweredEvent) => void;
  /** The call is off. */
  "call:cancelled": (payload: CallCancelledEvent) => void;
  /** The one who was called declines. */
  "call:declined": (payload: CallDeclinedEvent) => void;
  /** A call rings at this user. */
  "call:incoming": (payload: CallIncomingEvent) => void;
  /** This socket is in the call. */
  "call:joined": (payload: CallJoinedEvent) => void;
  /** A user entered the call. */
  "call:participant_joined": (payload: CallParticipantJoinedEvent) => void;
  /** A user left the call. */
  "call:participant_left": (payload: CallParticipantLeftEvent) => void;
  /** A stretch of a channel's messages, oldest first. */
  "channel:history": (payload: ChannelHistoryEvent) => void;
  /** A user entered the channel. */
  "channel:join": (payload: ChannelJoinEvent) => void;
  /** A user left the channel. */
  "channel:leave": (payload: ChannelLeaveEvent) => void;
  /** The channel was changed. */
  "channel:update": (payload: ChannelUpdateEvent) => void;
  /** The session is open: the first event that a socket hears. */
  "connected": (payload: ConnectedEvent) => void;
  /** What was missed of a conversation. */
  "conversation:rejoined": (payload: ConversationRejoinedEvent) => void;
  /** An event of this socket failed, or the server ends the session. */
  "error": (payload: ErrorEvent) => void;
  /** A user entered the conversation. */
  "member:joined": (payload: MemberJoinedEvent) => void;
  /** A user left the conversation. */
  "member:left": (payload: MemberLeftEvent) => void;
  /** A piece of a message that is being written. */
  "message:chunk": (payload: MessageChunkEvent) => void;
  /** A message was erased. */
  "message:delete": (payload: MessageDeleteEvent) => void;
  /** A message was sent to the room. */
  "message:new": (payload: MessageNewEvent) => void;
  /** An emoji was added to a message, or taken back. */
  "message:reaction": (payload: MessageReactionEvent) => void;
  /** A user has read up to a message. */
  "message:read": (payload: MessageReadEvent) => void;
  /** A user has read everything. */
  "message:read:batch": (payload: MessageReadBatchEvent) => void;
  /** The message of this socket is kept. */
  "message:sent": (payload: MessageSentEvent) => void;
  /** A message is being written; whoever enters hears it with the text so far. */
  "message:stream_started": (payload: MessageStreamStartedEvent) => void;
  /** A message says something else now. */
  "message:update": (payload: MessageUpdateEvent) => void;
  /** A loop of an agent has ended. */
  "ooda:complete": (payload: OodaCompleteEvent) => void;
  /** A phase of an agent's loop begins or ends. */
  "ooda:phase": (payload: OodaPhaseEvent) => void;
  /** A user appears differently from here on. */
  "presence:update": (payload: PresenceUpdateEvent) => void;
  /** This socket entered the conversation. */
  "room:joined": (payload: RoomJoinedEvent) => void;
  /** The socket hears what the session does. */
  "swarm:subscribed": (payload: SwarmSubscribedEvent) => void;
  /** A back end asks for a permission. */
  "tool:permission:request": (payload: ToolPermissionRequestEvent) => void;
  /** A request for a permission is decided. */
  "tool:permission:resolved": (payload: ToolPermissionResolvedEvent) => void;
  /** What the transcriber understood of a call. */
  "transcription:result": (payload: TranscriptionResultEvent) => void;
  /** What another's client understood of a call. */
  "transcription:segment": (payload: TranscriptionSegmentEvent) => void;
  /** Another user types. */
  "typing:start": (payload: TypingStartEvent) => void;
  /** Another user no longer types. */
  "typing:stop": (payload: TypingStopEvent) => void;
}

/**
 * A callback may be left out, which `Socket` alone cannot say without losing the type of what `emitWithAck` returns:
 * `const socket = io(url) as Socket<ServerToClientEvents, ClientToServerEvents> & WithoutCallback`.
 */
export interface WithoutCallback {
  emit<E extends keyof ClientToServerEvents>(
    event: E,
    ...args: Parameters<ClientToServerEvents[E]> extends [...infer P, unknown] ? P : never
  ): unknown;
}
