package io.rotunda.server.doctor;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is done wrong by those who have yet to read how a proxy is set up.
final class Faults {
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final int IDLE_MS = 1_000;
    private static final int LARGEST_BODY = 10_000;

    static final Fault NONE = new Fault() {};
    static final Fault DROPS_UPGRADE = passingOn(without("Upgrade:", "Connection:"));
    static final Fault NAMES_ITSELF_AS_HOST =
            passingOn(lines -> Stream.concat(without("Host:").apply(lines), Stream.of("Host: upstream")));
    static final Fault STRIPS_CORS = passingBack(without("Access-Control-"));
    static final Fault ADDS_CORS =
            passingBack(lines -> Stream.concat(lines, Stream.of("Access-Control-Allow-Origin: *")));
    static final Fault SHIFTS_DATE = passingBack(lines -> Stream.concat(
            without("Date:").apply(lines),
            Stream.of("Date: "
                    + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            ZonedDateTime.now(ZoneOffset.UTC).plus(AHEAD)))));
    static final Fault LIMITS_BODIES =
            answering(head -> BreakingProxy.length(head) > LARGEST_BODY, "413 Request Entity Too Large", "");
    static final Fault BREAKS_ON_BODIES = breaking(head -> BreakingProxy.length(head) > LARGEST_BODY);
    static final Fault CUTS_IDLE = cuttingIdle(_ -> true);
    static final Fault CUTS_POLLS = cuttingIdle(Faults::poll);
    static final Fault BALANCES = new Fault() {
        @Override
        public int server(String request, int connections) {
            return connections % 2;
        }
    };
    static final Fault COMPRESSES = new Fault() {
        @Override
        public boolean compresses() {
            return true;
        }
    };
    static final Fault BUFFERS = new Fault() {
        @Override
        public boolean holdsBack(String request) {
            return poll(request);
        }
    };

    private Faults() {}

    static boolean ready(String request) {
        return request.contains("/readyz");
    }

    static boolean opening(String request) {
        return request.startsWith("GET") && request.contains("transport=polling") && !request.contains("sid=");
    }

    static boolean poll(String request) {
        return request.startsWith("GET") && request.contains("transport=polling") && request.contains("sid=");
    }

    static boolean post(String request) {
        return request.startsWith("POST");
    }

    static boolean preflight(String request) {
        return request.startsWith("OPTIONS");
    }

    static boolean webSocket(String request) {
        return request.contains("transport=websocket");
    }

    static boolean upgrade(String request) {
        return webSocket(request) && request.contains("sid=");
    }

    static Fault answering(Predicate<String> which, String status, String body) {
        return new Fault() {
            @Override
            public @Nullable String answers(String request) {
                return which.test(request)
                        ? "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length()
                                + "\r\nConnection: close\r\n\r\n" + body
                        : null;
            }
        };
    }

    static Fault breaking(Predicate<String> which) {
        return new Fault() {
            @Override
            public @Nullable String answers(String request) {
                return which.test(request) ? "" : null;
            }
        };
    }

    /// Some requests come to the second server.
    static Fault misleading(Predicate<String> which) {
        return new Fault() {
            @Override
            public int server(String request, int connections) {
                return which.test(request) ? 1 : 0;
            }
        };
    }

    /// Packets on WebSockets that begin like this are replaced.
    ///
    /// @param instead null for nothing
    static Fault replacing(String beginning, @Nullable String instead) {
        return new Fault() {
            @Override
            public @Nullable String says(String packet) {
                return packet.startsWith(beginning) ? instead : packet;
            }
        };
    }

    private static Fault cuttingIdle(Predicate<String> which) {
        return new Fault() {
            @Override
            public int idleMs(String request) {
                return which.test(request) ? IDLE_MS : 0;
            }
        };
    }

    private static Fault passingOn(UnaryOperator<Stream<String>> change) {
        return new Fault() {
            @Override
            public String passesOn(String request) {
                return lines(request, change);
            }
        };
    }

    private static Fault passingBack(UnaryOperator<Stream<String>> change) {
        return new Fault() {
            @Override
            public String passesBack(String answer) {
                return lines(answer, change);
            }
        };
    }

    static UnaryOperator<Stream<String>> without(String... headers) {
        return lines -> lines.filter(line ->
                Stream.of(headers).noneMatch(header -> line.regionMatches(true, 0, header, 0, header.length())));
    }

    /// A head with its lines changed.
    static String lines(String head, UnaryOperator<Stream<String>> change) {
        var lines = List.of(head.strip().split("\r\n"));
        return change.apply(lines.stream()).collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
    }
}
