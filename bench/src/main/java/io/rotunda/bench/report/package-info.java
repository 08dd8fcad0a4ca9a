/// What was measured, as a page, plots and lines of JSON.
@NullMarked
package io.rotunda.bench.report;

import org.jspecify.annotations.NullMarked;
