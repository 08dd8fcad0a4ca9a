package io.rotunda.bench.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux counts for processes, from `/proc`. CPU times are in microseconds, user and system together.
public final class Proc {
    private static final Path ROOT = Path.of("/proc");

    /// Linux tells times in hundredths of a second on every architecture that it runs Java on.
    private static final double TICK = 10_000;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private Proc() {}

    /// All threads of a process.
    public static double cpu(long pid) {
        var fields = stat(Long.toString(pid));
        return sum(fields, USER, SYSTEM);
    }

    /// A process, its children, and those of its children that have ended.
    public static double treeCpu(long pid) {
        double sum = sum(stat(Long.toString(pid)), USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
        try (var processes = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (var process : processes) {
                sum += childCpu(String.valueOf(process.getFileName()), pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    /// Everything that ran on the machine, without what the hypervisor took.
    public static double machineCpu() {
        var fields = line(ROOT.resolve("stat"), "cpu ").split("\\s+");
        return sum(fields, 1, 2, 3, 6, 7);
    }

    /// The memory of a process that is in RAM, in bytes.
    public static long residentBytes(long pid) {
        var line = line(ROOT.resolve(Long.toString(pid)).resolve("status"), "VmRSS:");
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }

    private static double childCpu(String process, long parent) {
        try {
            var fields = stat(process);
            return fields[PARENT].equals(Long.toString(parent)) ? sum(fields, USER, SYSTEM) : 0;
        } catch (UncheckedIOException _) {
            return 0; // it ended while we looked
        }
    }

    private static double sum(String[] fields, int... which) {
        long ticks = 0;
        for (int field : which) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks * TICK;
    }

    /// The fields after the name, which may hold anything.
    private static String[] stat(String process) {
        try {
            var text = Files.readString(ROOT.resolve(process).resolve("stat"));
            return text.substring(text.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Path file, String start) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(start)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
