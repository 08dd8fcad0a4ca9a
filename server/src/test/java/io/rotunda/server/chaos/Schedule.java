package io.rotunda.server.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Which faults come, in which order and how long they last: all of it follows from the seed.
record Schedule(long seed, List<Fault> faults) {
    Schedule {
        faults = List.copyOf(faults);
    }

    /// So many of each kind, in a random order.
    static Schedule of(long seed, Map<Kind, Integer> counts) {
        var random = new SplittableRandom(seed);
        var faults = new ArrayList<Fault>();
        for (var kind : Kind.values()) {
            for (int i = 0; i < counts.getOrDefault(kind, 0); i++) {
                faults.add(fault(kind, random));
            }
        }
        Collections.shuffle(faults, Random.from(random));
        return new Schedule(seed, faults);
    }

    /// So many faults, of kinds as frequent as their weights say.
    static Schedule of(long seed, Map<Kind, Integer> weights, int faults) {
        var random = new SplittableRandom(seed);
        var bag = new ArrayList<Kind>();
        for (var kind : Kind.values()) {
            bag.addAll(Collections.nCopies(weights.getOrDefault(kind, 0), kind));
        }
        var chosen = new ArrayList<Fault>();
        for (int i = 0; i < faults; i++) {
            chosen.add(fault(bag.get(random.nextInt(bag.size())), random));
        }
        return new Schedule(seed, chosen);
    }

    private static Fault fault(Kind kind, RandomGenerator random) {
        var targets = kind.targets();
        var target = targets.get(random.nextInt(targets.size()));
        int after = random.nextInt(100, 900);
        int lasts = switch (kind) {
            case KILL_SERVER, KILL_POSTGRES -> random.nextBoolean() ? 0 : random.nextInt(700);
            case TERMINATE_SERVER, RESET -> 0;
            case PAUSE_SERVER, PAUSE_POSTGRES -> random.nextInt(100, 4_000);
            case DISK_FULL -> random.nextInt(1_000, 3_000);
            case CUT, HALF_CLOSE, BLACKHOLE, ANSWERS_LOST, STALL, LATENCY, THROTTLE -> random.nextInt(300, 3_000);
        };
        double share = random.nextBoolean() ? 1 : random.nextDouble(0.2, 0.8);
        int dice = random.nextInt(10);
        var await = dice < 2 ? Fault.Await.NOTHING : dice < 7 ? Fault.Await.SERVICE : Fault.Await.EVERYBODY;
        return new Fault(kind, target, after, lasts, share, await);
    }
}
