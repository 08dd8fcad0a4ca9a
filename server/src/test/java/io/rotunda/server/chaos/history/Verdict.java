package io.rotunda.server.chaos.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the rules found, and how often they looked: a rule that never looked has proved nothing.
public final class Verdict {
    private static final int MAX_FINDINGS = 200;
    private static final int MAX_QUOTED = 400;

    private final History history;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> checks = new TreeMap<>();
    private long found;

    Verdict(History history) {
        this.history = history;
    }

    void holds(String rule) {
        checks.putIfAbsent(rule, 0L);
    }

    void looked(String rule) {
        checks.merge(rule, 1L, Long::sum);
    }

    void found(Finding finding) {
        if (found++ < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    /// The first of what was found.
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /// How many comparisons each rule made.
    public Map<String, Long> checks() {
        return new TreeMap<>(checks);
    }

    /// The rules that made no comparison at all.
    public Set<String> idle() {
        var idle = new TreeSet<String>();
        checks.forEach((rule, count) -> {
            if (count == 0) {
                idle.add(rule);
            }
        });
        return idle;
    }

    /// What was found, with the lines that show it; empty if nothing was.
    public String explain() {
        if (findings.isEmpty()) {
            return "";
        }
        var numbers = findings.stream()
                .flatMap(finding -> finding.lines().stream())
                .distinct()
                .limit(MAX_QUOTED)
                .toList();
        var quoted = new ArrayList<String>();
        history.quote(numbers, quoted::add);
        return found + " findings\n" + findings.stream().map(Finding::toString).collect(Collectors.joining("\n")) + "\n"
                + String.join("\n", quoted);
    }
}
