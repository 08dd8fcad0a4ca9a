package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Ways in which a server may break a promise, each done once to a history at random.
enum Corruption {
    DROPPED {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            lines.remove(heard(lines, random));
        }
    },
    DUPLICATED {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = heard(lines, random);
            lines.add(at, lines.get(at).deepCopy());
        }
    },
    SWAPPED {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = heard(lines, random);
            int other = next(lines, at);
            var first = lines.get(at);
            lines.set(at, lines.get(other));
            lines.set(other, first);
        }
    },
    ALTERED {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var payload = (ObjectNode) lines.get(heard(lines, random)).path("payload");
            payload.put("timestamp", payload.path("timestamp").asText() + "x");
        }
    },
    OF_ANOTHER_TENANT {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var line = lines.get(any(
                    lines,
                    random,
                    one -> isDurable(one) && one.path("room").asText().startsWith("org-")));
            var room = line.path("room").asText();
            line.put("room", room.startsWith("org-a") ? SimulatedRun.GENERAL_B : SimulatedRun.GENERAL_A);
        }
    },
    LOST_ROW {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var rows = rows(lines, random);
            rows.remove(random.nextInt(rows.size()));
        }
    },
    STORED_TWICE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var table = lines.get(any(lines, random, Corruption::hasRows));
            var rows = (ArrayNode) table.path("messages");
            ObjectNode copy = rows.get(random.nextInt(rows.size())).deepCopy();
            rows.add(copy.put("id", "msg_again")
                    .put("seq", 1 + rows.size() + table.path("changes").size()));
        }
    },
    STORED_BY_ANOTHER {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var rows = rows(lines, random);
            ((ObjectNode) rows.get(random.nextInt(rows.size()))).put("userId", "eve");
        }
    },
    STORED_BY_A_NAMESAKE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var rows = rows(lines, random);
            var row = (ObjectNode) rows.get(random.nextInt(rows.size()));
            row.put("organizationId", other(row.path("organizationId").asText()));
        }
    },
    REFUSED_BUT_STORED {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var refused = lines.get(any(lines, random, line -> type(line, "fail") && isFinal(line)));
            var asked = lines.get(any(lines, random, line -> type(line, "invoke") && same(line, refused, "op")));
            var table = lines.get(any(lines, random, line -> type(line, "table") && same(line, asked, "room")));
            var rows = (ArrayNode) table.path("messages");
            var row = SimulatedRun.json()
                    .put("id", "msg_refused")
                    .put("createdAt", "z")
                    .put("updatedAt", "z");
            row.set("content", asked.path("request").path("content"));
            row.set("optimisticId", asked.path("request").path("optimisticId"));
            var user = asked.path("client").asText();
            row.put("userId", user.substring(user.indexOf('/') + 1));
            rows.add(row.put("seq", 1 + rows.size() + table.path("changes").size()));
        }
    },
    ACKNOWLEDGED_OTHERWISE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = any(
                    lines,
                    random,
                    line -> type(line, "ok") && line.path("answer").has("optimisticId"));
            var answer = (ObjectNode) lines.get(at).path("answer");
            answer.put("seq", answer.path("seq").asLong() + 1);
        }
    },
    SENT_OTHERWISE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = any(lines, random, line -> line.path("event").asText().equals("message:sent"));
            var payload = (ObjectNode) lines.get(at).path("payload");
            payload.put("seq", payload.path("seq").asLong() + 1);
        }
    },
    ANSWERED_TWICE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = any(lines, random, line -> type(line, "ok"));
            lines.add(at, lines.get(at).deepCopy());
        }
    },
    LEFT_OUT_OF_A_PAGE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var page = page(lines, random);
            page.remove(random.nextInt(page.size()));
        }
    },
    TWICE_IN_A_PAGE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var page = page(lines, random);
            page.insert(0, page.get(0).deepCopy());
        }
    },
    ALTERED_IN_A_PAGE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var page = page(lines, random);
            ((ObjectNode) page.get(0)).put("content", "not what was said");
        }
    },
    LOST_PIECE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            lines.remove(any(lines, random, line -> line.path("event").asText().equals("message:chunk")));
        }
    },
    /// Somebody hears of a message that is written nothing but its end.
    WRITTEN_UNSEEN {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            var whole = lines.get(any(lines, random, line -> isLive(line) && isStreamed(lines, line)));
            lines.removeIf(line -> type(line, "deliver")
                    && same(line, whole, "client")
                    && line.path("payload")
                            .path("messageId")
                            .equals(whole.path("payload").path("id")));
        }
    },
    REPEATED_PIECE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = any(lines, random, line -> line.path("event").asText().equals("message:chunk"));
            lines.add(at, lines.get(at).deepCopy());
        }
    },
    TYPED_BY_NOBODY {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = any(
                    lines,
                    random,
                    line -> type(line, "deliver") && line.path("event").asText().equals("typing:start"));
            ((ObjectNode) lines.get(at).path("payload")).put("userId", "eve");
        }
    },

    TYPED_BY_A_NAMESAKE {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            int at = any(
                    lines,
                    random,
                    line -> line.path("payload").has("userName")
                            && line.path("event").asText().equals("typing:start")
                            && RoomName.isChannel(line.path("room").asText()));
            var payload = (ObjectNode) lines.get(at).path("payload");
            var name = payload.path("userName").asText();
            payload.put("userName", other(name.substring(0, 5)) + name.substring(5));
        }
    },
    OF_NO_ROOM {
        @Override
        void on(List<ObjectNode> lines, RandomGenerator random) {
            lines.get(heard(lines, random)).putNull("room");
        }
    };

    abstract void on(List<ObjectNode> lines, RandomGenerator random);

    /// Something durable that a client heard, and then something else in the same room: what it hears last before it
    /// loses its connection may be lost with it, and is replayed.
    private static int heard(List<ObjectNode> lines, RandomGenerator random) {
        while (true) {
            int at = any(lines, random, Corruption::isDurable);
            if (next(lines, at) > 0) {
                return at;
            }
        }
    }

    /// Where the same client hears something durable of the same room on the same connection; 0 if it does not.
    private static int next(List<ObjectNode> lines, int at) {
        var line = lines.get(at);
        for (int i = at + 1; i < lines.size(); i++) {
            var other = lines.get(i);
            if (same(line, other, "client")) {
                if (type(other, "connect") && !other.path("recovered").asBoolean()) {
                    return 0;
                }
                if (isDurable(other) && same(line, other, "room")) {
                    return i;
                }
            }
        }
        return 0;
    }

    private static String other(String organization) {
        return organization.equals("org-a") ? "org-b" : "org-a";
    }

    private static boolean isFinal(ObjectNode line) {
        return !line.path("code").asText().equals("UNAVAILABLE");
    }

    private static boolean isLive(ObjectNode line) {
        return line.path("event").asText().equals("message:new") && type(line, "deliver");
    }

    /// Whether the one who hears this had heard it being written.
    private static boolean isStreamed(List<ObjectNode> lines, ObjectNode whole) {
        return lines.stream()
                .anyMatch(line -> line.path("event").asText().equals("message:stream_started")
                        && same(line, whole, "client")
                        && line.path("payload")
                                .path("messageId")
                                .equals(whole.path("payload").path("id")));
    }

    private static boolean isDurable(ObjectNode line) {
        return type(line, "deliver")
                && line.path("payload").has("seq")
                && !line.path("event").asText().equals("message:sent");
    }

    private static ArrayNode rows(List<ObjectNode> lines, RandomGenerator random) {
        return (ArrayNode) lines.get(any(lines, random, Corruption::hasRows)).path("messages");
    }

    private static boolean hasRows(ObjectNode line) {
        return type(line, "table") && !line.path("messages").isEmpty();
    }

    private static ArrayNode page(List<ObjectNode> lines, RandomGenerator random) {
        int at = any(
                lines,
                random,
                line -> type(line, "replay") && !line.path("messages").isEmpty());
        return (ArrayNode) lines.get(at).path("messages");
    }

    private static boolean type(ObjectNode line, String type) {
        return line.path("type").asText().equals(type);
    }

    private static boolean same(JsonNode one, JsonNode other, String field) {
        return one.path(field).asText().equals(other.path(field).asText());
    }

    private static int any(List<ObjectNode> lines, RandomGenerator random, Predicate<ObjectNode> suitable) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (suitable.test(lines.get(i))) {
                places.add(i);
            }
        }
        return places.get(random.nextInt(places.size()));
    }
}
