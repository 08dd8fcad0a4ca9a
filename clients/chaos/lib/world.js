// Who there is: two organizations that share a customer, with the same names for users, channels and conversations.

const ORGS = ["org-a", "org-b"];
const SHARED = "globex";

/** The rooms of one organization. Only the conversation `shared` is the same for both. */
function roomsOf(org, segment) {
  return [
    channel(org, `general-${segment}`),
    channel(org, `random-${segment}`),
    conversation(`umbrella-of-${org}`, `private-${segment}`),
    conversation(SHARED, `shared-${segment}`),
  ];
}

function channel(org, id) {
  const address = { channelId: id };
  return { name: `${org}/channel:${id}`, id, address, enter: "channel:join", leave: "channel:leave" };
}

function conversation(customerId, id) {
  const address = { conversationId: id, customerId };
  const name = `${customerId}/customer:${customerId}:conversation:${id}`;
  return { name, id, address, enter: "conversation:rejoin", leave: "conversation:leave" };
}

/** One observer and one talker for each transport in each organization, a second device of a user, and two who miss rooms. */
const DEVICES = [
  { user: "ann", role: "talker", transport: "websocket", device: 1, tokenRole: "agent" },
  { user: "bob", role: "talker", transport: "upgrade", device: 1, tokenRole: "member" },
  { user: "cal", role: "talker", transport: "polling", device: 1, tokenRole: "member" },
  { user: "ann", role: "observer", transport: "polling", device: 2, tokenRole: "member" },
  { user: "dan", role: "observer", transport: "websocket", device: 1, tokenRole: "member" },
  { user: "eve", role: "observer", transport: "upgrade", device: 1, tokenRole: "member" },
  // Whatever these hear of other rooms is not theirs.
  { user: "fay", role: "observer", transport: "websocket", device: 1, tokenRole: "member", rooms: 1 },
  { user: "gus", role: "observer", transport: "websocket", device: 1, tokenRole: "member", rooms: 0 },
];

/** Everybody: `{ who, rooms }`. Rooms are new for each segment, so that histories stay small. */
export function population(segment) {
  return ORGS.flatMap((org) => {
    const rooms = roomsOf(org, segment);
    const customers = [SHARED, `umbrella-of-${org}`];
    return DEVICES.map(({ device, rooms: count, ...who }) => ({
      who: { ...who, client: `${org}/${who.user}/${device}`, org, customers },
      rooms: rooms.slice(0, count),
    }));
  });
}
