package io.rotunda.server.doctor;

import java.io.IOException;
import java.util.List;

/// One thing to look at.
@FunctionalInterface
interface Check {

    /// Looks, and blocks while it does.
    ///
    /// @throws IOException if a connection broke where none may
    List<Finding> look(Deployment deployment) throws IOException, InterruptedException;
}
