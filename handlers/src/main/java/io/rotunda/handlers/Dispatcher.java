package io.rotunda.handlers;

import io.rotunda.handlers.RateLimiter.Verdict;
import io.rotunda.handlers.schema.Contract;
import io.rotunda.persistence.Stores;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Rooms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where clients' events come in. Everything that holds for all of them is here: limits, parsing,
/// answers, faults. What an event does is in its row of the [EventTable].
public final class Dispatcher {
    private static final Failure EXPIRED =
            new Failure(ErrorCode.TOKEN_EXPIRED, "the token has expired", null, null, null);

    private final EventTable table;
    private final RateLimiter limiter;
    private final Context context;
    private final Backend backend;
    private final Recovery recovery;
    private final Refusals refusals = new Refusals();
    private final Sessions sessions;
    private final EventCounts received;

    Dispatcher(
            EventTable table,
            RateLimiter limiter,
            Context context,
            Sessions sessions,
            Backend backend,
            Recovery recovery) {
        this.table = table;
        this.received =
                new EventCounts(table.rows().stream().map(EventTable.Row::event).toList());
        this.limiter = limiter;
        this.context = context;
        this.sessions = sessions;
        this.backend = backend;
        this.recovery = recovery;
    }

    /// A dispatcher for all events that this server knows.
    ///
    /// @param clock what all times and time limits come from
    public static Dispatcher of(
            Rooms rooms, Stores stores, Tokens tokens, Transcriber transcriber, Limits limits, InstantSource clock) {
        return Assembly.of(rooms, stores, tokens, transcriber, limits, clock, Thread::startVirtualThread);
    }

    /// Every event, as the documents say it.
    public Contract contract() {
        return table.contract();
    }

    /// Waits until a client may come in: before [#open] or [#reopen], and to be closed when it is in, refused or gone.
    /// On the client's mailbox; blocks.
    ///
    /// @throws Unavailable if too many came before it, or it has gone meanwhile
    public Turn turn(Client client) {
        return context.gates().connecting().enter(client);
    }

    /// Opens a client's session, and answers its CONNECT. On the client's mailbox.
    public Session open(Client client, Principal principal) {
        var pid = recovery.newPid();
        var visit = new Visit(client.user(), client.id(), context.clock().instant());
        var session = new Session(client, client.id(), context.rooms().open(client), pid, principal, visit, context);
        register(session);
        client.lane().execute(() -> client.accepted(client.id(), pid));
        session.open(new Connected(
                client.id(),
                principal.userId(),
                principal.organizationId(),
                context.clock().instant()));
        return session;
    }

    /// Goes on with the session that a client says it was lost from, if it is there and nothing of what it missed
    /// is; else opens a new one. On the client's mailbox, after [#vacate].
    ///
    /// @param offset how far the client says it has heard
    /// @param opened is given the session, later, on the mailbox
    public void reopen(Client client, Principal principal, String pid, String offset, Consumer<Session> opened) {
        recovery.resume(client, principal, pid, offset, resumed -> {
            if (resumed == null) {
                opened.accept(open(client, principal));
            } else {
                register(resumed);
                opened.accept(resumed);
            }
        });
    }

    /// Has the connection closed that a client says it was lost from, where that was not noticed yet.
    ///
    /// @param then what to do after that; from any thread, must not block
    public void vacate(String pid, Principal principal, Runnable then) {
        recovery.vacate(pid, principal, then);
    }

    /// Handles one event and answers it, as far as nothing has to be waited for. On the client's mailbox; the next
    /// event has to wait until [Remainder#finish] has returned.
    ///
    /// @throws Malformed if this is no event: the transport closes the connection
    public Remainder begin(Session session, Inbound inbound) throws Malformed {
        if (session.ended()) {
            return Remainder.NOTHING;
        }
        var event = EventName.in(inbound.json());
        received.add(event, 1);
        var row = table.find(event);
        var answer = new Answer(session, event, inbound.reply(), row != null, refusals);
        var now = context.clock().instant();
        if (session.expired(now)) {
            answer.refused(EXPIRED);
            expire(session);
            return Remainder.NOTHING;
        }
        Handling<?> handling = null;
        try {
            handling = judge(row, session, inbound, answer, now);
        } catch (RuntimeException | Error failure) {
            answer.failure(Failure.Reason.of(failure, answer.event(), session));
        } finally {
            if (handling == null) {
                session.heard(now);
            }
        }
        return handling == null ? Remainder.NOTHING : handling.begin();
    }

    /// What is to be handled; null if the event was answered.
    private @Nullable Handling<?> judge(
            EventTable.@Nullable Row<?> row, Session session, Inbound inbound, Answer answer, Instant now)
            throws Malformed {
        var budget = row == null ? Budget.SHARED : row.budget();
        switch (limiter.judge(session, answer.event(), budget, now.toEpochMilli())) {
            case Verdict.Handle() -> {
                return read(row, session, inbound, answer, now);
            }
            case Verdict.Ignore() -> answer.success(Ack.OK);
            case Verdict.Refuse refusal -> refuse(session, answer, refusal);
        }
        return null;
    }

    /// Closes a session for good: it leaves every room, and the others are told. On the client's mailbox, after
    /// its last event; idempotent.
    ///
    /// @param why as operators are told
    public void close(Session session, String why) {
        close(session, false, why);
    }

    /// The same for one whose connection was lost: its client may come back.
    public void lost(Session session, String why) {
        close(session, !session.ended(), why);
    }

    private void close(Session session, boolean lost, String why) {
        session.end();
        if (sessions.has(session)) {
            try {
                recovery.closed(session, lost, why);
            } finally {
                sessions.remove(session); // not before: whoever has to leave a room is found here or there
            }
        }
    }

    private void register(Session session) {
        sessions.add(session);
        recovery.opened(session);
    }

    /// Sees to what became due: who fell silent, while typing, writing or altogether, whose token expired. Once
    /// a second, from any thread.
    public void tick() {
        long now = context.clock().millis();
        limiter.forgetIdle(now);
        context.presence().tick();
        context.permissions().tick();
        context.rings().tick();
        context.streamEnds().tick();
        context.rooms().tick();
        context.recent().tick();
        context.whereabouts().tick(context.clock().instant());
        recovery.tick();
        for (var session : sessions) {
            if (session.claim(now)) {
                session.client().execute(() -> attend(session));
            }
        }
    }

    /// Whether nobody is on the way in, or into a room.
    boolean gatesIdle() {
        return context.gates().idle();
    }

    EventTable table() {
        return table;
    }

    /// The way in for what is not a client.
    public Backend backend() {
        return backend;
    }

    /// Who comes back, and who may.
    public Recovery recovery() {
        return recovery;
    }

    /// Keeps what is being written as far as it came. After the last client has gone; blocks.
    public void close() {
        context.streamEnds().endAll();
    }

    /// What clients sent, refused or not.
    public EventCounts received() {
        return received;
    }

    /// What was sent from the logs of rooms.
    public Replays replays() {
        return context.replays();
    }

    /// How many events were refused for that reason.
    public long refused(ErrorCode code) {
        return refusals.sum(code);
    }

    /// Those that are open now, in no order; may be changed while it is walked. Any thread.
    public Iterable<Session> openSessions() {
        return sessions;
    }

    /// How many sessions are open.
    public int sessions() {
        return sessions.size();
    }

    private @Nullable Handling<?> read(
            EventTable.@Nullable Row<?> row, Session session, Inbound inbound, Answer answer, Instant now)
            throws Malformed {
        var payload = Arguments.payload(inbound, row == null ? Set.of() : row.batches());
        if (row == null) {
            throw new Rejected(ErrorCode.UNKNOWN_EVENT, "no such event");
        }
        answer.about(Answer.optimisticId(payload));
        return read(row, session, new PayloadFields(payload, session.principal().organizationId()), answer, now);
    }

    private <R> @Nullable Handling<R> read(
            EventTable.Row<R> row, Session session, Fields fields, Answer answer, Instant now) {
        var request = row.read().apply(fields);
        int weight = row.weight().applyAsInt(request);
        if (limiter.weigh(session, weight, now.toEpochMilli()) instanceof Verdict.Refuse refusal) {
            refuse(session, answer, refusal);
            return null;
        }
        return new Handling<>(session, row.handler(), request, answer, now);
    }

    private static void refuse(Session session, Answer answer, Verdict.Refuse refusal) {
        answer.tooMany(refusal.retryAfterMs(), refusal.complain());
        if (refusal.disconnect()) {
            session.dismiss("too many events");
        }
    }

    private void attend(Session session) {
        var now = context.clock().instant();
        if (session.ended()) {
            return;
        }
        if (session.expired(now)) {
            expire(session);
        } else {
            session.attend(now);
        }
    }

    private static void expire(Session session) {
        session.send(EXPIRED);
        session.dismiss("the token has expired");
    }
}
