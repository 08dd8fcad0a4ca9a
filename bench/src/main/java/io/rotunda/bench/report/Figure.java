package io.rotunda.bench.report;

import java.util.List;

/// Panels in rows, with one legend.
record Figure(String title, List<String> servers, List<Panel> panels) {
    private static final List<String> COLOURS = List.of("#3b7fc4", "#e08a3c", "#4f9d69", "#a06cb5", "#b5524c");
    private static final int COLUMNS = 3;
    private static final double WIDTH = 330;
    private static final double GAP = 34;
    private static final double MARGIN = 24;
    private static final double HEAD = 78;

    Figure {
        servers = List.copyOf(servers);
        panels = List.copyOf(panels);
    }

    String svg() {
        var svg = new Svg();
        int columns = Math.clamp(panels.size(), 1, COLUMNS);
        svg.text(MARGIN, 30, "start", "head", title);
        double x = MARGIN;
        for (var server : servers) {
            svg.bar(x, 44, 14, 14, colour(server));
            svg.text(x + 20, 56, "start", "", server);
            x += 44 + 7.2 * server.length();
        }
        double top = HEAD;
        for (int from = 0; from < panels.size(); from += columns) {
            var row = panels.subList(from, Math.min(panels.size(), from + columns));
            for (int column = 0; column < row.size(); column++) {
                row.get(column).draw(svg, MARGIN + column * (WIDTH + GAP), top, WIDTH, this::colour);
            }
            top += row.stream().mapToDouble(Panel::height).max().orElse(0) + 12;
        }
        double width = Math.max(
                2 * MARGIN + columns * WIDTH + (columns - 1) * GAP, MARGIN + Math.max(x, 9.5 * title.length()));
        return svg.document(width, top + 4);
    }

    private String colour(String server) {
        return COLOURS.get(servers.indexOf(server) % COLOURS.size());
    }
}
