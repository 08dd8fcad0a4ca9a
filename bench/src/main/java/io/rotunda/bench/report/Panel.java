package io.rotunda.bench.report;

import java.util.function.UnaryOperator;

/// One small diagram in a figure.
interface Panel {
    double height();

    /// Draws itself below and to the right of a point.
    ///
    /// @param colour of a server's name
    void draw(Svg svg, double left, double top, double width, UnaryOperator<String> colour);
}
