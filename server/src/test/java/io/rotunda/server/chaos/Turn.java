package io.rotunda.server.chaos;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What one process of tests at a time may do.
final class Turn implements AutoCloseable {
    private final FileChannel file;

    private Turn(FileChannel file) {
        this.file = file;
    }

    /// Waits for it.
    ///
    /// @param directory which may be changed then
    static Turn in(Path directory) throws IOException {
        var file = FileChannel.open(directory.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            file.lock();
            return new Turn(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
