package io.rotunda.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Costs grow with what they are for, and with nothing else. Bytes, tasks and questions are counted, no time is taken.
class GrowthTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"transientEvent", "durableEvent", "tenEventsAtOnce", "transientEvent64KiB"})
    void eachFurtherMemberOfARoomCostsTheSame(String event) {
        long one = fanOut(event, 1);
        long hundred = fanOut(event, 101);
        long thousand = fanOut(event, 1001);

        long eachOfAHundred = (hundred - one) / 100;
        long eachOfTheNext = (thousand - hundred) / 900;
        assertAlmost(eachOfAHundred, eachOfTheNext);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tell", "tellOthers", "enterAndLeave", "appearAndDisappear"})
    void whatIsDoneOnceForARoomCostsTheSameHoweverManyAreInIt(String operation) {
        long ten = rooms(operation, 10);

        assertAlmost(ten, rooms(operation, 1_000));
        assertAlmost(ten, rooms(operation, 5_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000})
    void joiningAndLeavingAChannelCostsTheSameHoweverManyAreInIt(int members) {
        joining(10, 1).assertAlmost(joining(members, 1));
    }

    @Test
    void joiningAndLeavingAChannelCostsTheSameHoweverManyOthersThereAre() {
        joining(10, 1).assertAlmost(joining(10, 2_000));
    }

    /// What each delivery costs is counted elsewhere: clients here are deaf.
    private static Cost joining(int members, int otherChannels) {
        var questions = new Questions();
        var node = new HandNode(questions::counting);
        for (int i = 0; i < otherChannels; i++) {
            node.says(node.enters("other" + i), join("other" + i));
        }
        for (int i = 0; i < members; i++) {
            node.says(node.enters("user" + i), join("general"));
        }
        var guest = node.enters("guest");
        var join = join("general");
        var leave = HandNode.event("channel:leave", "{'channelId':'general'}");
        Runnable visit = () -> {
            node.says(guest, join);
            node.says(guest, leave);
        };
        for (int i = 0; i < 100; i++) {
            visit.run();
        }
        long asked = questions.asked();
        long tasks = node.tasks();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        visit.run();
        return new Cost(
                THREADS.getCurrentThreadAllocatedBytes() - bytes, node.tasks() - tasks, questions.asked() - asked);
    }

    private static byte[] join(String channelId) {
        return HandNode.event("channel:join", "{'channelId':'" + channelId + "'}");
    }

    private static long fanOut(String event, int members) {
        return Operation.of(FanOutBenchmark.class, event, members).allocatedBytes();
    }

    private static long rooms(String operation, int members) {
        return Operation.of(RoomsBenchmark.class, operation, members).allocatedBytes();
    }

    private static void assertAlmost(long expected, long actual) {
        assertTrue(Math.abs(expected - actual) <= Math.max(8, expected / 50), expected + " and " + actual + " bytes");
    }

    private record Cost(long bytes, long tasks, long questions) {
        void assertAlmost(Cost other) {
            GrowthTest.assertAlmost(bytes, other.bytes);
            assertEquals(tasks, other.tasks, "tasks");
            assertEquals(questions, other.questions, "questions");
        }
    }
}
