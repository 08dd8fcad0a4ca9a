/// The mode in which the server does nothing but what the protocols' own test suites test.
@NullMarked
package io.rotunda.server.conformance;

import org.jspecify.annotations.NullMarked;
