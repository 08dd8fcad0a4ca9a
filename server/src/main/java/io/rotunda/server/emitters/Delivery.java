package io.rotunda.server.emitters;

import io.rotunda.handlers.Backend;
import io.rotunda.handlers.ErrorCode;
import io.rotunda.handlers.Rejected;
import io.rotunda.rooms.Teller;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Carries out what came, and whatever it is goes on with the next.
final class Delivery {
    private final Backend backend;
    private final Drops drops;
    private final Map<Source, LongAdder> carriedOut = new EnumMap<>(Source.class);

    Delivery(Backend backend, Drops drops) {
        this.backend = backend;
        this.drops = drops;
        Arrays.stream(Source.values()).forEach(source -> carriedOut.put(source, new LongAdder()));
    }

    /// Reads an instruction.
    @FunctionalInterface
    interface Reading {
        Instruction read() throws Dropped;
    }

    /// Does one after the other, and waits then until all of it is on its way to the clients: who publishes faster than
    /// they are told must not fill the memory. On a [Teller]; blocks.
    ///
    /// @param closed ends the waiting: lanes that were shut down tell nobody
    <T> void inARow(List<T> all, Consumer<T> each, BooleanSupplier closed) throws InterruptedException {
        Teller.inARow(() -> all.forEach(each));
        awaitCaughtUp(closed);
    }

    void carryOut(Source source, Reading reading) {
        try {
            reading.read().carryOut(backend);
            count(source).increment();
        } catch (Dropped dropped) {
            drops.count(source, dropped.reason());
        } catch (Rejected rejected) {
            var reason = rejected.code() == ErrorCode.PAYLOAD_TOO_LARGE ? Reason.TOO_LARGE : Reason.REJECTED;
            drops.count(source, reason, rejected.publicMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            drops.fault(source.label(), fault);
        }
    }

    private void awaitCaughtUp(BooleanSupplier closed) throws InterruptedException {
        var caughtUp = new CountDownLatch(1);
        backend.whenCaughtUp(caughtUp::countDown);
        while (!caughtUp.await(100, TimeUnit.MILLISECONDS)) {
            if (closed.getAsBoolean()) {
                return;
            }
        }
    }

    long carriedOut(Source source) {
        return count(source).sum();
    }

    private LongAdder count(Source source) {
        return carriedOut.computeIfAbsent(source, _ -> new LongAdder());
    }
}
