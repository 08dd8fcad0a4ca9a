package io.rotunda.server.chaos.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Small histories in which one thing is wrong, and which rule says so.
final class RulesTest {
    private static final String ROOM = "org-a/channel:general";
    private final List<String> lines = new ArrayList<>();
    private int ops;

    RulesTest() {
        for (var user : List.of("ann", "bob")) {
            add("{'type':'client','client':'%s','user':'%s','org':'org-a','customers':[]}", user, user);
            add("{'type':'connect','client':'%s','recovered':false}", user);
            joins(user, 0);
        }
    }

    @Test
    void aMessageThatAllHeardIsNothingToSpeakOf() {
        sends("ann", "hi", 1);
        hears("ann", "hi", 1);
        hears("bob", "hi", 1);
        table("hi");
        found();
    }

    @Test
    void anAcknowledgedMessageThatIsNotInTheTableIsFound() {
        sends("ann", "hi", 1);
        table();
        found("AcknowledgedIsStored");
    }

    @Test
    void aMessageThatWasHeardAndIsNotInTheTableIsFound() {
        add("{'type':'invoke','client':'ann','op':9,'event':'message:send','room':'%s','request':%s}", ROOM, ask("hi"));
        hears("ann", "hi", 1);
        table();
        found("LiveIsStored", "LiveFollowsWithoutGapOrRepeat");
    }

    @Test
    void aMessageThatNobodySentIsFound() {
        hears("ann", "hi", 1);
        hears("bob", "hi", 1);
        table("hi");
        found("StoredWasSent");
    }

    @Test
    void oneWhoDidNotHearTheLastWordIsFound() {
        sends("ann", "hi", 1);
        hears("ann", "hi", 1);
        table("hi");
        found("LiveFollowsWithoutGapOrRepeat");
    }

    @Test
    void oneWhoLeftHearsNothingAndNeedNot() {
        add("{'type':'invoke','client':'bob','op':50,'event':'channel:leave','room':'%s','request':{}}", ROOM);
        add("{'type':'ok','client':'bob','op':50,'answer':{'success':true}}");
        sends("ann", "hi", 1);
        hears("ann", "hi", 1);
        table("hi");
        found();
    }

    @Test
    void oneWhoLeftAndHearsNeverthelessIsFound() {
        add("{'type':'invoke','client':'bob','op':50,'event':'channel:leave','room':'%s','request':{}}", ROOM);
        add("{'type':'ok','client':'bob','op':50,'answer':{'success':true}}");
        sends("ann", "hi", 1);
        hears("ann", "hi", 1);
        hears("bob", "hi", 1);
        table("hi");
        found("OnlyJoinedRoomsAreHeard");
    }

    @Test
    void aReplayRepeatedLiveIsFound() {
        sends("ann", "hi", 1);
        hears("ann", "hi", 1);
        add("{'type':'connect','client':'bob','recovered':false}");
        joins("bob", 1);
        bobIsShown(message("hi", 1));
        hears("bob", "hi", 1);
        table("hi");
        found("LiveFollowsWithoutGapOrRepeat");
    }

    @Test
    void anAnswerWhosePageWasLostSaysNothingOfTheNextPage() {
        sends("ann", "one", 1);
        hears("ann", "one", 1);
        add("{'type':'connect','client':'bob','recovered':false}");
        joins("bob", 1);
        add("{'type':'disconnect','client':'bob','reason':'transport error'}");
        sends("ann", "two", 2);
        hears("ann", "two", 2);
        add("{'type':'connect','client':'bob','recovered':false}");
        bobIsShown(message("one", 1), message("two", 2));
        table("one", "two");
        found();
    }

    @Test
    void aPageWithMoreThanTheAnswerBeforeItSaidIsFound() {
        sends("ann", "one", 1);
        hears("ann", "one", 1);
        sends("ann", "two", 2);
        hears("ann", "two", 2);
        add("{'type':'connect','client':'bob','recovered':false}");
        joins("bob", 1);
        bobIsShown(message("one", 1), message("two", 2));
        table("one", "two");
        found("ReplayIsTheComplement");
    }

    @Test
    void aRecoveredClientWithAGapIsFound() {
        sends("ann", "one", 1);
        sends("ann", "two", 2);
        hears("ann", "one", 1);
        hears("ann", "two", 2);
        add("{'type':'disconnect','client':'bob','reason':'transport close'}");
        hears("bob", "two", 2);
        add("{'type':'connect','client':'bob','recovered':true}");
        table("one", "two");
        found("LiveFollowsWithoutGapOrRepeat");
    }

    @Test
    void aRetryWithAnotherAnswerAndARowOfItsOwnIsFound() {
        sends("ann", "hi", 1);
        hears("ann", "hi", 1);
        hears("bob", "hi", 1);
        sends("ann", "hi", 2);
        add(
                "{'type':'table','room':'%s','changes':[],'messages':[%s,%s]}",
                ROOM, row("hi", 1), row("hi", 2).replace("msg_hi", "msg_again"));
        found(
                "AcknowledgedIsStored",
                "LiveFollowsWithoutGapOrRepeat",
                "OneNameIsOneMessage",
                "RetriesGetTheFirstAnswer");
    }

    @Test
    void typingThatOneOfTwoDidNotHearIsFound() {
        add("{'type':'client','client':'cal','user':'cal','org':'org-a','customers':[]}");
        add("{'type':'connect','client':'cal','recovered':false}");
        joins("cal", 0);
        for (var time : List.of("1", "2", "3")) {
            add(
                    "{'type':'invoke','client':'ann','op':%s0,'event':'typing:start','room':'%s','request':{}}",
                    time, ROOM);
            for (var hearer : List.of("bob", "cal")) {
                if (!hearer.equals("cal") || !time.equals("2")) {
                    add(
                            "{'type':'deliver','client':'%s','event':'typing:start','room':'%s','payload':"
                                    + "{'channelId':'general','userId':'ann','userName':'org-a/ann','timestamp':'%s'}}",
                            hearer, ROOM, time);
                }
            }
        }
        table();
        found("TypingIsHeardAlike");
    }

    /// A page of the newest.
    @Test
    void aPieceOfWhatWasNotBegunIsFound() {
        streams();
        pieceFor("bob", 0, "one ");
        table();
        found("StreamedPartsFollowEachOther");
    }

    @Test
    void whoAskedToLeaveAndWasNotAnsweredMayStillHearPieces() {
        streams();
        begunFor("bob");
        pieceFor("bob", 0, "one ");
        asksToLeave("bob");
        add("{'type':'unknown','client':'bob','op':%d}", ops);
        add("{'type':'disconnect','client':'bob'}");
        add("{'type':'connect','client':'bob','recovered':true}");
        pieceFor("bob", 1, "two ");
        table();
        found();
    }

    @Test
    void whoLeftAndHearsAPieceIsFound() {
        streams();
        begunFor("bob");
        pieceFor("bob", 0, "one ");
        asksToLeave("bob");
        add("{'type':'ok','client':'bob','op':%d,'answer':{'success':true}}", ops);
        pieceFor("bob", 1, "two ");
        table();
        found("StreamedPartsFollowEachOther", "OnlyJoinedRoomsAreHeard");
    }

    private void streams() {
        ops++;
        add(
                "{'type':'invoke','client':'ann','op':%d,'event':'message:stream_start','room':'%s','request':{}}",
                ops, ROOM);
        add("{'type':'ok','client':'ann','op':%d,'answer':{'success':true,'messageId':'msg_m'}}", ops);
    }

    private void begunFor(String client) {
        add(
                "{'type':'deliver','client':'%s','event':'message:stream_started','room':'%s',"
                        + "'payload':{'messageId':'msg_m','channelId':'general','userId':'ann','userName':'org-a/ann','text':'','index':0}}",
                client, ROOM);
    }

    private void pieceFor(String client, int index, String text) {
        add(
                "{'type':'deliver','client':'%s','event':'message:chunk','room':'%s',"
                        + "'payload':{'messageId':'msg_m','channelId':'general','index':%d,'text':'%s'}}",
                client, ROOM, index, text);
    }

    private void asksToLeave(String client) {
        ops++;
        add(
                "{'type':'invoke','client':'%s','op':%d,'event':'channel:leave','room':'%s','request':{}}",
                client, ops, ROOM);
    }

    private void bobIsShown(String... messages) {
        add(
                "{'type':'replay','client':'bob','room':'%s','after':null,'messages':[%s],'events':[],'hasMore':false}",
                ROOM, String.join(",", messages));
    }

    private void joins(String client, long seq) {
        ops++;
        add(
                "{'type':'invoke','client':'%s','op':%d,'event':'channel:join','room':'%s','request':{}}",
                client, ops, ROOM);
        add("{'type':'ok','client':'%s','op':%d,'answer':{'success':true,'seq':%d}}", client, ops, seq);
    }

    private void sends(String client, String what, long seq) {
        ops++;
        add(
                "{'type':'invoke','client':'%s','op':%d,'event':'message:send','room':'%s','request':%s}",
                client, ops, ROOM, ask(what));
        add(
                "{'type':'ok','client':'%s','op':%d,'answer':{'id':'msg_%s','optimisticId':'o-%s','timestamp':'1','seq':%d}}",
                client, ops, what, what, seq);
    }

    private void hears(String client, String what, long seq) {
        add(
                "{'type':'deliver','client':'%s','event':'message:new','room':'%s','payload':%s}",
                client, ROOM, message(what, seq));
    }

    private void table(String... messages) {
        var rows = new ArrayList<String>();
        for (var message : messages) {
            rows.add(row(message, rows.size() + 1));
        }
        add("{'type':'table','room':'%s','changes':[],'messages':[%s]}", ROOM, String.join(",", rows));
    }

    private static String ask(String what) {
        return "{'content':'%s','optimisticId':'o-%s'}".formatted(what, what);
    }

    private static String row(String what, long seq) {
        return message(what, seq).replace("'seq'", "'organizationId':'org-a','seq'");
    }

    private static String message(String what, long seq) {
        return ("{'id':'msg_%s','channelId':'general','userId':'ann','userName':'org-a/ann','content':'%s','createdAt':'1','updatedAt':'1',"
                        + "'optimisticId':'o-%s','seq':%d}")
                .formatted(what, what, what, seq);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void add(String line, Object... values) {
        lines.add(line.formatted(values).replace('\'', '"'));
    }

    private void found(String... rules) {
        add("{'type':'end'}");
        var verdict = Checker.check(History.of(lines));
        var found = verdict.findings().stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(List.of(rules)), found, verdict.explain());
    }
}
