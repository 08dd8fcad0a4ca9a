package io.rotunda.server.admin;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.EventCounts;
import io.rotunda.server.admin.ServerStats.Counted;
import io.rotunda.server.admin.ServerStats.Sockets;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.Wire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps operators told: once a second of sockets and rooms, every other second of counts, every ten of events. While
/// nobody looks, nothing is done and nothing is kept.
final class Watch {
    static final int MAX_WATCHERS = 20;

    /// In seconds, as the reference server does.
    private static final int STATS_EVERY = 2;

    /// In seconds: a hundred names are a tenth of the lines that the page keeps.
    private static final int SUMS_EVERY = 10;

    private static final int MAX_SHOWN_BYTES = 512 << 10;
    private static final int MAX_CHANGED_BYTES = 64 << 10;

    /// Makes the page know the namespace, and begin with it, also while nobody is in it.
    private static final byte[] MAIN = AdminJson.event("socket_updated", Map.of("id", "", "nsp", Namespaces.MAIN));

    private static final String UNLISTED = Namespaces.MAIN + " (not listed)";

    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final NodeStats stats;
    private final EventSums events;
    private final int maxShown;
    private final int maxChanged;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    /// How many sockets there are beside those that are shown one by one.
    private volatile int unlisted;

    private volatile boolean everUnlisted;

    // Touched by whoever ticks.
    private @Nullable Roster roster;
    private int ticks;

    /// @param node what it is called
    /// @param outboundBytes what may wait for one socket
    Watch(String node, Dispatcher dispatcher, EventCounts sent, Wire wire, int outboundBytes, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.stats = new NodeStats(node, wire, clock);
        this.events = new EventSums(dispatcher.received(), sent);
        this.maxShown = Math.min(MAX_SHOWN_BYTES, outboundBytes / 2);
        this.maxChanged = Math.min(MAX_CHANGED_BYTES, outboundBytes / 8);
    }

    /// Any thread.
    void begin(Watcher watcher) {
        watchers.add(watcher);
        watcher.tell(stats(List.of()));
    }

    /// Any thread; idempotent.
    void end(Watcher watcher) {
        watchers.remove(watcher);
    }

    boolean full() {
        return watchers.size() >= MAX_WATCHERS;
    }

    /// Once a second, by one thread at a time.
    void tick() {
        var now = clock.instant();
        watchers.stream().filter(watcher -> watcher.over(now)).forEach(Watcher::end);
        if (watchers.isEmpty()) {
            roster = null;
            return;
        }
        if (roster == null) {
            roster = new Roster(maxShown);
            stats.sinceLastTime();
            events.sinceLastTime("");
            ticks = 0;
        }
        var all = List.copyOf(watchers);
        tellChanges(roster, all, AdminJson.time(now));
        unlisted = roster.ready() ? Math.max(0, dispatcher.sessions() - roster.size()) : 0;
        everUnlisted = everUnlisted || unlisted > 0;
        if (ticks % STATS_EVERY == 0) {
            tell(all, stats(stats.sinceLastTime()));
        }
        if (++ticks % SUMS_EVERY == 0) {
            events.sinceLastTime(AdminJson.time(now)).forEach(event -> tell(all, event));
        }
    }

    private void tellChanges(Roster current, List<Watcher> all, String time) {
        var caughtUp = all.stream().filter(Watcher::caughtUp).toList();
        var changes = caughtUp.isEmpty() ? Changes.unheard() : Changes.upTo(maxChanged);
        current.update(dispatcher.openSessions(), changes, time);
        changes.packets().forEach(packet -> tell(caughtUp, packet));
        if (current.ready() && caughtUp.size() < all.size()) {
            var everything = AdminJson.event("all_sockets", current.views());
            all.stream().filter(watcher -> !watcher.caughtUp()).forEach(watcher -> {
                watcher.tell(MAIN);
                watcher.catchUp(everything);
            });
        }
    }

    private byte[] stats(List<Counted> events) {
        var namespaces = new ArrayList<Sockets>();
        namespaces.add(new Sockets(Namespaces.MAIN, dispatcher.sessions()));
        namespaces.add(new Sockets(AdminNamespace.NAME, watchers.size()));
        if (everUnlisted) {
            namespaces.add(new Sockets(UNLISTED, unlisted)); // the page keeps a row that was there once
        }
        return AdminJson.event("server_stats", stats.now(events, namespaces));
    }

    private static void tell(List<Watcher> watchers, byte[] event) {
        watchers.forEach(watcher -> watcher.tell(event));
    }
}
