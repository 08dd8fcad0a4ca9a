package io.rotunda.bench.report;

import java.util.Locale;

/// Elements of a drawing. Its colours follow the reader's: light or dark.
final class Svg {
    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #444; }
            .title { font-weight: 600; fill: #222; }
            .head { font-size: 16px; font-weight: 600; fill: #222; }
            .grid { stroke: #8883; } .axis { stroke: #888; } .range { stroke: #444; stroke-width: 1.2; }
            @media (prefers-color-scheme: dark) {
              text { fill: #bbb; } .title, .head { fill: #eee; } .range { stroke: #ccc; }
            }
            </style>
            """;

    private final StringBuilder elements = new StringBuilder();

    void text(double x, double y, String anchor, String kind, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s' class='%s'>%s</text>", x, y, anchor, kind, escape(text));
    }

    void line(double x1, double y1, double x2, double y2, String kind) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>", x1, y1, x2, y2, kind);
    }

    void bar(double x, double y, double width, double height, String colour) {
        add("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='2' fill='%s'/>", x, y, width, height, colour);
    }

    void dot(double x, double y, String colour) {
        add("<circle cx='%.1f' cy='%.1f' r='3.5' fill='%s'/>", x, y, colour);
    }

    void path(String points, String colour) {
        add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, colour);
    }

    String document(double width, double height) {
        return format(
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' height='%.0f' viewBox='0 0 %.0f %.0f'>%n",
                        width, height, width, height)
                + STYLE
                + elements
                + "</svg>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // the library with that annotation is not here
    private void add(String element, Object... values) {
        elements.append(format(element, values)).append('\n');
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
