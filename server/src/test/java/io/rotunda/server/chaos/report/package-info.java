/// What a campaign comes to, for people: counts, and a plot over time.
@NullMarked
package io.rotunda.server.chaos.report;

import org.jspecify.annotations.NullMarked;
