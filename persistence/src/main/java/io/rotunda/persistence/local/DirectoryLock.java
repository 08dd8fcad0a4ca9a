package io.rotunda.persistence.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second server away from a directory. The system gives the lock back when its holder dies, however
/// it dies.
final class DirectoryLock implements AutoCloseable {
    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /// @throws IOException if somebody else has the directory
    static DirectoryLock take(Path directory) throws IOException {
        var file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return new DirectoryLock(file);
            }
        } catch (OverlappingFileLockException _) {
            // taken by this very process
        }
        file.close();
        throw new IOException("another server already uses " + directory + ": stop it, or set another DATA_DIR");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
