package io.rotunda.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.bench.scenario.Checks;
import io.rotunda.bench.scenario.Metric;
import io.rotunda.bench.scenario.Outcome;
import io.rotunda.bench.scenario.Scenarios;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotsTest {
    private static final Summary HALF = new Summary(50, 40, 60);
    private static final Summary ALL = new Summary(100, 100, 100);

    @Test
    void barsAreAsLongAsTheirMediansAndRangesEndAtTheExtremes() throws Exception {
        var bars = new LinkedHashMap<String, Summary>();
        bars.put("a", HALF);
        bars.put("b", ALL);

        var drawn = read(new Figure("title", List.of("a", "b"), List.of(new BarPanel("panel", "µs", bars))));

        var widths = bars(drawn).stream().map(bar -> number(bar, "width")).toList();
        assertEquals(widths.get(1), 2 * widths.get(0), 0.2);
        var range = lines(drawn, "range").getFirst();
        double left = number(bars(drawn).getFirst(), "x");
        assertEquals(0.4 * widths.get(1), number(range, "x1") - left, 0.2);
        assertEquals(0.6 * widths.get(1), number(range, "x2") - left, 0.2);
    }

    @Test
    void aServerHasOneColourInLegendAndBars() throws Exception {
        var bars = new LinkedHashMap<String, Summary>(Map.of("b", ALL));

        var drawn = read(new Figure("title", List.of("a", "b"), List.of(new BarPanel("panel", "µs", bars))));

        var legend = rectangles(drawn).get(1);
        assertEquals(legend.getAttribute("fill"), bars(drawn).getFirst().getAttribute("fill"));
    }

    @Test
    void dotsAreWhereTheAxesSay() throws Exception {
        SequencedMap<String, List<LinePanel.Point>> lines = new LinkedHashMap<>();
        lines.put("a", List.of(new LinePanel.Point(0, HALF), new LinePanel.Point(1, ALL)));
        var places = List.of(new LinePanel.Place(0, "10"), new LinePanel.Place(1, "100"));

        var drawn = read(new Figure(
                "title", List.of("a"), List.of(new LinePanel("panel", "ms", "members", false, places, lines))));

        var axis = lines(drawn, "axis");
        var dots = elements(drawn, "circle");
        double zero = number(axis.getFirst(), "y1");
        assertEquals(zero - number(dots.get(1), "cy"), 2 * (zero - number(dots.get(0), "cy")), 0.2);
        assertEquals(number(axis.getFirst(), "x1"), number(dots.get(0), "cx"), 0.2);
        assertEquals(number(axis.getFirst(), "x2"), number(dots.get(1), "cx"), 0.2);
    }

    @Test
    void everyFigureIsWellFormedAndNamesItsServers() throws Exception {
        var samples = new Samples();
        for (var scenario : Scenarios.ALL) {
            for (var server : List.of("rotunda", "a & b <c>")) {
                DoubleStream.of(scenario.axis().isEmpty() ? new double[] {0} : new double[] {0, 10, 100})
                        .forEach(size -> samples.add(new Sample(scenario.name(), server, 1, outcome(size))));
            }
        }

        var figures = new Plots(samples).all(Scenarios.ALL);

        assertEquals(List.of("cpu", "throughput", "latency", "memory", "growth"), List.copyOf(figures.keySet()));
        for (var figure : figures.values()) {
            var texts = elements(read(figure), "text").stream()
                    .map(Element::getTextContent)
                    .toList();
            assertTrue(texts.containsAll(List.of("rotunda", "a & b <c>")), texts::toString);
        }
    }

    private static Outcome outcome(double size) {
        var values =
                Map.of(Metric.SERVER_CPU, 5.0, Metric.P50, 1.0, Metric.P99, 20.0, Metric.RATE, 9e5, Metric.MEMORY, 7e3);
        return new Outcome(size, values, Checks.NONE);
    }

    private static Document read(Figure figure) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8)));
    }

    /// Without those of the legend.
    private static List<Element> bars(Document drawn) {
        return rectangles(drawn).stream()
                .filter(bar -> number(bar, "height") > 14)
                .toList();
    }

    private static List<Element> rectangles(Document drawn) {
        return elements(drawn, "rect");
    }

    private static List<Element> lines(Document drawn, String kind) {
        return elements(drawn, "line").stream()
                .filter(line -> line.getAttribute("class").equals(kind))
                .toList();
    }

    private static List<Element> elements(Document drawn, String name) {
        var found = drawn.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
