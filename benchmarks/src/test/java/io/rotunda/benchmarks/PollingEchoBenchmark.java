package io.rotunda.benchmarks;

import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Messages that come in a `POST`, and go back with the next `GET`: HTTP, and polling payloads both ways.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class PollingEchoBenchmark {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private HandWire.Peer posts;
    private HandWire.Peer polls;
    private byte[] one;
    private byte[] ten;
    private byte[] poll;

    @Setup
    public void connect() {
        var wire = new HandWire();
        posts = wire.connect();
        polls = wire.connect();
        var path = "/engine.io/?EIO=4&transport=polling";
        polls.says(Requests.get(path));
        var opened = SID.matcher(polls.heard());
        if (!opened.find()) {
            throw new IllegalStateException("no session was opened");
        }
        var session = path + "&sid=" + opened.group(1);
        var packet = "4" + "x".repeat(100);
        one = Requests.post(session, packet);
        ten = Requests.post(session, (packet + "\u001e").repeat(9) + packet);
        poll = Requests.get(session);
        posts.heard();
    }

    @Benchmark
    public long oneMessage() {
        return posts.says(one) + polls.says(poll);
    }

    @Benchmark
    public long tenMessages() {
        return posts.says(ten) + polls.says(poll);
    }
}
