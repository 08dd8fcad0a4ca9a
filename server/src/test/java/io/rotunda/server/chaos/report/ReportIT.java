package io.rotunda.server.chaos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.chaos.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {
    private static final String HISTORY = """
            {"t":0,"type":"client","client":"a","user":"ann","org":"o","customers":[]}
            {"t":1,"type":"connect","client":"a","sid":"s","recovered":false}
            {"t":10,"type":"invoke","client":"a","op":1,"event":"message:send","room":"o/channel:c","request":{}}
            {"t":35,"type":"ok","client":"a","op":1,"answer":{"success":true}}
            {"t":100,"type":"fault","kind":"kill-server","phase":"begin","target":"server"}
            {"t":110,"type":"invoke","client":"a","op":2,"event":"message:send","room":"o/channel:c","request":{}}
            {"t":120,"type":"unknown","client":"a","op":2}
            {"t":1200,"type":"fault","kind":"kill-server","phase":"end","target":"server"}
            {"t":1300,"type":"connect","client":"a","sid":"s","recovered":true}
            {"t":1400,"type":"invoke","client":"a","op":3,"event":"message:send","room":"o/channel:c","request":{}}
            {"t":1410,"type":"fail","client":"a","op":3,"code":"UNAVAILABLE"}
            {"t":1500,"type":"fault","kind":"kill-postgres","phase":"begin","target":"postgres"}
            {"t":1600,"type":"fault","kind":"kill-postgres","phase":"end","target":"postgres"}
            {"t":1610,"type":"invoke","client":"a","op":4,"event":"message:react","room":"o/channel:c","request":{}}
            {"t":1640,"type":"ok","client":"a","op":4,"answer":{"success":true}}
            """;

    @TempDir
    private Path directory;

    @Test
    void segmentsFollowOnEachOtherAndAddUp() throws IOException {
        var tally = twice();
        assertEquals(2 * 1600, tally.millis());
        assertEquals(2, tally.count("messages acknowledged"));
        assertEquals(2, tally.count("recovered"));
        assertEquals(
                Map.of("ok", 2L, "unknown", 2L, "refused", 2L),
                tally.operations().get("message:send"));
        assertEquals(Map.of("UNAVAILABLE", 2L), tally.refusals());
        assertEquals(
                new Tally.Span("kill-server", "server", 1700, 2800),
                tally.faults().get(2));
        assertEquals(2, tally.returns().count());
        assertEquals(40, tally.returns().quantile(1));
        assertEquals(25, tally.seconds().getFirst().quantile(0.99));
    }

    @Test
    void thePageNamesWhatWasFoundAndThePlotIsXml() throws Exception {
        Report.write(directory, twice(), Map.of("seeds", "1, 2"), Map.of("Rule", 12_345L), "it was lost");
        var page = Files.readString(directory.resolve("report.md"));
        for (var part : new String[] {
            "| seeds | 1, 2 |",
            "| kill-server | server | 2 |",
            "| maximum | 40 ms |",
            "| Rule | 12,345 |",
            "it was lost"
        }) {
            assertTrue(page.contains(part), page);
        }
        var plot = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("plot.svg").toFile());
        assertEquals("svg", plot.getDocumentElement().getTagName());
    }

    private Tally twice() throws IOException {
        var file = Files.writeString(directory.resolve("history.jsonl"), HISTORY);
        var tally = new Tally();
        tally.add(History.of(file));
        tally.add(History.of(file));
        return tally;
    }
}
