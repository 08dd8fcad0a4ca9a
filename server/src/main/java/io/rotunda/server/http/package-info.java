/// What is served over plain HTTP beside the transport.
@NullMarked
package io.rotunda.server.http;

import org.jspecify.annotations.NullMarked;
