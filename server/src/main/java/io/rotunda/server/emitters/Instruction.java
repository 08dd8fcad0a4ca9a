package io.rotunda.server.emitters;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.Addressees;
import io.rotunda.handlers.Backend;
import java.util.List;

/// What an emitter wants done, whatever format it wrote it in.
sealed interface Instruction {

    /// Does it, as far as back ends may.
    void carryOut(Backend backend);

    record Emit(Addressees whom, String event, List<JsonNode> arguments) implements Instruction {
        @Override
        public void carryOut(Backend backend) {
            backend.publish(whom, event, arguments);
        }
    }

    record Join(Addressees whom, List<String> rooms) implements Instruction {
        @Override
        public void carryOut(Backend backend) {
            backend.sockets().join(whom, rooms);
        }
    }

    record Leave(Addressees whom, List<String> rooms) implements Instruction {
        @Override
        public void carryOut(Backend backend) {
            backend.sockets().leave(whom, rooms);
        }
    }

    record Disconnect(Addressees whom) implements Instruction {
        @Override
        public void carryOut(Backend backend) {
            backend.sockets().disconnect(whom);
        }
    }
}
